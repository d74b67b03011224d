import pg from "pg";
import { beforeAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { resumeDueTransfers } from "@/lib/forwarding";
import { recheckShares, remindUnopened } from "@/lib/shares";
import { makeWorld } from "../shares/world";

/** Rows of years: all but the youngest are over, and nothing waits. */
beforeAll(async () => {
  const { noord, sender, address } = await makeWorld();
  await asOwner(`
    INSERT INTO "Share" (id, "organizationId", "senderId", state, "isComplete", purpose, priority, "expiresAt")
    SELECT gen_random_uuid(), '${noord.id}', '${sender.user.id}',
      (CASE WHEN number % 10 = 0 THEN 'SENT' ELSE 'EXPIRED' END)::"ShareState", true, 'CONSULT', 'ROUTINE',
      now() + interval '1 day' * (CASE WHEN number % 10 = 0 THEN 7 ELSE -number / 50 END)
    FROM generate_series(1, 20000) number;
    INSERT INTO "ShareRecipient" (id, "shareId", "addressId", mail, "notifiedAt", "openedAt")
    SELECT gen_random_uuid(), id, '${address.id}', 'SENT', now() - interval '9 days', now() FROM "Share";
    INSERT INTO "Transfer" (id, "organizationId", kind, state, "studyInstanceUid", "finishedAt", reconciliation)
    SELECT gen_random_uuid(), '${noord.id}', 'SEND', 'DONE', '1.2.3', now() - interval '1 day' * (number % 89), '{}'
    FROM generate_series(1, 20000) number;
    ANALYZE`);
});

async function asOwner(sql: string, values?: unknown[]): Promise<Record<string, string>[]> {
  const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL });
  await owner.connect();
  try {
    return (await owner.query(sql, values)).rows;
  } finally {
    await owner.end();
  }
}

/** The plans of what `work` asks of a table. */
async function plansOf(table: string, work: () => Promise<unknown>): Promise<string[]> {
  const asked = vi.spyOn(pg.Client.prototype, "query");
  await work();
  const statements = asked.mock.calls
    .map(([first, second]) => [first, second] as unknown as [pg.QueryConfig, unknown[] | undefined])
    .filter(([{ text = "" }]) => /^\s*(SELECT|UPDATE|DELETE)/.test(text) && text.includes(`"${table}"`));
  asked.mockRestore();
  const plans: string[] = [];
  for (const [{ text, values }, more] of statements) {
    const rows = await asOwner(`EXPLAIN ${text}`, values ?? more);
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }
  return plans;
}

it.each([
  ["rechecking shares", "Share", () => recheckShares(), ["Share_state_priority_id_idx"]],
  ["reminding recipients", "ShareRecipient", () => remindUnopened(), ["ShareRecipient_notifiedAt_idx"]],
  [
    "resuming transfers",
    "Transfer",
    () => resumeDueTransfers(),
    ["Transfer_state_nextAttemptAt_idx", "Transfer_stateAt_idx", "Transfer_finishedAt_idx"],
  ],
])("%s reads only what waits", async (_, table, work, indexes) => {
  const plans = await plansOf(table, work);
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) expect(plan).not.toContain(`Seq Scan on "${table}"`);
  for (const index of indexes) expect(plans.join("\n")).toContain(index);
  expect(await db.share.count({ where: { isComplete: false } })).toBe(0);
});
