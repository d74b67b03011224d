import { encodeFileMeta } from "@/lib/dicom";
import { ingestInstance } from "@/lib/ingest";
import type { IncomingMessage } from "./association";
import { CommandField } from "./command-set";
import type { AdmittedPeer } from "./dimse-server";

const SOP_CLASS_MISMATCH = 0xa900;

/**
 * C-STORE (PS3.4 B.2.3): the data set's bytes go to storage as they come, behind a File Meta made from the
 * association. 0000 is answered only when bytes and rows are durable.
 */
export async function storeInstance(message: IncomingMessage, peer: AdmittedPeer): Promise<void> {
  const { affectedSopClassUid, affectedSopInstanceUid, messageId } = message.command;
  const respond = (status: number, errorComment?: string) =>
    message.respond({
      commandField: CommandField.storeResponse,
      affectedSopClassUid,
      affectedSopInstanceUid,
      messageIdBeingRespondedTo: messageId,
      hasDataSet: false,
      status,
      errorComment,
    });
  if (!affectedSopInstanceUid || affectedSopClassUid !== message.context.abstractSyntax)
    return respond(SOP_CLASS_MISMATCH, "SOP class is not that of the presentation context");

  const { entry, status } = await ingestInstance(peer.context, {
    organizationId: peer.context.actor.organizationId,
    origin: "CSTORE",
    auditedStudies: peer.auditedStudies,
    expected: { sopClassUid: affectedSopClassUid, sopInstanceUid: affectedSopInstanceUid },
    bytes: asFile(message, affectedSopClassUid, affectedSopInstanceUid, peer.context.actor.aeTitle),
  });
  await respond(status, status === 0 ? undefined : entry.reason);
}

async function* asFile(
  message: IncomingMessage,
  sopClassUid: string,
  sopInstanceUid: string,
  sourceAeTitle?: string,
): AsyncGenerator<Uint8Array> {
  const { transferSyntax: transferSyntaxUid } = message.context;
  yield encodeFileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid, sourceAeTitle });
  yield* message.dataSet;
}
