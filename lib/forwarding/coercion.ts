import { db, type Transfer } from "@/lib/db";
import type { Coercion } from "@/lib/dicom";
import { Reconciliation } from "./schemas";

const LONGEST_LO = 64;
const asLo = (text: string): string =>
  text
    .replace(/[\p{Cc}\\]/gu, " ")
    .trim()
    .slice(0, LONGEST_LO);

/** How a transfer changes headers; undefined when it doesn't. The same transfer makes the same bytes each time. */
export async function coercionOf(transfer: Transfer): Promise<Coercion | undefined> {
  if (transfer.reconciliation === null) return undefined;
  const local = Reconciliation.parse(transfer.reconciliation);
  const { name } = await db.organization.findUniqueOrThrow({ where: { id: transfer.organizationId } });
  return {
    values: {
      PatientID: local.patientIdentifier,
      IssuerOfPatientID: local.issuerOfPatientId,
      PatientName: local.name,
      ...(local.birthDate !== "" && { PatientBirthDate: local.birthDate.replaceAll("-", "") }),
      ...(local.sex !== undefined && { PatientSex: local.sex }),
      ...(local.accessionNumber !== undefined && { AccessionNumber: local.accessionNumber }),
    },
    modifyingSystem: asLo(`Beeldbrug ${name}`),
    sourceOfPreviousValues: asLo(transfer.sourceOrganization),
    modifiedAt: transfer.createdAt,
  };
}
