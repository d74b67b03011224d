import { db, type Transaction } from "@/lib/db";
import { enqueue } from "@/lib/queue";
import { sendTransfer } from "./jobs";
import type { CommitmentResult } from "./protocol";
import { recordResults } from "./result-recorder";
import { auditEnd, countInstances } from "./settle-transfer";

/** How often an instance is sent again to a peer that says it doesn't have it. */
const MOST_OFFERS = 3;
/** A statement has room for so many values (65,535), and a study may have more instances. */
const AT_A_TIME = 1000;
const LIMITS = { timeout: 120_000 };

/**
 * The peer's word on what it keeps (PS3.4 J.3.3): what it has is COMMITTED, what it hasn't is sent again.
 * @param organizationId whose peer says so; another's transaction is as unknown as none
 * @returns whether the transaction is known
 */
export async function recordCommitment(
  organizationId: string,
  { transactionUid, committed, failed }: CommitmentResult,
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const [found] = await transaction.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Transfer" WHERE "commitmentUid" = ${transactionUid} AND "organizationId" = ${organizationId}::uuid
      FOR UPDATE`;
    if (!found) return false;
    const rows = await transaction.transferInstance.findMany({
      where: { transferId: found.id, state: "SENT" },
      select: { sopInstanceUid: true, attempts: true },
    });
    const attempts = new Map(rows.map((row) => [row.sopInstanceUid, row.attempts]));
    for (const kept of batchesOf(committed.filter((uid) => attempts.has(uid))))
      await transaction.transferInstance.updateMany({
        where: { transferId: found.id, sopInstanceUid: { in: kept } },
        data: { state: "COMMITTED", changedAt: new Date() },
      });
    for (const missing of batchesOf(failed.filter(({ sopInstanceUid }) => attempts.has(sopInstanceUid))))
      await recordResults(
        transaction,
        found.id,
        missing.map(({ sopInstanceUid, reason }) => ({
          sopInstanceUid,
          state: (attempts.get(sopInstanceUid) ?? 0) < MOST_OFFERS ? "PENDING" : "FAILED",
          status: reason,
          errorCode: "not_committed",
        })),
      );
    await goOn(transaction, found.id);
    return true;
  }, LIMITS);
}

function* batchesOf<Item>(items: Item[]): Generator<Item[]> {
  for (let at = 0; at < items.length; at += AT_A_TIME) yield items.slice(at, at + AT_A_TIME);
}

/** Unless a worker has it, which sees for itself when it ends. */
async function goOn(transaction: Transaction, transferId: string): Promise<void> {
  const counts = await countInstances(transaction, transferId);
  const where = { id: transferId, state: "COMMITTING" as const, leaseId: null };
  const at = new Date();
  if (counts.PENDING > 0) {
    const { count } = await transaction.transfer.updateMany({
      where,
      data: { state: "QUEUED", stateAt: at, nextAttemptAt: null },
    });
    if (count > 0) await enqueue(transaction, sendTransfer, { transferId });
  } else if (counts.SENT === 0) {
    const state = counts.FAILED > 0 ? ("FAILED" as const) : ("DONE" as const);
    const { count } = await transaction.transfer.updateMany({
      where,
      data: { state, stateAt: at, finishedAt: at, nextAttemptAt: null, errorCode: null, errorDetail: null },
    });
    if (count > 0)
      await auditEnd(
        transaction,
        await transaction.transfer.findUniqueOrThrow({ where: { id: transferId } }),
        counts,
      );
  }
}
