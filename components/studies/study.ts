/** What `/api/v1/studies` answers, as these screens use it. */
export type StudyPatient = {
  name: string;
  birthDate: string | null;
  sex: string;
  patientIdentifier: string;
  bsn: string | null;
};

export type StudyOrigin = "UPLOAD" | "STOW" | "CSTORE" | "CLI" | "IMPORTED" | "FOLDER" | "SFTP";

export type Study = {
  studyInstanceUid: string;
  patient: StudyPatient;
  studyDate: string | null;
  studyTime?: string | null;
  description: string;
  accessionNumber: string;
  modalities: string[];
  origin: StudyOrigin;
  /** Name of the organisation that an imported study came from; else empty. */
  importedFrom: string;
  hasReport: boolean;
  sizeBytes: number;
  seriesCount: number;
  instanceCount: number;
  isComplete: boolean;
};

export type StudyPage = { items: Study[]; nextCursor: string | null };

export type StudySeries = {
  seriesInstanceUid: string;
  modality: string;
  seriesNumber: number | null;
  description: string;
  instanceCount: number;
  /** 0 for reports and other series without pictures. */
  frameCount: number;
  sizeBytes: number;
};

export type StudyDocument = {
  id: string;
  title: string;
  contentType: string;
  length: number;
  createdAt?: string;
};

export type StudyShare = {
  id: string;
  state: "PREPARING" | "SENT" | "REVOKED" | "EXPIRED";
  purpose: "REFERRAL" | "TRANSFER" | "MDO" | "CONSULT" | "SECOND_OPINION" | "COMPARISON";
  createdAt: string;
  recipients: { name: string; state: string }[];
};

/** One study with everything its page shows. */
export type StudyDetails = Study & {
  series: StudySeries[];
  documents: StudyDocument[];
  shares: StudyShare[];
};
