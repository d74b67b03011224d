import type { ImportStatus } from "./import-api";
import type { BundleFile } from "./pack-bundles";
import type { NotTaken } from "./report";
import type { Disc } from "./scan-disc";

export type Phase = "scanning" | "choosing" | "sending" | "finishing" | "done" | "failed" | "cancelled";

export type StudyProgress = {
  studyInstanceUid: string;
  /** Which patient on the disc: two can have the same name. */
  patientKey: string;
  patientName: string;
  description: string;
  modalities: string[];
  files: number;
  bytes: number;
  sentFiles: number;
  sentBytes: number;
  /** What the server has stored and verified; null until it said so. */
  storedInstances: number | null;
};

export type SessionState = {
  phase: Phase;
  isPaused: boolean;
  isConnectionLost: boolean;
  scanned: number;
  foundStudies: number;
  disc: Disc | null;
  studies: StudyProgress[];
  documents: number;
  bytes: number;
  sentBytes: number;
  /** Bytes per second. */
  speed: number | null;
  /** Milliseconds. */
  timeLeft: number | null;
  /** Files that were there already, from before. */
  resumedFiles: number;
  status: ImportStatus | null;
  notTaken: NotTaken[];
  error: Error | null;
};

/** The studies of the files that were chosen, nothing of them sent yet. */
export function toProgress(disc: Disc, files: BundleFile[]): StudyProgress[] {
  const found = new Map(
    disc.patients.flatMap((patient) =>
      patient.studies.map((study) => [study.studyInstanceUid, { patient, study }] as const),
    ),
  );
  const studies = new Map<string, StudyProgress>();
  for (const { source, studyInstanceUid, document } of files) {
    const known = found.get(studyInstanceUid);
    const progress = studies.get(studyInstanceUid) ?? {
      studyInstanceUid,
      patientKey: known?.patient.key ?? "",
      patientName: known?.patient.name ?? "",
      description: known?.study.description ?? "",
      modalities: known?.study.modalities ?? [],
      files: 0,
      bytes: 0,
      sentFiles: 0,
      sentBytes: 0,
      storedInstances: null,
    };
    if (!document) progress.files += 1;
    progress.bytes += source.size;
    studies.set(studyInstanceUid, progress);
  }
  return [...studies.values()];
}
