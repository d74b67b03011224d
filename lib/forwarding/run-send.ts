import { db, type Transfer } from "@/lib/db";
import { type OutgoingPeer, openPeer, PeerAddressError } from "@/lib/peers";
import { askCommitment } from "./ask-commitment";
import { describe } from "./describe-failure";
import { takeLease } from "./lease";
import { outgoingInstances } from "./outgoing-instances";
import type { SendProtocols } from "./protocol";
import { ResultRecorder } from "./result-recorder";
import { settleTransfer } from "./settle-transfer";
import { failureOf, isPassing, isStored, type TransferFailure } from "./status-codes";

/** How often one instance is offered to a peer that can't take it for the moment. */
const MOST_OFFERS = 5;

/**
 * One attempt at a transfer to a peer: sends what isn't there yet, asks the peer to confirm where it offers that,
 * and plans what comes next. Does nothing when it isn't due, or another worker has it.
 */
export async function runSend(transferId: string, protocols: SendProtocols): Promise<void> {
  const lease = await takeLease(transferId);
  if (!lease) return;
  const { transfer, signal } = lease;
  let hasProgressed = false;
  const progressed = () => {
    hasProgressed = true;
  };
  try {
    const peer = await peerOf(transfer);
    if ("code" in peer) return await settleTransfer(transfer, lease.id, { failure: peer, hasProgressed });
    const failure = await sendMissing(transfer, peer, protocols, signal, progressed);
    if (failure) return await settleTransfer(transfer, lease.id, { failure, hasProgressed });
    await settleTransfer(transfer, lease.id, {
      ...(await askCommitment(transfer, peer, protocols[peer.protocol], signal)),
      hasProgressed,
    });
  } catch (error) {
    await settleTransfer(transfer, lease.id, { failure: { code: "internal", detail: "" }, hasProgressed });
    throw error;
  } finally {
    lease.end();
  }
}

async function peerOf(transfer: Transfer): Promise<OutgoingPeer | { code: TransferFailure; detail: string }> {
  try {
    const peer = transfer.peerId === null ? undefined : await openPeer(transfer.peerId);
    return peer ?? { code: "peer_removed", detail: "" };
  } catch (error) {
    const code = error instanceof PeerAddressError ? "address_not_allowed" : "credential_unreadable";
    return { code, detail: (error as Error).message };
  }
}

/** @returns why it ended early, if it did */
async function sendMissing(
  transfer: Transfer,
  peer: OutgoingPeer,
  protocols: SendProtocols,
  signal: AbortSignal,
  progressed: () => void,
): Promise<{ code: TransferFailure; detail: string } | undefined> {
  await failDeleted(transfer.id);
  const recorder = new ResultRecorder(transfer.id);
  const offers = await offersOf(transfer.id);
  if (offers.size === 0) return undefined;
  const unreadable = (sopInstanceUid: string, comment: string) =>
    recorder.note({ sopInstanceUid, state: "FAILED", errorCode: "unreadable", comment });
  try {
    await protocols[peer.protocol].send(
      peer,
      outgoingInstances(transfer, unreadable),
      async (sopInstanceUid, { status, comment }) => {
        const result = { sopInstanceUid, status, comment };
        if (isStored(status)) {
          progressed();
          return recorder.note({ ...result, state: "SENT" });
        }
        const mayComeAgain = isPassing(status) && (offers.get(sopInstanceUid) ?? 0) + 1 < MOST_OFFERS;
        const state = mayComeAgain ? "PENDING" : "FAILED";
        return recorder.note({ ...result, state, errorCode: failureOf(status) });
      },
      signal,
    );
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    return describe(error);
  } finally {
    await recorder.flush();
  }
}

async function failDeleted(transferId: string): Promise<void> {
  await db.transferInstance.updateMany({
    where: { transferId, state: "PENDING", instanceId: null },
    data: { state: "FAILED", errorCode: "instance_gone", status: null, changedAt: new Date() },
  });
}

async function offersOf(transferId: string): Promise<Map<string, number>> {
  const rows = await db.transferInstance.findMany({
    where: { transferId, state: "PENDING" },
    select: { sopInstanceUid: true, attempts: true },
  });
  return new Map(rows.map(({ sopInstanceUid, attempts }) => [sopInstanceUid, attempts]));
}
