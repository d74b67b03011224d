import type { Rejection } from "./pdu";

/** Why an association with a peer didn't come about or didn't last. */
export type AssociationFailure =
  | "UNREACHABLE"
  | "REJECTED"
  | "ABORTED"
  | "TIMEOUT"
  | "LOST"
  | "NOT_SUPPORTED";

export class AssociationError extends Error {
  override readonly name = "AssociationError";
  constructor(
    readonly code: AssociationFailure,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** PS3.8 table 9-21, by source and reason. */
const REASONS: Record<string, string> = {
  "1.1": "no reason given",
  "1.2": "application context not supported",
  "1.3": "calling AE title not recognized",
  "1.7": "called AE title not recognized",
  "2.1": "no reason given",
  "2.2": "protocol version not supported",
  "3.1": "temporary congestion",
  "3.2": "local limit exceeded",
};

export function rejectedBy({ result, source, reason }: Rejection): AssociationError {
  const why = REASONS[`${source}.${reason}`] ?? `source ${source}, reason ${reason}`;
  const duration = result === 2 ? "for now" : "permanently";
  return new AssociationError("REJECTED", `the peer rejected the association ${duration}: ${why}`);
}
