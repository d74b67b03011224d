import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { openPeer } from "@/lib/peers";
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, SopClass } from "../sop-classes";
import { Status } from "../status";
import type { Association } from "../upper-layer/association";
import { AssociationError } from "../upper-layer/association-error";
import { CommandField } from "../upper-layer/command-set";
import { requestAssociation } from "../upper-layer/request-association";
import { writeDataSet } from "../write-data-set";
import { COMMITMENT_INSTANCE, commitmentReport, Event, type InstanceReference } from "./commitment-data-sets";
import { verifyReferences } from "./verify-references";

const References = z.array(z.object({ sopClassUid: z.string(), sopInstanceUid: z.string() }));

/**
 * Answers a request for storage commitment on a new association to the peer that asked (PS3.4 J.3.3), on which we
 * are the SCP although we called. Does nothing when the answer was given already.
 * @throws AssociationError when the peer can't be told now
 */
export async function reportCommitment(requestId: string): Promise<void> {
  const request = await db.commitmentRequest.findUnique({ where: { id: requestId } });
  const peer = request && (await openPeer(request.peerId));
  if (!peer) return;
  const abstractSyntax = SopClass.storageCommitment;
  const association = await requestAssociation(
    { ...peer, tls: peer.usesTls },
    {
      contexts: [
        { id: 1, abstractSyntax, transferSyntaxes: [EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN] },
      ],
      roles: [{ sopClassUid: abstractSyntax, isScu: false, isScp: true }],
    },
  );
  try {
    await reportOn(association, 1, requestId);
  } finally {
    await association.release();
  }
}

/** Sends the N-EVENT-REPORT; once the peer has taken it, the request is over. */
export async function reportOn(
  association: Association,
  contextId: number,
  requestId: string,
): Promise<void> {
  const context = association.agreement.accepted.get(contextId);
  if (!context)
    throw new AssociationError("NOT_SUPPORTED", "the peer doesn't take reports of storage commitment");
  const request = await db.commitmentRequest.findUnique({
    where: { id: requestId },
    include: { peer: true },
  });
  if (!request) return;
  const references: InstanceReference[] = References.parse(request.references);
  const verdicts = await verifyReferences(request.organizationId, references);
  const failures = verdicts.filter(({ failureReason }) => failureReason !== undefined).length;
  const dataSet = writeDataSet(
    { ...commitmentReport(request.transactionUid, verdicts), RetrieveAETitle: env.DICOM_AE_TITLE },
    context.transferSyntax,
  );
  const response = await association.request(
    contextId,
    {
      commandField: CommandField.eventReportRequest,
      affectedSopClassUid: SopClass.storageCommitment,
      affectedSopInstanceUid: COMMITMENT_INSTANCE,
      eventTypeId: failures > 0 ? Event.failuresExist : Event.allCommitted,
    },
    { bytes: [dataSet], length: dataSet.length },
  );
  if (response.status !== Status.success)
    throw new AssociationError("NOT_SUPPORTED", "the peer refused the report of storage commitment");
  await db.$transaction(async (transaction) => {
    await transaction.commitmentRequest.deleteMany({ where: { id: requestId } });
    await recordAudit(transaction, systemContext("job:report-commitment"), {
      eventCode: EventCode.applicationActivity,
      action: "commitment.reported",
      outcome: failures > 0 ? "FAILURE" : "SUCCESS",
      organizations: [request.organizationId],
      object: { type: "Peer", id: request.peerId },
      detail: { aeTitle: request.peer.aeTitle, instances: verdicts.length, failures },
    });
  });
}
