import type { ReconciliationPreview } from "./transfer";

/** Studies of one patient together: two patients are never filed in one go. */
export function groupByPatient(studies: ReconciliationPreview[]): ReconciliationPreview[][] {
  const groups = new Map<string, ReconciliationPreview[]>();
  for (const study of studies) {
    const { foreign, existing } = study;
    // A study that is here already goes where it is, whatever becomes of the others.
    const here = existing
      ? `${existing.patient.patientIdentifier}|${existing.patient.issuerOfPatientId}`
      : "";
    const key = [
      foreign.patientIdentifier,
      foreign.issuerOfPatientId,
      foreign.name,
      foreign.birthDate,
      here,
    ].join("|");
    groups.set(key, [...(groups.get(key) ?? []), study]);
  }
  return [...groups.values()];
}
