import type { IncomingMessage } from "./association";
import { CommandField } from "./command-set";

/** C-ECHO (PS3.7 9.1.5). */
export function answerEcho({ command, respond }: IncomingMessage): Promise<void> {
  return respond({
    commandField: CommandField.echoResponse,
    affectedSopClassUid: command.affectedSopClassUid,
    messageIdBeingRespondedTo: command.messageId,
    hasDataSet: false,
    status: 0,
  });
}
