/** What went between the demo's organisations before a newcomer looks: studies by the accession numbers of the sender. */
export interface DemoShare {
  by: string;
  to: string;
  accessions: string[];
  purpose: "REFERRAL" | "TRANSFER" | "MDO" | "CONSULT" | "SECOND_OPINION" | "COMPARISON";
  priority: "ROUTINE" | "URGENT";
  message: string;
  /** Who looked at the images, and what was written back. */
  opened?: { by: string; reply?: string };
}

export interface DemoRequest {
  by: string;
  to: string;
  patient: { name: string; birthDate: string; sex: "M" | "F"; bsn?: string };
  modalities: string[];
  wanted: string;
  reason: string;
  days: number;
}

export const demoShares: DemoShare[] = [
  {
    by: "sender@noord.example",
    to: "radiologist@zuid.example",
    accessions: ["N2611160042", "N2510210017"],
    purpose: "SECOND_OPINION",
    priority: "ROUTINE",
    message:
      "Gegroeide nodus in de rechter bovenkwab, met het onderzoek van vorig jaar erbij. Past dit volgens u bij een primaire tumor?",
    opened: {
      by: "radiologist@zuid.example",
      reply: "Dank, ik heb ze bekeken en neem de nodus mee naar het MDO van donderdag.",
    },
  },
  {
    by: "sender@noord.example",
    to: "radiologie@zuid.example",
    accessions: ["N2611180009"],
    purpose: "TRANSFER",
    priority: "ROUTINE",
    message: "Patiënt komt morgen naar u toe. Graag de MRI klaarzetten voor de neurochirurg.",
  },
  {
    by: "clinician@oost.example",
    to: "sender@noord.example",
    accessions: ["OL0094203", "OL0094077"],
    purpose: "REFERRAL",
    priority: "ROUTINE",
    message: "Verwijzing wegens gewichtsverlies en een massa links hilair. Wilt u de patiënt zien?",
  },
  {
    by: "desk@oost.example",
    to: "radiologist@zuid.example",
    accessions: ["OL0094120"],
    purpose: "CONSULT",
    priority: "ROUTINE",
    message: "Toename van pleuravocht sinds de vorige foto? Graag meedenken.",
  },
  {
    by: "desk@oost.example",
    to: "radiologie@noord.example",
    accessions: ["OL0093366"],
    purpose: "TRANSFER",
    priority: "ROUTINE",
    message: "Mevrouw wordt morgen bij u opgenomen op de afdeling longgeneeskunde.",
  },
  {
    by: "clinician@oost.example",
    to: "mdo-oncologie@zuid.example",
    accessions: ["OL0094203"],
    purpose: "MDO",
    priority: "ROUTINE",
    message: "Alvast voor het MDO van donderdag. Wie van u bekijkt de CT vooraf?",
  },
  {
    by: "radiologist@zuid.example",
    to: "clinician@oost.example",
    accessions: ["Z25-121877"],
    purpose: "COMPARISON",
    priority: "ROUTINE",
    message: "De thoraxfoto van vorig jaar, ter vergelijking.",
    opened: { by: "clinician@oost.example" },
  },
];

export const demoRequests: DemoRequest[] = [
  {
    by: "clinician@oost.example",
    to: "radiologie@noord.example",
    patient: { name: "Jansen^Anna", birthDate: "1958-03-14", sex: "F", bsn: "123456782" },
    modalities: ["CT"],
    wanted: "CT thorax van dit en vorig jaar",
    reason: "Vergelijken met de CT die hier gepland staat.",
    days: 4,
  },
  {
    by: "sender@noord.example",
    to: "radiologie@zuid.example",
    patient: { name: "Jansen^Anna", birthDate: "1958-03-14", sex: "F", bsn: "123456782" },
    modalities: [],
    wanted: "Thoraxfoto's van voor 2025",
    reason: "Was de nodus rechts boven toen al te zien?",
    days: 3,
  },
];
