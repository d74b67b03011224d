import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeEach, expect, it } from "vitest";
import { recordAuditAlone, verifyChain, writeAnchors } from "@/lib/audit";
import type { Context } from "@/lib/context";

let context: Context;
const chain = () => (context.actor.kind === "organization" ? context.actor.organizationId : "");

/** What an attacker with the owner's password could do: switch the triggers off and change rows. */
async function tamper(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  await client.query(`ALTER TABLE "AuditEvent" DISABLE TRIGGER USER`);
  await client.query(sql.replace("$chain", client.escapeLiteral(chain())));
  await client.query(`ALTER TABLE "AuditEvent" ENABLE TRIGGER USER`);
  await client.end();
}

beforeEach(async () => {
  const organizationId = randomUUID();
  const actor = {
    kind: "organization" as const,
    organizationId,
    organizationSlug: "noord",
    organizationName: "Noord",
  };
  context = { actor, requestId: randomUUID(), locale: "nl" };
  for (let index = 0; index < 5; index += 1)
    await recordAuditAlone(context, {
      eventCode: "110100",
      action: "test.done",
      detail: { index, nested: ["a", "b"] },
    });
  await writeAnchors();
});

it("finds nothing in a chain that nobody touched", async () => {
  expect(await verifyChain(chain())).toMatchObject({ ok: true, rows: 5 });
});

it("finds an altered row", async () => {
  await tamper(`UPDATE "AuditEvent" SET "userName" = 'somebody else' WHERE chain = $chain AND sequence = 3`);
  expect(await verifyChain(chain())).toMatchObject({ ok: false, firstBad: { sequence: 3, kind: "ALTERED" } });
});

it("finds a missing row", async () => {
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain AND sequence = 2`);
  expect(await verifyChain(chain())).toMatchObject({ ok: false, firstBad: { sequence: 2, kind: "MISSING" } });
});

it("finds a cut-off end, and a chain that is gone", async () => {
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain AND sequence > 3`);
  expect(await verifyChain(chain())).toMatchObject({
    ok: false,
    firstBad: { sequence: 4, kind: "TRUNCATED" },
  });
  await tamper(`DELETE FROM "AuditEvent" WHERE chain = $chain`);
  expect(await verifyChain(chain())).toMatchObject({
    ok: false,
    firstBad: { sequence: 1, kind: "TRUNCATED" },
  });
});
