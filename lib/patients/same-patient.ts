import type { PatientHeader } from "./read-patient";

type Known = Pick<PatientHeader, "patientIdentifier" | "issuerOfPatientId" | "name" | "birthDate">;

/**
 * Whether an instance belongs to the patient that its study already has. The identifier decides, with its issuer
 * where both name one; without an identifier on either side the name and the birth date have to agree.
 */
export function isSamePatient(known: Known, given: Known): boolean {
  if (known.patientIdentifier !== "" && given.patientIdentifier !== "") {
    if (known.patientIdentifier !== given.patientIdentifier) return false;
    return (
      known.issuerOfPatientId === given.issuerOfPatientId ||
      known.issuerOfPatientId === "" ||
      given.issuerOfPatientId === ""
    );
  }
  const sameName = comparable(known.name) === comparable(given.name);
  const sameBirth =
    known.birthDate === given.birthDate || known.birthDate === null || given.birthDate === null;
  return sameName && sameBirth;
}

const comparable = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\^=\s]+/g, " ")
    .trim();
