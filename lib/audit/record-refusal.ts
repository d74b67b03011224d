import type { Context } from "@/lib/context";
import type { ProblemError } from "@/lib/errors";
import { type AuditEntry, EventCode } from "./audit-entry";
import { recordAuditAlone } from "./record-audit-alone";

const written = new WeakSet<ProblemError>();

/** Says that a refusal stands in the log already, or need not: who handles it further out leaves it. */
export function markRecorded(error: ProblemError): void {
  written.add(error);
}

/**
 * Writes a refused attempt to the log, once: by the verb that knows what it was about, else by the door that it goes
 * out of.
 */
export async function recordRefusal(
  context: Context,
  error: ProblemError,
  { detail, ...entry }: Omit<AuditEntry, "eventCode" | "outcome">,
): Promise<void> {
  if (written.has(error)) return;
  written.add(error);
  await recordAuditAlone(context, {
    eventCode: EventCode.securityAlert,
    outcome: "REFUSED",
    ...entry,
    detail: { ...detail, code: error.code },
  });
}
