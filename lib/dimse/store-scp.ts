import { encodeFileMeta } from "@/lib/dicom";
import { ingestInstance } from "@/lib/ingest";
import type { AdmittedPeer } from "./admitted-peer";
import { Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";

/**
 * C-STORE (PS3.4 B.2.3): the data set's bytes go to storage as they come, behind a File Meta made from the
 * association. 0000 is answered only when bytes and rows are durable.
 */
export async function storeInstance(request: IncomingRequest, peer: AdmittedPeer): Promise<void> {
  const { affectedSopClassUid, affectedSopInstanceUid } = request.command;
  const respond = (status: number, errorComment?: string) =>
    request.respond({ affectedSopInstanceUid, status, errorComment });
  if (!affectedSopInstanceUid || affectedSopClassUid !== request.context.abstractSyntax)
    return respond(Status.sopClassMismatch, "SOP class is not that of the presentation context");

  const { entry, status } = await ingestInstance(peer.context, {
    organizationId: peer.context.actor.organizationId,
    origin: "CSTORE",
    auditedStudies: peer.auditedStudies,
    expected: { sopClassUid: affectedSopClassUid, sopInstanceUid: affectedSopInstanceUid },
    bytes: asFile(request, affectedSopClassUid, affectedSopInstanceUid, peer.context.actor.aeTitle),
  });
  await respond(status, status === 0 ? undefined : entry.reason);
}

async function* asFile(
  { context: { transferSyntax: transferSyntaxUid }, dataSet }: IncomingRequest,
  sopClassUid: string,
  sopInstanceUid: string,
  sourceAeTitle?: string,
): AsyncGenerator<Uint8Array> {
  yield encodeFileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid, sourceAeTitle });
  yield* dataSet;
}
