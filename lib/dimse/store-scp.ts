import { encodeFileMeta } from "@/lib/dicom";
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

  const expected = { sopClassUid: affectedSopClassUid, sopInstanceUid: affectedSopInstanceUid };
  const { entry, status } = await peer.session.store(asFile(request, expected, peer), expected);
  await respond(status, status === 0 ? undefined : entry.reason);
}

async function* asFile(
  { context: { transferSyntax: transferSyntaxUid }, dataSet }: IncomingRequest,
  expected: { sopClassUid: string; sopInstanceUid: string },
  peer: AdmittedPeer,
): AsyncGenerator<Uint8Array> {
  yield encodeFileMeta({ ...expected, transferSyntaxUid, sourceAeTitle: peer.context.actor.aeTitle });
  yield* dataSet;
}
