import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Prisma, type Transaction } from "@/lib/db";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { organizationToStore } from "@/lib/studies";
import { ownPeer, requester } from "./access";
import { identityOf, requireConfirmed } from "./compare-patients";
import { sendTransfer } from "./jobs";
import { StartTransferInput, type Transfer } from "./schemas";
import { transferSelect, viewTransfers } from "./transfer-view";

/** Transfers that are not over. */
export const RUNNING = ["QUEUED", "ACTIVE", "WAITING", "COMMITTING"] as const;

/**
 * Asks for a study of the own organisation, or some of its series, to be sent to a peer of it; with other patient
 * data when it is a foreign study.
 * @throws ProblemError 404, 403; 409 `transfer_running`; 422 `unknown_series`, `differences_not_confirmed`
 */
export async function startTransfer(
  context: Context,
  studyInstanceUid: string,
  given: StartTransferInput,
): Promise<Transfer> {
  const input = StartTransferInput.parse(given);
  const organizationId = organizationToStore(context);
  const study = await db.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    include: { patient: true },
  });
  if (!study) throw notFound();
  const peer = await ownPeer(organizationId, input.peerId);
  if (input.reconciliation)
    requireConfirmed(identityOf(study.patient), input.reconciliation, input.confirmDifferences);
  const transferId = await db.$transaction(
    async (transaction) => {
      await refuseSecond(transaction, organizationId, studyInstanceUid, peer.id);
      const { id } = await transaction.transfer.create({
        data: {
          organizationId,
          kind: "SEND",
          studyId: study.id,
          studyInstanceUid,
          seriesInstanceUids: input.seriesInstanceUids ?? [],
          peerId: peer.id,
          peerName: peer.name,
          sourceOrganization: study.importedFrom,
          ...(input.reconciliation && { reconciliation: input.reconciliation }),
          ...requester(context),
        },
      });
      await addInstances(transaction, id, study.id, input.seriesInstanceUids);
      await enqueue(transaction, sendTransfer, { transferId: id });
      await recordAudit(transaction, context, {
        eventCode: EventCode.transferred,
        action: "transfer.requested",
        patient: { id: study.patientId, patientIdentifier: study.patientIdentifier },
        studyInstanceUid,
        object: { type: "transfer", id },
        ground: { treatmentRelation: true },
        detail: { to: peer.name, isReconciled: input.reconciliation !== undefined },
      });
      return id;
    },
    { timeout: 60_000 },
  );
  const row = await db.transfer.findUniqueOrThrow({ where: { id: transferId }, select: transferSelect });
  return (await viewTransfers([row]))[0] as Transfer;
}

async function refuseSecond(
  transaction: Transaction,
  organizationId: string,
  studyInstanceUid: string,
  peerId: string,
): Promise<void> {
  await transaction.$queryRaw`SELECT id FROM "Peer" WHERE id = ${peerId}::uuid FOR UPDATE`;
  const running = await transaction.transfer.findFirst({
    where: { organizationId, studyInstanceUid, peerId, kind: "SEND", state: { in: [...RUNNING] } },
    select: { id: true },
  });
  if (running) throw conflict("transfer_running", "This study is on its way to this peer already.");
}

/** Every instance that is to be moved, with what it is now. @throws ProblemError 422 `unknown_series` */
export async function addInstances(
  transaction: Transaction,
  transferId: string,
  studyId: string,
  seriesInstanceUids: string[] | undefined,
): Promise<void> {
  if (seriesInstanceUids) {
    const known = await transaction.series.count({
      where: { studyId, seriesInstanceUid: { in: seriesInstanceUids } },
    });
    if (known !== new Set(seriesInstanceUids).size)
      throw unprocessable("unknown_series", "The study has no such series.");
  }
  const chosen: Prisma.InstanceWhereInput = seriesInstanceUids
    ? { studyId, series: { seriesInstanceUid: { in: seriesInstanceUids } } }
    : { studyId };
  const instances = await transaction.instance.findMany({
    where: chosen,
    select: { id: true, sopInstanceUid: true, dataSetSha256: true },
  });
  if (instances.length === 0) throw unprocessable("nothing_to_send", "There is nothing in it to send.");
  const ROWS_AT_ONCE = 5000;
  for (let at = 0; at < instances.length; at += ROWS_AT_ONCE)
    await transaction.transferInstance.createMany({
      data: instances.slice(at, at + ROWS_AT_ONCE).map(({ id, sopInstanceUid, dataSetSha256 }) => ({
        transferId,
        sopInstanceUid,
        instanceId: id,
        sourceSha256: dataSetSha256,
      })),
    });
}
