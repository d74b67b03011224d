import { EventCode, recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, type Transaction, type Transfer } from "@/lib/db";
import type { TransferInstanceState, TransferState } from "@/lib/db/generated/enums";
import { enqueue } from "@/lib/queue";
import { importTransfer, sendTransfer } from "./jobs";
import { pauseSeconds } from "./pause";
import { isFinal, type TransferFailure } from "./status-codes";

export type Counts = Record<TransferInstanceState, number>;

export async function countInstances(
  client: Pick<typeof db, "transferInstance">,
  transferId: string,
): Promise<Counts> {
  const groups = await client.transferInstance.groupBy({
    by: ["state"],
    where: { transferId },
    _count: { _all: true },
  });
  const counts: Counts = { PENDING: 0, SENT: 0, COMMITTED: 0, FAILED: 0 };
  for (const { state, _count } of groups) counts[state] = _count._all;
  return counts;
}

export interface Ending {
  /** Left out: everything that could be tried was tried. */
  failure?: { code: TransferFailure; detail: string; isFinal?: boolean };
  /** Something came through in this attempt: the peer is alive, and the pauses begin anew. */
  hasProgressed: boolean;
  /** The peer was asked to confirm, and will say so later. */
  isCommitting?: boolean;
}

const MOST_ATTEMPTS = 12;
/** How long a peer may take to confirm what it keeps before it is asked again. */
const COMMITMENT_SECONDS = 10 * 60;

/**
 * Ends an attempt: done, failed, or when it is tried again. Does nothing when the lease was lost meanwhile, for
 * instance because somebody cancelled the transfer.
 */
export async function settleTransfer(
  { id: transferId, kind }: Pick<Transfer, "id" | "kind">,
  leaseId: string,
  ending: Ending,
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const [transfer] = await transaction.$queryRaw<{ attempts: number }[]>`
      SELECT attempts FROM "Transfer" WHERE id = ${transferId}::uuid AND "leaseId" = ${leaseId}::uuid FOR UPDATE`;
    if (!transfer) return;
    const counts = await countInstances(transaction, transferId);
    const attempts = ending.hasProgressed ? 1 : transfer.attempts + 1;
    const next = nextState(counts, ending, attempts);
    const pause = pauseOf(next, attempts);
    const isOver = next === "DONE" || next === "FAILED";
    const row = await transaction.transfer.update({
      where: { id: transferId },
      data: {
        state: next,
        stateAt: new Date(),
        attempts,
        leaseId: null,
        leasedUntil: null,
        nextAttemptAt: pause === undefined ? null : new Date(Date.now() + pause * 1000),
        errorCode: ending.failure?.code ?? null,
        errorDetail: ending.failure?.detail.slice(0, 500) ?? null,
        finishedAt: isOver ? new Date() : null,
      },
    });
    if (pause !== undefined)
      await enqueue(
        transaction,
        kind === "IMPORT" ? importTransfer : sendTransfer,
        { transferId },
        {
          startAfterSeconds: pause,
        },
      );
    if (isOver) await auditEnd(transaction, row, counts);
  });
}

function nextState(counts: Counts, { failure, isCommitting }: Ending, attempts: number): TransferState {
  if (failure && (failure.isFinal || isFinal(failure.code))) return "FAILED";
  if (failure || counts.PENDING > 0) return attempts >= MOST_ATTEMPTS ? "FAILED" : "WAITING";
  // The answer may have come before we got here.
  if (isCommitting && counts.SENT > 0) return "COMMITTING";
  return counts.FAILED > 0 ? "FAILED" : "DONE";
}

function pauseOf(state: TransferState, attempts: number): number | undefined {
  if (state === "COMMITTING") return COMMITMENT_SECONDS;
  return state === "WAITING" ? pauseSeconds(attempts) : undefined;
}

/** What became of a transfer, for the log of whose it is. Call it last. */
export async function auditEnd(transaction: Transaction, transfer: Transfer, counts: Counts): Promise<void> {
  await recordAudit(
    transaction,
    systemContext(`job:${transfer.kind === "IMPORT" ? "import" : "send"}-transfer`),
    {
      eventCode: transfer.kind === "IMPORT" ? EventCode.import : EventCode.transferred,
      action: "transfer.finished",
      outcome: transfer.state === "DONE" ? "SUCCESS" : "FAILURE",
      organizations: [transfer.organizationId],
      studyInstanceUid: transfer.studyInstanceUid,
      object: { type: "transfer", id: transfer.id },
      onBehalfOf: transfer.requestedByName,
      ground: { treatmentRelation: true },
      detail: {
        kind: transfer.kind,
        to: transfer.peerName,
        sent: counts.SENT + counts.COMMITTED,
        committed: counts.COMMITTED,
        failed: counts.FAILED,
        code: transfer.errorCode,
      },
    },
  );
}
