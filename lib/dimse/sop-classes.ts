import { sopClass } from "@/lib/dicom";

/** SOP classes of the services beside storage (PS3.6 annex A). */
export const SopClass = {
  verification: "1.2.840.10008.1.1",
  storageCommitment: "1.2.840.10008.1.20.1",
  performedStep: "1.2.840.10008.3.1.2.3.3",
  patientRootFind: "1.2.840.10008.5.1.4.1.2.1.1",
  patientRootMove: "1.2.840.10008.5.1.4.1.2.1.2",
  patientRootGet: "1.2.840.10008.5.1.4.1.2.1.3",
  studyRootFind: "1.2.840.10008.5.1.4.1.2.2.1",
  studyRootMove: "1.2.840.10008.5.1.4.1.2.2.2",
  studyRootGet: "1.2.840.10008.5.1.4.1.2.2.3",
} as const;

const SERVICES = new Set<string>(Object.values(SopClass));

/** Whether the SOP class is one of the services that we offer beside storage. */
export const isService = (uid: string): boolean => SERVICES.has(uid);

/** Private and retired storage classes share this root with the standard's. */
const STORAGE_ROOT = "1.2.840.10008.5.1.4.1.1.";

export const isStorageSopClass = (uid: string): boolean =>
  sopClass(uid) !== undefined || uid.startsWith(STORAGE_ROOT);

export const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
