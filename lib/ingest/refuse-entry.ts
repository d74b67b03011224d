import { DicomError } from "@/lib/dicom";
import { log } from "@/lib/log";
import { StorageError } from "@/lib/storage";
import type { IngestEntry } from "./outcome";
import { ReadRefusal, SourceError } from "./read-source";

const REASONS: Record<string, string> = {
  STORAGE_FULL: "The storage is full. The file was not stored.",
  STORAGE_UNAVAILABLE: "The storage can't be reached. The file was not stored; try again later.",
  READ_FAILURE: "The file could not be read to its end.",
  PROCESSING_FAILURE: "The file could not be stored because of a fault in Beeldbrug.",
};

export function refuseEntry(entry: IngestEntry, code: string, reason = REASONS[code] ?? ""): void {
  entry.outcome = "REFUSED";
  entry.code = code;
  entry.reason = reason;
}

/** Turns whatever was thrown while a file was taken into its entry's code and reason. */
export function refuseFor(entry: IngestEntry, error: unknown, requestId: string): void {
  const cause = error instanceof SourceError ? error.cause : error;
  if (cause instanceof DicomError || cause instanceof ReadRefusal)
    refuseEntry(entry, cause.code, cause.message);
  else if (cause instanceof StorageError) refuseEntry(entry, cause.refusal);
  else if (error instanceof SourceError) refuseEntry(entry, "READ_FAILURE");
  else {
    log.error({ err: error, requestId }, "instance could not be taken");
    refuseEntry(entry, "PROCESSING_FAILURE");
  }
}
