import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";
import { conflict } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { lockTransfer } from "./access";
import { importTransfer, sendTransfer } from "./jobs";
import type { Transfer } from "./schemas";
import { transferSelect, viewTransfers } from "./transfer-view";

/**
 * Tries a transfer again at once: what failed, or what waits for its next attempt. What the peer has stays there
 * and isn't sent twice.
 * @throws ProblemError 404, 403; 409 `transfer_running`, `transfer_done`
 */
export function retryTransfer(context: Context, transferId: string): Promise<Transfer> {
  return change(context, transferId, "transfer.retried", async (transaction, transfer) => {
    if (["QUEUED", "ACTIVE", "COMMITTING"].includes(transfer.state))
      throw conflict("transfer_running", "This is on its way already.");
    if (transfer.state === "DONE") throw conflict("transfer_done", "Everything has arrived.");
    await transaction.transferInstance.updateMany({
      where: { transferId, state: "FAILED", instanceId: { not: null } },
      data: { state: "PENDING", attempts: 0, status: null, errorCode: null, comment: "" },
    });
    const job = transfer.kind === "IMPORT" ? importTransfer : sendTransfer;
    await enqueue(transaction, job, { transferId });
    return {
      state: "QUEUED",
      attempts: 0,
      nextAttemptAt: null,
      finishedAt: null,
      errorCode: null,
      errorDetail: null,
    };
  });
}

/** Ends a transfer; what has arrived stays. Whoever works on it notices within seconds. @throws ProblemError 404, 403, 409 */
export function cancelTransfer(context: Context, transferId: string): Promise<Transfer> {
  return change(context, transferId, "transfer.cancelled", async (_, transfer) => {
    if (["DONE", "FAILED", "CANCELLED"].includes(transfer.state))
      throw conflict("transfer_over", "This is over already.");
    return { state: "CANCELLED", nextAttemptAt: null, finishedAt: new Date() };
  });
}

async function change(
  context: Context,
  transferId: string,
  action: string,
  work: (
    transaction: Transaction,
    transfer: Awaited<ReturnType<typeof lockTransfer>>,
  ) => Promise<Prisma.TransferUpdateInput>,
): Promise<Transfer> {
  const row = await db.$transaction(async (transaction) => {
    const transfer = await lockTransfer(transaction, context, transferId);
    const data = await work(transaction, transfer);
    const changed = await transaction.transfer.update({
      where: { id: transferId },
      data: { ...data, stateAt: new Date(), leaseId: null, leasedUntil: null },
      select: transferSelect,
    });
    await recordAudit(transaction, context, {
      eventCode: transfer.kind === "IMPORT" ? EventCode.import : EventCode.transferred,
      action,
      studyInstanceUid: transfer.studyInstanceUid,
      object: { type: "transfer", id: transferId },
      ground: { treatmentRelation: true },
    });
    return changed;
  });
  return (await viewTransfers([row]))[0] as Transfer;
}
