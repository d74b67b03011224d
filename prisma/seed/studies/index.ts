export { generateStudies, generateStudy } from "./generate-studies";
export { part10Of } from "./part10";
export { type DemoPatient, PATIENTS, testBsn } from "./patients";
export { REFERENCE_DATE, STUDIES, type StudyPlan } from "./plan";
export type { DicomAttributes, OrganizationSlug, SyntheticInstance, SyntheticStudy } from "./types";
