import { Status } from "./status";
import type { IncomingRequest } from "./upper-layer/association";

/** C-ECHO (PS3.7 9.1.5). */
export const answerEcho = ({ respond }: IncomingRequest): Promise<void> =>
  respond({ status: Status.success });
