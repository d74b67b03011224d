/** What the demo's meeting discusses: by the accession numbers of the submitting organisation's studies. */
export interface DemoCase {
  by: string;
  accessions: string[];
  question: string;
  wantedStudies?: string;
  pathologyNote?: string;
  needsNoPathology?: boolean;
  presenter?: string;
  minutes: number;
  /** Earlier images out of another participant's archive. */
  also?: { by: string; accessions: string[] };
  opinion?: { by: string; text: string };
}

export const demoMeeting = {
  title: "Regionaal MDO oncologie",
  department: "Oncologisch centrum",
  region: "Zuid en Oost",
  location: "Bespreekkamer 2 en via beeldscherm",
  startTime: "16:00",
  coordinator: "mdo@zuid.example",
  chair: "radiologist@zuid.example",
  members: ["sender@noord.example", "clinician@oost.example"],
} as const;

export const demoCases: DemoCase[] = [
  {
    by: "sender@noord.example",
    accessions: ["N2611160042", "N2510210017"],
    question: "Gegroeide nodus in de rechter bovenkwab. Is resectie mogelijk, of eerst PET-CT en EBUS?",
    pathologyNote: "CT-geleid biopt: adenocarcinoom, PD-L1 60 %.",
    presenter: "sender@noord.example",
    minutes: 8,
    also: { by: "radiologist@zuid.example", accessions: ["Z24-030551"] },
    opinion: { by: "radiologist@zuid.example", text: "Nodus 14 mm, geen pathologische klieren. cT1bN0." },
  },
  {
    by: "sender@noord.example",
    accessions: ["N2611180009"],
    question: "Aankleurende afwijking frontaal. Opereren, bestralen of afwachten?",
    needsNoPathology: true,
    presenter: "sender@noord.example",
    minutes: 6,
  },
  {
    by: "sender@noord.example",
    accessions: ["N2611120077"],
    question: "",
    minutes: 5,
  },
  {
    by: "clinician@oost.example",
    accessions: ["OL0094203", "OL0094077"],
    question: "Massa links hilair bij gewichtsverlies. Beste plaats voor biopsie?",
    presenter: "clinician@oost.example",
    minutes: 7,
  },
  {
    by: "radiologist@zuid.example",
    accessions: ["Z26-118204"],
    question: "Leverlaesie segment 6. Past dit bij metastase? Lokale behandeling mogelijk?",
    pathologyNote: "Colonbiopt: matig gedifferentieerd adenocarcinoom.",
    presenter: "radiologist@zuid.example",
    minutes: 6,
  },
  {
    by: "clinician@oost.example",
    accessions: ["OL0094120", "OL0083307"],
    question: "Toename van pleuravocht. Diagnostische punctie of direct drainage?",
    wantedStudies: "CT thorax van vorige week (huisartsenlaboratorium)",
    minutes: 5,
  },
];
