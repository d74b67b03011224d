/** How much of a file is read to see what it is, in bytes. */
export const HEAD_BYTES = 256 * 1024;
/** For the few headers that hold long private values before the study is named. */
export const LONG_HEAD_BYTES = 8 * 1024 * 1024;

export type DicomHead = {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  modality: string;
  studyDate: string;
  description: string;
  patientName: string;
  patientIdentifier: string;
  issuerOfPatientId: string;
  birthDate: string;
  sex: string;
  /** (0020,0013); null where it has not been read. */
  instanceNumber: number | null;
  /** An overview to plan the others on (0008,0008). */
  isScout: boolean;
};

export type Classified =
  | { kind: "dicom"; head: DicomHead }
  | { kind: "document"; contentType: "application/pdf" | "image/jpeg" | "image/png" }
  | { kind: "archive" }
  | { kind: "more" }
  | { kind: "refused"; code: string };

const SYSTEM = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|autorun\.inf|\._[^/]*|\.Trashes|__MACOSX)(\/|$)/i;
/** Names of viewer programs and what belongs to them. */
export const PROGRAM =
  /\.(exe|dll|so|dylib|jar|class|msi|cab|bat|cmd|com|ps1|sh|app|ocx|sys|ini|inf|reg|cfg|bin|dat|ico|chm|hlp|lic|manifest)$/i;

/** What can be said by the name alone; these are never opened. */
export function classifyName(path: string, size: number): Classified | null {
  if (SYSTEM.test(path)) return { kind: "refused", code: "SYSTEM_FILE" };
  if (size === 0) return { kind: "refused", code: "EMPTY" };
  if (size < 0) return { kind: "refused", code: "UNREADABLE" };
  if (/(^|\/)DICOMDIR(;\d+)?\.?$/i.test(path)) return { kind: "refused", code: "DICOMDIR" };
  if (/\.zip$/i.test(path)) return { kind: "archive" };
  return null;
}
