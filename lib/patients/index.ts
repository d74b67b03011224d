export { normaliseDate } from "./normalise-date";
export { type PatientHeader, readPatient } from "./read-patient";
export { isSamePatient } from "./same-patient";
export { completePatient, upsertPatient } from "./upsert-patient";
