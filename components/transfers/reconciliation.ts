import { parsePersonName, personNameToDicom } from "@/lib/dicom";
import type { PatientIdentity } from "./transfer";

/** The local values while they are chosen or typed. */
export type LocalValues = {
  patientIdentifier: string;
  issuerOfPatientId: string;
  familyName: string;
  givenName: string;
  /** PN of which the two parts above are replaced; keeps other parts and scripts of a chosen patient. */
  name: string;
  birthDate: string;
  sex: string;
};

/** What stays the same person when nobody has chosen yet: everything but the number, which is local. */
export function fromForeign(foreign: PatientIdentity): LocalValues {
  return { ...fromPatient(foreign), patientIdentifier: "", issuerOfPatientId: "" };
}

export function fromPatient(patient: PatientIdentity): LocalValues {
  const group = parsePersonName(patient.name).alphabetic;
  return {
    patientIdentifier: patient.patientIdentifier,
    issuerOfPatientId: patient.issuerOfPatientId,
    familyName: group?.familyName ?? "",
    givenName: group?.givenName ?? "",
    name: patient.name,
    birthDate: patient.birthDate ?? "",
    sex: patient.sex,
  };
}

const SEXES = ["M", "F", "O"];

/** As the API takes them. */
export function toReconciliation(local: LocalValues, accessionNumber: string) {
  const known = parsePersonName(local.name);
  const empty = { familyName: "", givenName: "", middleName: "", prefix: "", suffix: "" };
  const alphabetic = {
    ...(known.alphabetic ?? empty),
    familyName: local.familyName.trim(),
    givenName: local.givenName.trim(),
  };
  return {
    patientIdentifier: local.patientIdentifier.trim(),
    issuerOfPatientId: local.issuerOfPatientId.trim(),
    name: personNameToDicom({ ...known, alphabetic }),
    birthDate: local.birthDate,
    ...(SEXES.includes(local.sex) && { sex: local.sex }),
    accessionNumber: accessionNumber.trim(),
  };
}

/** What still has to be filled in. */
export const isReady = (local: LocalValues): boolean =>
  local.patientIdentifier.trim() !== "" && local.familyName.trim() !== "";
