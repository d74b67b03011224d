import type { Patient, Transaction } from "@/lib/db";
import type { PatientHeader } from "./read-patient";

/**
 * The organisation's patient with this identifier and issuer, made when it isn't there. What the row lacks is
 * filled in from the header; what it has stays.
 */
export async function upsertPatient(
  transaction: Transaction,
  organizationId: string,
  header: PatientHeader,
): Promise<Patient> {
  const { patientIdentifier, issuerOfPatientId, unidentifiedBy } = header;
  await transaction.patient.createMany({ data: [{ organizationId, ...header }], skipDuplicates: true });
  const patient = await transaction.patient.findUniqueOrThrow({
    where: {
      organizationId_patientIdentifier_issuerOfPatientId_unidentifiedBy: {
        organizationId,
        patientIdentifier,
        issuerOfPatientId,
        unidentifiedBy,
      },
    },
  });
  return completePatient(transaction, patient, header);
}

/** Fills what a patient's row lacks, here and on its studies, which repeat it for search. */
export async function completePatient(
  transaction: Transaction,
  patient: Patient,
  header: PatientHeader,
): Promise<Patient> {
  const missing = {
    ...(patient.name === "" && header.name !== "" && { name: header.name }),
    ...(patient.birthDate === null && header.birthDate !== null && { birthDate: header.birthDate }),
    ...(patient.sex === "" && header.sex !== "" && { sex: header.sex }),
    ...(patient.bsn === null && header.bsn !== null && { bsn: header.bsn }),
  };
  if (Object.keys(missing).length === 0) return patient;
  if (missing.bsn)
    await transaction.study.updateMany({ where: { patientId: patient.id }, data: { bsn: missing.bsn } });
  return transaction.patient.update({ where: { id: patient.id }, data: missing });
}
