import { recordCommitment } from "@/lib/forwarding";
import type { AdmittedPeer } from "../admitted-peer";
import { readIdentifier } from "../read-identifier";
import { EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN, SopClass } from "../sop-classes";
import { Status } from "../status";
import type { IncomingRequest } from "../upper-layer/association";
import { AssociationError } from "../upper-layer/association-error";
import { CommandField } from "../upper-layer/command-set";
import { type PeerAddress, requestAssociation } from "../upper-layer/request-association";
import { writeDataSet } from "../write-data-set";
import {
  COMMITMENT_INSTANCE,
  type CommitmentRequest,
  type CommitmentResult,
  commitmentRequest,
  parseCommitmentReport,
  REQUEST_ACTION,
} from "./commitment-data-sets";

/** A peer that answers on the association it was asked on does so soon. */
const WAIT_MILLISECONDS = 5_000;

/**
 * Asks a peer to confirm that it keeps instances (PS3.4 J.3.2). Answers what it says when it says so on this
 * association; nothing when it calls us later (`takeCommitmentReport`).
 * @throws AssociationError NOT_SUPPORTED when the peer has no such service or refuses the request
 */
export async function requestCommitment(
  peer: PeerAddress,
  request: CommitmentRequest,
  signal?: AbortSignal,
): Promise<CommitmentResult | undefined> {
  const report = Promise.withResolvers<CommitmentResult | undefined>();
  const association = await requestAssociation(peer, {
    contexts: [
      {
        id: 1,
        abstractSyntax: SopClass.storageCommitment,
        transferSyntaxes: [EXPLICIT_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN],
      },
    ],
    handle: async (incoming) => {
      const result = await readReport(incoming);
      const isOurs = result?.transactionUid === request.transactionUid;
      await incoming.respond({
        ...reportResponse(incoming),
        status: isOurs ? Status.success : Status.processingFailure,
      });
      if (isOurs) report.resolve(result);
    },
    signal,
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const context = association.agreement.accepted.get(1);
    if (!context) throw new AssociationError("NOT_SUPPORTED", "the peer doesn't offer storage commitment");
    const dataSet = writeDataSet(commitmentRequest(request), context.transferSyntax);
    const response = await association.request(
      1,
      {
        commandField: CommandField.actionRequest,
        requestedSopClassUid: SopClass.storageCommitment,
        requestedSopInstanceUid: COMMITMENT_INSTANCE,
        actionTypeId: REQUEST_ACTION,
      },
      { bytes: [dataSet], length: dataSet.length },
    );
    if (response.status !== Status.success)
      throw new AssociationError("NOT_SUPPORTED", "the peer refused the request for storage commitment");
    timer = setTimeout(() => report.resolve(undefined), WAIT_MILLISECONDS);
    association.ended.addEventListener("abort", () => report.resolve(undefined));
    if (association.ended.aborted) report.resolve(undefined);
    return await report.promise;
  } finally {
    clearTimeout(timer);
    await association.release();
  }
}

/** The report in an N-EVENT-REPORT; undefined for any other request. @throws RequestRefusal */
async function readReport(request: IncomingRequest): Promise<CommitmentResult | undefined> {
  if (request.command.commandField !== CommandField.eventReportRequest) return undefined;
  return parseCommitmentReport(await readIdentifier(request));
}

const reportResponse = ({ command: { affectedSopInstanceUid, eventTypeId } }: IncomingRequest) => ({
  affectedSopInstanceUid,
  eventTypeId,
});

/** An N-EVENT-REPORT on an association that the peer requested, or on one on which it was asked something else. */
export async function takeCommitmentReport(
  request: IncomingRequest,
  { context: { actor } }: AdmittedPeer,
): Promise<void> {
  const result = await readReport(request);
  const isKnown = result !== undefined && (await recordCommitment(actor.organizationId, result));
  await request.respond({
    ...reportResponse(request),
    status: isKnown ? Status.success : Status.processingFailure,
  });
}
