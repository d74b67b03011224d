import type { DicomAttributes, OrganizationSlug } from "./types";

/** An invented patient. The same person has another number at each organisation. */
export interface DemoPatient {
  key: string;
  /** DICOM person name: family^given^middle^prefix^suffix. */
  name: string;
  birthDate: string;
  sex: "M" | "F" | "O" | "";
  bsn?: string;
  numbers: Partial<Record<OrganizationSlug, string>>;
}

/** Nine digits that pass the eleven test, in a range (9999.....) that is recognisably made up. */
export function testBsn(serial: number): string {
  for (let tail = serial * 10; ; tail++) {
    const digits = `9999${String(tail).padStart(4, "0")}`;
    const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0);
    if (sum % 11 !== 10) return digits + (sum % 11);
  }
}

// Number 4711023 is in use at noord and at zuid, for two different people, as happens in practice.
export const PATIENTS = {
  jansen: {
    key: "jansen",
    name: "Jansen^Anna",
    birthDate: "19580314",
    sex: "F",
    bsn: "123456782",
    numbers: { noord: "4711023", zuid: "8800417" },
  },
  vandenberg: {
    key: "vandenberg",
    name: "van den Berg^Willem^Johannes",
    birthDate: "19710902",
    sex: "M",
    bsn: "111222333",
    numbers: { noord: "4719455", zuid: "8801932" },
  },
  trauma: {
    key: "trauma",
    name: "Onbekend^Trauma 117",
    birthDate: "",
    sex: "M",
    numbers: { noord: "9990117" },
  },
  celik: {
    key: "celik",
    name: "Çelik^Zoë",
    birthDate: "19740627",
    sex: "F",
    bsn: testBsn(41),
    numbers: { noord: "4720881" },
  },
  peters: {
    key: "peters",
    name: "Peters^Sophie",
    birthDate: "19990211",
    sex: "F",
    bsn: testBsn(58),
    numbers: { noord: "4722310" },
  },
  devries: {
    key: "devries",
    name: "de Vries^Hendrika",
    birthDate: "19490518",
    sex: "F",
    bsn: testBsn(103),
    numbers: { zuid: "4711023" },
  },
  bakker: {
    key: "bakker",
    name: "Bakker^Jan^Pieter",
    birthDate: "19880723",
    sex: "M",
    bsn: testBsn(127),
    numbers: { zuid: "8804120" },
  },
  visser: {
    key: "visser",
    name: "Visser^Baby",
    birthDate: "20261114",
    sex: "F",
    numbers: { zuid: "8809973" },
  },
  smit: {
    key: "smit",
    name: "Smit^Cornelis",
    birthDate: "19630105",
    sex: "M",
    bsn: testBsn(166),
    numbers: { zuid: "8802288" },
  },
  elamrani: {
    key: "elamrani",
    name: "El Amrani^Fatima",
    birthDate: "19810430",
    sex: "F",
    bsn: testBsn(214),
    numbers: { oost: "OZ-20417" },
  },
  meijer: {
    key: "meijer",
    name: "Meijer-van 't Hof^Johanna^Maria",
    birthDate: "19391209",
    sex: "F",
    bsn: testBsn(239),
    numbers: { oost: "OZ-11206" },
  },
  wojcik: {
    key: "wojcik",
    name: "Wójcik^Tomasz",
    birthDate: "19550816",
    sex: "M",
    bsn: testBsn(287),
    numbers: { oost: "OZ-31844" },
  },
  hendriks: {
    key: "hendriks",
    name: "Hendriks^Maarten",
    birthDate: "19920328",
    sex: "M",
    bsn: testBsn(305),
    numbers: { oost: "OZ-30091" },
  },
  dejong: {
    key: "dejong",
    name: "de Jong^Geertruida",
    birthDate: "19460207",
    sex: "F",
    bsn: testBsn(331),
    numbers: { oost: "OZ-09315", zuid: "8803651" },
  },
} as const satisfies Record<string, DemoPatient>;

export type PatientKey = keyof typeof PATIENTS;

/** Patient module (PS3.3 C.7.1.1). The BSN goes where Dutch installations put it by default: (0010,1002), issuer NLMINBIZA. */
export function patientAttributes(patient: DemoPatient, organization: OrganizationSlug): DicomAttributes {
  const number = patient.numbers[organization];
  if (!number) throw new Error(`${patient.key} has no number at ${organization}`);
  return {
    SpecificCharacterSet: "ISO_IR 192",
    PatientName: patient.name,
    PatientID: number,
    IssuerOfPatientID: organization.toUpperCase(),
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.sex,
    ...(patient.bsn
      ? {
          OtherPatientIDsSequence: [
            { PatientID: patient.bsn, IssuerOfPatientID: "NLMINBIZA", TypeOfPatientID: "TEXT" },
          ],
        }
      : {}),
  };
}

/** (0010,1010): days below a month, months below two years, else years. */
export function ageAt(birthDate: string, date: string): string | undefined {
  if (birthDate === "") return undefined;
  const at = (d: string) =>
    new Date(Date.UTC(Number(d.slice(0, 4)), Number(d.slice(4, 6)) - 1, Number(d.slice(6, 8))));
  const days = Math.round((at(date).getTime() - at(birthDate).getTime()) / 86_400_000);
  if (days < 31) return `${String(days).padStart(3, "0")}D`;
  if (days < 730) return `${String(Math.floor(days / 30.44)).padStart(3, "0")}M`;
  return `${String(Math.floor(days / 365.25)).padStart(3, "0")}Y`;
}
