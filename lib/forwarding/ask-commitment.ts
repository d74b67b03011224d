import { db, type Transfer } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import type { OutgoingPeer } from "@/lib/peers";
import { describe } from "./describe-failure";
import type { SendProtocol } from "./protocol";
import { recordCommitment } from "./record-commitment";
import type { Ending } from "./settle-transfer";

const MOST_QUESTIONS = 4;

/**
 * Asks the peer to confirm that it keeps what it was sent (PS3.4 J), where it offers that. The transaction's UID is
 * in the database before the question leaves: the answer may come by another way, and at once.
 */
export async function askCommitment(
  transfer: Transfer,
  peer: OutgoingPeer,
  protocol: SendProtocol,
  signal: AbortSignal,
): Promise<Omit<Ending, "hasProgressed">> {
  if (!peer.asksCommitment || !protocol.requestCommitment || signal.aborted) return {};
  const sent = await db.transferInstance.findMany({
    where: { transferId: transfer.id, state: "SENT" },
    select: { sopInstanceUid: true, instance: { select: { sopClassUid: true } } },
  });
  const instances = sent.flatMap(({ sopInstanceUid, instance }) =>
    instance ? [{ sopInstanceUid, sopClassUid: instance.sopClassUid }] : [],
  );
  if (instances.length === 0) return {};
  if (transfer.state === "COMMITTING" && transfer.attempts >= MOST_QUESTIONS)
    return { failure: { code: "commitment_unanswered", detail: "", isFinal: true } };
  const transactionUid = newUid();
  await db.transfer.update({
    where: { id: transfer.id },
    data: { commitmentUid: transactionUid, commitmentAskedAt: new Date() },
  });
  try {
    const result = await protocol.requestCommitment(peer, { transactionUid, instances }, signal);
    if (result) await recordCommitment(transfer.organizationId, result);
    return { isCommitting: true };
  } catch (error) {
    if (signal.aborted) return {};
    const failure = describe(error);
    // A peer that has no such service keeps what it was sent all the same; that nobody says so is told.
    const isRefused = failure.code === "not_supported";
    return { failure: isRefused ? { ...failure, code: "commitment_refused", isFinal: true } : failure };
  }
}
