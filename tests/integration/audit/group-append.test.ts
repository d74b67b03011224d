import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { type AuditEntry, EventCode, recordAudit, recordAuditAlone, verifyChain } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";

function contextOf(organizationId: string): Context {
  const actor = {
    kind: "organization" as const,
    organizationId,
    organizationSlug: "x",
    organizationName: 'Zie"ken\\huis',
  };
  return { actor, requestId: randomUUID(), locale: "nl", remoteAddress: "127.0.0.1" };
}
const entry = (index: number): AuditEntry => ({
  eventCode: EventCode.query,
  action: "study.searched",
  detail: { index, keys: ["00100010", "é"], none: null },
});

it("writes what comes at once in few transactions, every entry in a true chain", async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const all: Promise<unknown>[] = [];
  for (let index = 0; index < 120; index++) {
    all.push(recordAuditAlone(contextOf(a), entry(index)));
    if (index % 3 === 0) all.push(recordAuditAlone(contextOf(b), { ...entry(index), organizations: [a] }));
    // Verbs write to the same chain in transactions of their own.
    if (index % 40 === 0)
      all.push(db.$transaction((transaction) => recordAudit(transaction, contextOf(a), entry(index))));
  }
  await Promise.all(all);
  expect(await verifyChain(a)).toMatchObject({ ok: true, rows: 163 });
  expect(await verifyChain(b)).toMatchObject({ ok: true, rows: 40 });
  const rows = await db.auditEvent.findMany({ where: { chain: a }, select: { detail: true } });
  const indexes = new Set(rows.map(({ detail }) => (detail as { index: number }).index));
  expect(indexes.size).toBe(120);
});

it("fails for the entry that can't be written, and for no other", async () => {
  const chain = randomUUID();
  const poison = { ...entry(0), patient: { id: "no uuid" } };
  const results = await Promise.allSettled([
    recordAuditAlone(contextOf(chain), entry(1)),
    recordAuditAlone(contextOf(chain), poison),
    recordAuditAlone(contextOf(chain), entry(2)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await verifyChain(chain)).toMatchObject({ ok: true, rows: 2 });
});
