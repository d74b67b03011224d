import type { Place } from "@/lib/dicom";
import type { DicomHead } from "./classify-name";
import type { SourceFile } from "./source-file";

export type FoundStudy = {
  studyInstanceUid: string;
  description: string;
  studyDate: string;
  modalities: string[];
  files: SourceFile[];
  /** Where each of the files belongs, in the same order. */
  places: Place[];
  bytes: number;
};

export type FoundPatient = {
  key: string;
  name: string;
  birthDate: string;
  sex: string;
  patientIdentifier: string;
  studies: FoundStudy[];
};

/** Two files are of one patient when nothing that identifies them differs; a doubt makes two patients. */
function keyOf(head: DicomHead): string {
  const parts = [
    head.patientIdentifier,
    head.issuerOfPatientId,
    head.patientName.toUpperCase(),
    head.birthDate,
  ];
  return JSON.stringify(parts.map((part) => part.trim()));
}

/** Collects files by patient and study while a disc is being read. */
export class StudyGroups {
  private readonly patients = new Map<string, FoundPatient>();

  add(head: DicomHead, file: SourceFile) {
    const key = keyOf(head);
    let patient = this.patients.get(key);
    if (!patient) {
      const { birthDate, sex, patientIdentifier } = head;
      patient = { key, name: head.patientName, birthDate, sex, patientIdentifier, studies: [] };
      this.patients.set(key, patient);
    }
    let study = patient.studies.find((each) => each.studyInstanceUid === head.studyInstanceUid);
    if (!study) {
      const { studyInstanceUid, description, studyDate } = head;
      study = { studyInstanceUid, description, studyDate, modalities: [], files: [], places: [], bytes: 0 };
      patient.studies.push(study);
    }
    study.description ||= head.description;
    if (head.modality && !study.modalities.includes(head.modality)) study.modalities.push(head.modality);
    study.files.push(file);
    const { seriesInstanceUid: series, instanceNumber: number, isScout } = head;
    study.places.push({ series, number, isScout });
    study.bytes += file.size;
  }

  /** How many studies there are so far. */
  get count(): number {
    let count = 0;
    for (const patient of this.patients.values()) count += patient.studies.length;
    return count;
  }

  list(): FoundPatient[] {
    return [...this.patients.values()];
  }
}
