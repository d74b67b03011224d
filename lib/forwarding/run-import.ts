import { actorOfUser } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import { db, type Transfer } from "@/lib/db";
import { ProblemError } from "@/lib/errors";
import { markImported, type ShareGrant } from "@/lib/shares";
import { copyDocuments } from "./copy-documents";
import { importInstances } from "./import-instances";
import { importableShare } from "./importable-share";
import { takeLease } from "./lease";
import { countInstances, type Ending, settleTransfer } from "./settle-transfer";
import { startTransfer } from "./start-transfer";

/**
 * One attempt at taking a shared study into the own archive. Whether the person who asked may still do so is looked
 * at again each time. Does nothing when it isn't due, or another worker has it.
 */
export async function runImport(transferId: string): Promise<void> {
  const lease = await takeLease(transferId);
  if (!lease) return;
  const { transfer, signal } = lease;
  let ending: Ending = { failure: { code: "internal", detail: "" }, hasProgressed: false };
  try {
    ending = await attempt(transfer, signal);
  } finally {
    await settleTransfer(transfer, lease.id, ending);
    lease.end();
  }
}

async function attempt(transfer: Transfer, signal: AbortSignal): Promise<Ending> {
  const access = await accessOf(transfer);
  if ("failure" in access) return { failure: access.failure, hasProgressed: false };
  const { context, grant } = access;
  if (transfer.studyId === null) return { failure: { code: "study_gone", detail: "" }, hasProgressed: false };
  const result = await importInstances(context, transfer, signal);
  if (result.failure || signal.aborted) return result;
  const counts = await countInstances(db, transfer.id);
  if (counts.PENDING + counts.FAILED > 0) return result;
  await copyDocuments(context, transfer, grant);
  await markImported(context, grant, transfer.studyInstanceUid);
  await sendOnward(context, transfer);
  return result;
}

async function accessOf(
  transfer: Transfer,
): Promise<{ context: UserContext; grant: ShareGrant } | { failure: NonNullable<Ending["failure"]> }> {
  const actor = transfer.requestedById === null ? undefined : await actorOfUser(transfer.requestedById);
  if (!actor || actor.organizationId !== transfer.organizationId)
    return { failure: { code: "requester_gone", detail: "" } };
  const context: UserContext = { actor, requestId: transfer.id, locale: "nl" };
  try {
    const { grant } = await importableShare(context, transfer.shareId ?? "");
    if (!grant.studies.has(transfer.studyInstanceUid)) return { failure: { code: "study_gone", detail: "" } };
    return { context, grant };
  } catch (error) {
    if (error instanceof ProblemError) return { failure: { code: "share_over", detail: error.code } };
    throw error;
  }
}

async function sendOnward(context: UserContext, transfer: Transfer): Promise<void> {
  if (transfer.onwardPeerId === null) return;
  try {
    await startTransfer(context, transfer.studyInstanceUid, { peerId: transfer.onwardPeerId });
  } catch (error) {
    // It is on its way already, or the peer was removed meanwhile: the import itself is done all the same.
    if (!(error instanceof ProblemError)) throw error;
  }
}
