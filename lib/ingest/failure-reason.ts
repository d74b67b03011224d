import type { IngestEntry } from "./outcome";

/** Failure reasons of C-STORE (PS3.4 B.2.3) and STOW-RS (PS3.18 table I.2-2), which share their numbers. */
export const FailureReason = {
  processingFailure: 0x0110,
  outOfResources: 0xa700,
  mismatch: 0xa900,
  cannotUnderstand: 0xc000,
  conflict: 0xc111,
} as const;

/** 0 when the instance is stored, now or earlier. */
export function failureReasonOf(entry: Pick<IngestEntry, "outcome" | "code">): number {
  if (entry.outcome === "STORED" || entry.outcome === "DUPLICATE") return 0;
  if (entry.outcome === "SET_ASIDE") return FailureReason.conflict;
  if (entry.code === "STORAGE_FULL" || entry.code === "STORAGE_UNAVAILABLE")
    return FailureReason.outOfResources;
  if (entry.code === "PROCESSING_FAILURE" || entry.code === "READ_FAILURE")
    return FailureReason.processingFailure;
  if (entry.code === "STUDY_MISMATCH" || entry.code === "SOP_MISMATCH") return FailureReason.mismatch;
  return FailureReason.cannotUnderstand;
}
