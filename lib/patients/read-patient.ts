import { type DataSet, findBsn, getString } from "@/lib/dicom";
import { normaliseDate } from "./normalise-date";

/** The patient as one instance names it: what identifies the row, and what the row shows. */
export interface PatientHeader {
  /** (0010,0020); empty when the instance has none. */
  patientIdentifier: string;
  issuerOfPatientId: string;
  /** Keeps patients without an identifier apart: the Study Instance UID, else empty. */
  unidentifiedBy: string;
  /** PN, components by "^", groups by "=". */
  name: string;
  /** YYYYMMDD. */
  birthDate: string | null;
  sex: string;
  bsn: string | null;
}

const MOST_CHARACTERS = 1024;
const limited = (text: string | undefined): string => (text ?? "").slice(0, MOST_CHARACTERS);

/** Reads the patient module (PS3.3 C.7.1.1) of an instance. */
export function readPatient(dataSet: DataSet, studyInstanceUid: string): PatientHeader {
  const patientIdentifier = limited(getString(dataSet, "PatientID")).trim();
  return {
    patientIdentifier,
    issuerOfPatientId:
      patientIdentifier === "" ? "" : limited(getString(dataSet, "IssuerOfPatientID")).trim(),
    unidentifiedBy: patientIdentifier === "" ? studyInstanceUid : "",
    name: limited(getString(dataSet, "PatientName")),
    birthDate: normaliseDate(getString(dataSet, "PatientBirthDate")) || null,
    sex: limited(getString(dataSet, "PatientSex")).trim().toUpperCase().slice(0, 16),
    bsn: readBsn(dataSet),
  };
}

/**
 * The BSN wherever institutions put it (domain-nl.md). A Patient ID that merely passes the eleven test, with nobody
 * saying that it is a BSN, stays a local number.
 */
function readBsn(dataSet: DataSet): string | null {
  const found = findBsn(dataSet);
  return found && (found.isCertain || found.place !== "PatientID") ? found.bsn : null;
}
