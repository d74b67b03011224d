import {
  type DataSet,
  DicomError,
  getItems,
  getString,
  getStrings,
  isAcceptableUid,
  Part10Scanner,
} from "@/lib/dicom";
import { type Classified, type DicomHead, PROGRAM } from "./classify-name";

function startsWith(bytes: Uint8Array, ...start: number[]) {
  return start.every((byte, at) => bytes[at] === byte);
}

/**
 * What a file is by its first bytes. Whether a DICOM file is whole only the server says: it has all of it.
 * `isWhole`: there are no more bytes than these.
 */
export function classifyHead(bytes: Uint8Array, path: string, isWhole: boolean): Classified {
  const other = isPart10(bytes) ? null : classifyMagic(bytes, path);
  if (other) return other;

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

// The preamble is free (PS3.10 7.1): a file may be both DICOM and something else, and is DICOM here.
function isPart10(bytes: Uint8Array): boolean {
  return startsWith(bytes.subarray(128), 0x44, 0x49, 0x43, 0x4d);
}

function classifyMagic(bytes: Uint8Array, path: string): Classified | null {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d))
    return { kind: "document", contentType: "application/pdf" };
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { kind: "document", contentType: "image/jpeg" };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return { kind: "document", contentType: "image/png" };
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) && !/\.[^/.]+$/.test(path)) return { kind: "archive" };
  return null;
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
    instanceNumber: numberOf(text("InstanceNumber")),
    isScout: /(^|\\)LOCALIZER(\\|$)/.test(getStrings(dataSet, "ImageType").join("\\")),
  };
}

function numberOf(text: string): number | null {
  const number = Number.parseInt(text.trim(), 10);
  return Number.isSafeInteger(number) ? number : null;
}
