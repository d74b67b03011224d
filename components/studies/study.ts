/** What `/api/v1/studies` answers, as these screens use it. */
export type StudyPatient = {
  name: string;
  birthDate: string | null;
  sex: string;
  patientIdentifier: string;
  bsn: string | null;
};

export type StudyOrigin = "UPLOAD" | "STOW" | "CSTORE" | "CLI" | "IMPORTED";

export type Study = {
  studyInstanceUid: string;
  patient: StudyPatient;
  studyDate: string | null;
  studyTime?: string | null;
  description: string;
  accessionNumber: string;
  modalities: string[];
  origin: StudyOrigin;
  hasReport: boolean;
  sizeBytes: number;
  seriesCount: number;
  instanceCount: number;
  isComplete: boolean;
};

export type StudyPage = { items: Study[]; nextCursor: string | null };
