import type { Context, OrganizationActor } from "@/lib/context";
import { encodeFileMeta } from "@/lib/dicom";
import { failureReasonOf, openIngest } from "@/lib/ingest";
import type { IncomingMessage } from "./association";
import { CommandField } from "./command-set";

const SOP_CLASS_MISMATCH = 0xa900;

/**
 * C-STORE (PS3.4 B.2.3): the data set's bytes go to storage as they come, behind a File Meta made from the
 * association. 0000 is answered only when bytes and rows are durable.
 */
export async function storeInstance(
  message: IncomingMessage,
  context: Context<OrganizationActor>,
): Promise<void> {
  const { command } = message;
  const respond = (status: number, errorComment?: string) =>
    message.respond({
      commandField: CommandField.storeResponse,
      affectedSopClassUid: command.affectedSopClassUid,
      affectedSopInstanceUid: command.affectedSopInstanceUid,
      messageIdBeingRespondedTo: command.messageId,
      hasDataSet: false,
      status,
      errorComment,
    });
  if (command.affectedSopClassUid !== message.context.abstractSyntax)
    return respond(SOP_CLASS_MISMATCH, "SOP class is not that of the presentation context");

  const batch = await openIngest(context, { organizationId: context.actor.organizationId, origin: "CSTORE" });
  try {
    const entry = await batch.add(asFile(message, context.actor.aeTitle), {
      path: command.affectedSopInstanceUid ?? "",
      expectedSopInstanceUid: command.affectedSopInstanceUid,
    });
    await batch.commit();
    await respond(failureReasonOf(entry), entry.outcome === "STORED" ? undefined : entry.reason);
  } catch (error) {
    await batch.abort();
    throw error;
  }
}

async function* asFile(message: IncomingMessage, sourceAeTitle?: string): AsyncGenerator<Uint8Array> {
  yield encodeFileMeta({
    sopClassUid: message.command.affectedSopClassUid ?? "",
    sopInstanceUid: message.command.affectedSopInstanceUid ?? "",
    transferSyntaxUid: message.context.transferSyntax,
    sourceAeTitle,
  });
  yield* message.dataSet;
}
