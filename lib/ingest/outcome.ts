import type { ScanWarning } from "@/lib/dicom";

export type IngestOutcome = "STORED" | "DUPLICATE" | "SET_ASIDE" | "REFUSED";

/** Why a file was refused or set aside; stable, reports and translations rely on them. DicomError's codes beside these. */
export type RefusalCode =
  | "DICOMDIR"
  | "STORAGE_FULL"
  | "STORAGE_UNAVAILABLE"
  | "PROCESSING_FAILURE"
  | "READ_FAILURE"
  | "STUDY_MISMATCH"
  | "CONTENT_CONFLICT"
  | "PATIENT_CONFLICT"
  | (string & {});

/** What became of one file; `outcome` is final once its batch has been committed. */
export interface IngestEntry {
  path: string;
  outcome: IngestOutcome;
  code?: RefusalCode;
  reason?: string;
  studyInstanceUid?: string;
  seriesInstanceUid?: string;
  sopInstanceUid?: string;
  sopClassUid?: string;
  /** Bytes of the file. */
  size: number;
  warnings: ScanWarning[];
}

export const SET_ASIDE_REASON = {
  CONTENT: "Another content is stored under this SOP Instance UID. This one was set aside.",
  PATIENT: "The study belongs to another patient. This instance was set aside.",
} as const;
