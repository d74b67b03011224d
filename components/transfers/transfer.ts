import type { Tone } from "@/components/ui";
import type { LocalPatient, PatientIdentity, ReconciliationPreview, Transfer } from "@/lib/forwarding";
import type { Destination } from "@/lib/peers";

/** What the API answers, as these screens use it. */
export type { Destination, LocalPatient, PatientIdentity, ReconciliationPreview, Transfer };

export const isRunning = ({ state }: Transfer): boolean =>
  state === "QUEUED" || state === "ACTIVE" || state === "WAITING" || state === "COMMITTING";

export const TONES: Record<Transfer["state"], Tone> = {
  QUEUED: "neutral",
  ACTIVE: "accent",
  WAITING: "warn",
  COMMITTING: "accent",
  DONE: "ok",
  FAILED: "danger",
  CANCELLED: "neutral",
};

export function totals({ counts }: Transfer): { total: number; arrived: number } {
  const arrived = counts.SENT + counts.COMMITTED;
  return { arrived, total: arrived + counts.PENDING + counts.FAILED };
}
