import { type DicomJson, text } from "./dicom-json";

/** What the banner shows of a patient. `key` is equal only when name, number, issuer and birth date all are. */
export type Patient = {
  key: string;
  name: string;
  birthDate: string;
  sex: string;
  identifier: string;
  issuer: string;
};

/** (0010,0020) is unique only together with its issuer; name and birth date guard against reused numbers. */
export function patientOf(dataset: DicomJson | undefined): Patient {
  const patient = {
    name: text(dataset, "00100010"),
    birthDate: text(dataset, "00100030"),
    sex: text(dataset, "00100040"),
    identifier: text(dataset, "00100020"),
    issuer: text(dataset, "00100021"),
  };
  const name = patient.name
    .toUpperCase()
    .replace(/[\s^=]+/g, " ")
    .trim();
  return { key: [patient.identifier, patient.issuer, name, patient.birthDate].join("|"), ...patient };
}
