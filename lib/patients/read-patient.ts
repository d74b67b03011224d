import { type DataSet, getFirstItem, getItems, getString, getStrings } from "@/lib/dicom";
import { parseBsn } from "./bsn";
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
    bsn: findBsn(dataSet) ?? null,
  };
}

// The assigning authority of BSNs by its names in DICOM and HL7 and by its OID.
const BSN_ISSUER = /NLMINBIZA|2\.16\.840\.1\.113883\.2\.4\.6\.3|\bBSN\b/i;

/**
 * The BSN wherever institutions put it (domain-nl.md): Patient ID with its issuer, Other Patient IDs Sequence,
 * the retired Other Patient IDs. A local number that happens to pass the eleven test is not taken for one.
 */
export function findBsn(dataSet: DataSet): string | undefined {
  if (BSN_ISSUER.test(issuerOf(dataSet))) {
    const bsn = parseBsn(getString(dataSet, "PatientID") ?? "");
    if (bsn !== undefined) return bsn;
  }
  for (const item of getItems(dataSet, "OtherPatientIDsSequence")) {
    const issuer = issuerOf(item);
    const bsn = parseBsn(getString(item, "PatientID") ?? "");
    if (bsn !== undefined && (issuer === "" || BSN_ISSUER.test(issuer))) return bsn;
  }
  for (const value of getStrings(dataSet, 0x00101000)) {
    const bsn = parseBsn(value);
    if (bsn !== undefined) return bsn;
  }
  return undefined;
}

function issuerOf(dataSet: DataSet): string {
  const qualifiers = getFirstItem(dataSet, "IssuerOfPatientIDQualifiersSequence");
  const entity = qualifiers ? getString(qualifiers, "UniversalEntityID") : undefined;
  return [getString(dataSet, "IssuerOfPatientID"), entity].filter(Boolean).join(" ");
}
