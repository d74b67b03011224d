import { type DataSet, DicomError, getItems, getString, isAcceptableUid, Part10Scanner } from "@/lib/dicom";

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
};

export type Classified =
  | { kind: "dicom"; head: DicomHead }
  | { kind: "document"; contentType: "application/pdf" | "image/jpeg" | "image/png" }
  | { kind: "archive" }
  | { kind: "more" }
  | { kind: "refused"; code: string };

const SYSTEM = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|autorun\.inf|\._[^/]*|\.Trashes|__MACOSX)(\/|$)/i;
const PROGRAM =
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

function startsWith(bytes: Uint8Array, ...start: number[]) {
  return start.every((byte, at) => bytes[at] === byte);
}

/**
 * What a file is by its first bytes. Whether a DICOM file is whole only the server says: it has all of it.
 * `isWhole`: there are no more bytes than these.
 */
export function classifyHead(bytes: Uint8Array, path: string, isWhole: boolean): Classified {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d))
    return { kind: "document", contentType: "application/pdf" };
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { kind: "document", contentType: "image/jpeg" };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return { kind: "document", contentType: "image/png" };
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) && !/\.[^/.]+$/.test(path)) return { kind: "archive" };

  const scanner = new Part10Scanner({ requireIdentity: false });
  let problem: string | null = null;
  try {
    scanner.write(bytes);
    if (isWhole) scanner.end();
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
    problem = error.code;
  }
  const dataSet = scanner.dataSetSoFar;
  const studyInstanceUid = getString(dataSet, "StudyInstanceUID");
  // With its study known the file is the server's to judge, whole or broken.
  if (studyInstanceUid && isAcceptableUid(studyInstanceUid))
    return { kind: "dicom", head: readHead(dataSet) };
  if (getItems(dataSet, "DirectoryRecordSequence").length > 0) return { kind: "refused", code: "DICOMDIR" };
  if (problem === "NOT_DICOM") return { kind: "refused", code: PROGRAM.test(path) ? "PROGRAM" : "NOT_DICOM" };
  if (problem === null && !isWhole) return { kind: "more" };
  return { kind: "refused", code: problem ?? (studyInstanceUid ? "BAD_UID" : "MISSING_UID") };
}

function readHead(dataSet: DataSet): DicomHead {
  const text = (keyword: string) => getString(dataSet, keyword) ?? "";
  return {
    studyInstanceUid: text("StudyInstanceUID"),
    seriesInstanceUid: text("SeriesInstanceUID"),
    modality: text("Modality"),
    studyDate: text("StudyDate"),
    description: text("StudyDescription"),
    patientName: text("PatientName"),
    patientIdentifier: text("PatientID"),
    issuerOfPatientId: text("IssuerOfPatientID"),
    birthDate: text("PatientBirthDate"),
    sex: text("PatientSex"),
  };
}
