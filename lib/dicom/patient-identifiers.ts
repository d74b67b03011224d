import { getItems, getString, getStrings } from "./data-set";
import type { DataSet } from "./model";

/** Assigning authority of the citizen service number in HL7 v2 and DICOM. */
export const BSN_ISSUER = "NLMINBIZA";
export const BSN_OID = "2.16.840.1.113883.2.4.6.3";

/** Nine digits, not all zero, that pass the eleven test 9a+8b+7c+6d+5e+4f+3g+2h-i. */
export function isValidBsn(value: string): boolean {
  if (!/^\d{9}$/.test(value) || value === "000000000") return false;
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += (9 - i) * Number(value[i]);
  return (sum - Number(value[8])) % 11 === 0;
}

/**
 * A BSN as people and devices write it ("1234.56.782", "123456782 ", "12345678" without its leading zero) in
 * nine digits; undefined when it is none.
 */
export function normaliseBsn(value: string): string | undefined {
  const digits = value.replace(/[ .-]/g, "");
  if (!/^\d{8,9}$/.test(digits)) return undefined;
  const bsn = digits.padStart(9, "0");
  return isValidBsn(bsn) ? bsn : undefined;
}

export type BsnPlace = "PatientID" | "OtherPatientIDsSequence" | "OtherPatientIDs";

export interface FoundBsn {
  bsn: string;
  place: BsnPlace;
  /** Whether an issuer says that it is a BSN; otherwise it only looks like one. */
  isCertain: boolean;
}

export interface PatientIdentifier {
  id: string;
  issuer?: string;
  place: BsnPlace;
}

/** All identifiers of the patient, in all places of the Patient Module (PS3.3 C.7.1.1). */
export function patientIdentifiers(dataSet: DataSet): PatientIdentifier[] {
  const found: PatientIdentifier[] = [];
  const addFrom = (item: DataSet, place: BsnPlace): void => {
    const id = getString(item, "PatientID");
    if (!id) return;
    const issuer = issuerOf(item);
    found.push(issuer ? { id, issuer, place } : { id, place });
  };
  addFrom(dataSet, "PatientID");
  for (const item of getItems(dataSet, "OtherPatientIDsSequence")) addFrom(item, "OtherPatientIDsSequence");
  for (const id of getStrings(dataSet, "OtherPatientIDs")) {
    if (id) found.push({ id, place: "OtherPatientIDs" });
  }
  return found;
}

/** Issuer of Patient ID, or the Universal Entity ID of its qualifiers. */
function issuerOf(item: DataSet): string | undefined {
  const [qualifiers] = getItems(item, "IssuerOfPatientIDQualifiersSequence");
  return getString(item, "IssuerOfPatientID") ?? (qualifiers && getString(qualifiers, "UniversalEntityID"));
}

/**
 * The BSN of a data set: first where an issuer says so, then in a retired Other Patient IDs, then a Patient ID
 * that passes the test without another issuer's claim. A number with another issuer is never taken for one.
 */
export function findBsn(dataSet: DataSet): FoundBsn | undefined {
  const candidates: FoundBsn[] = [];
  for (const { id, issuer, place } of patientIdentifiers(dataSet)) {
    const isIssuer = issuer !== undefined && isBsnIssuer(issuer);
    const bsn = isIssuer ? normaliseBsn(id) : isValidBsn(id) && !issuer ? id : undefined;
    if (bsn) candidates.push({ bsn, place, isCertain: isIssuer });
  }
  return (
    candidates.find((each) => each.isCertain) ??
    candidates.find((each) => each.place !== "PatientID") ??
    candidates[0]
  );
}

function isBsnIssuer(issuer: string): boolean {
  const plain = issuer.toUpperCase().trim();
  return plain === "BSN" || plain.includes(BSN_ISSUER) || plain.includes(BSN_OID);
}
