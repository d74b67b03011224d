import type { PatientKey } from "./patients";
import type { OrganizationSlug } from "./types";

/** Every date in the demo data stands still: this is "today". */
export const REFERENCE_DATE = "20261120";

/** Which phantom fills the study. Studies with the same phantom are drawn together, so that bodies are painted once. */
export type Content =
  | "ct-lung-current"
  | "ct-lung-prior"
  | "ct-liver"
  | "ct-effusion"
  | "ct-subdural"
  | "mr-brain"
  | "mr-knee-bakker"
  | "mr-knee-hendriks"
  | "us-newborn"
  | "us-smit"
  | "mammography"
  | "chest-jansen-2026"
  | "chest-jansen-2024"
  | "chest-trauma"
  | "chest-peters"
  | "chest-smit"
  | "chest-meijer"
  | "chest-meijer-prior"
  | "chest-wojcik"
  | "chest-dejong"
  | "chest-dejong-zuid"
  | "hand-fracture"
  | "hand-control"
  | "hand-smit"
  | "hand-peters"
  | "hand-bakker";

export interface Report {
  forms: readonly ("PDF" | "SR")[];
  indication: string;
  findings: string;
  conclusion: string;
}

export interface StudyPlan {
  key: string;
  organization: OrganizationSlug;
  patient: PatientKey;
  date: string;
  time: string;
  description: string;
  accession: string;
  referrer: string;
  content: Content;
  report?: Report;
}

const chestReport = (indication: string, findings: string, conclusion: string): Report => ({
  forms: ["SR"],
  indication,
  findings,
  conclusion,
});

export const STUDIES: readonly StudyPlan[] = [
  {
    key: "noord-ct-jansen-2026",
    organization: "noord",
    patient: "jansen",
    date: "20261116",
    time: "101520",
    content: "ct-lung-current",
    description: "CT thorax/bovenbuik met iv contrast",
    accession: "N2611160042",
    referrer: "Postma^Jelle^^drs.",
    report: {
      forms: ["PDF", "SR"],
      indication:
        "Follow-up van een longnodus in de rechter bovenkwab, bekend sinds oktober 2025. Gewicht stabiel, oud-roker.",
      findings:
        "Vergeleken met het onderzoek van 21-10-2025. De nodus in de rechter bovenkwab is toegenomen van 7 naar 15 mm en heeft nu uitlopers. Geen vergrote lymfeklieren in mediastinum of hili. Geen pleuravocht. Lever, milt, bijnieren en nieren zonder focale afwijkingen. Skelet zonder verdachte haarden.",
      conclusion:
        "Groei van een gespiculeerde nodus in de rechter bovenkwab, verdacht voor een primair longcarcinoom. Advies: PET-CT en bespreking in het regionale longoncologisch overleg.",
    },
  },
  {
    key: "noord-ct-jansen-2025",
    organization: "noord",
    patient: "jansen",
    date: "20251021",
    time: "093312",
    content: "ct-lung-prior",
    description: "CT thorax/bovenbuik met iv contrast",
    accession: "N2510210017",
    referrer: "Postma^Jelle^^drs.",
    report: {
      forms: ["PDF"],
      indication: "Hoesten sinds zes weken. Nodus op thoraxfoto?",
      findings:
        "Gladde nodus van 7 mm in de rechter bovenkwab. Geen vergrote klieren, geen pleuravocht. Bovenbuik zonder bijzonderheden.",
      conclusion: "Solitaire nodus rechter bovenkwab, 7 mm. Advies: controle CT na 12 maanden.",
    },
  },
  {
    key: "noord-dx-jansen-2026",
    organization: "noord",
    patient: "jansen",
    date: "20261109",
    time: "142205",
    content: "chest-jansen-2026",
    description: "X-thorax 2 richtingen",
    accession: "N2611090231",
    referrer: "Wiersma^Aafke^^drs.",
    report: chestReport(
      "Hoesten.",
      "Ronde verdichting van ongeveer 1,5 cm rechts boven. Normale hartgrootte. Vrije sinussen.",
      "Nodus rechter bovenveld, nadere analyse met CT.",
    ),
  },
  {
    key: "noord-mr-vandenberg",
    organization: "noord",
    patient: "vandenberg",
    date: "20261118",
    time: "083040",
    content: "mr-brain",
    description: "MRI hersenen",
    accession: "N2611180009",
    referrer: "Elzinga^Douwe^^drs.",
    report: {
      forms: ["PDF", "SR"],
      indication: "Eerste epileptisch insult. Focale afwijking?",
      findings:
        "Scherp begrensde afwijking van 20 mm in de witte stof links frontaal, hoog signaal op T2 en FLAIR, laag op T1, verhoogd signaal op de diffusie. Geen verplaatsing van de middenlijn. Ventrikels normaal van wijdte.",
      conclusion:
        "Focale afwijking links frontaal, differentiaaldiagnostisch laaggradig glioom. Advies: verwijzing neuro-oncologisch centrum.",
    },
  },
  {
    key: "noord-ct-trauma",
    organization: "noord",
    patient: "trauma",
    date: "20261120",
    time: "025412",
    content: "ct-subdural",
    description: "CT hersenen trauma",
    accession: "N2611200003",
    referrer: "Sikkema^Lotte^^drs.",
    report: {
      forms: ["SR"],
      indication: "Verkeersongeval, EMV 7. Bloeding?",
      findings:
        "Acuut subduraal hematoom langs de linker hemisfeer, dikte 13 mm. Verplaatsing van de middenlijn naar rechts van 7 mm. Verstreken sulci links. Basale cisternen nog zichtbaar.",
      conclusion: "Acuut subduraal hematoom links met massawerking. Telefonisch doorgegeven om 03:01.",
    },
  },
  {
    key: "noord-dx-trauma",
    organization: "noord",
    patient: "trauma",
    date: "20261120",
    time: "024655",
    content: "chest-trauma",
    description: "X-thorax AP trauma",
    accession: "N2611200002",
    referrer: "Sikkema^Lotte^^drs.",
  },
  {
    key: "noord-mg-celik",
    organization: "noord",
    patient: "celik",
    date: "20261112",
    time: "111845",
    content: "mammography",
    description: "Mammografie beiderzijds",
    accession: "N2611120077",
    referrer: "Bosma^Hanneke^^drs.",
    report: {
      forms: ["PDF"],
      indication: "Palpabele afwijking linkermamma.",
      findings:
        "Dens klierweefsel, ACR c. Links gespiculeerde massa van 14 mm met gegroepeerde microcalcificaties ernaast. Rechts geen afwijkingen.",
      conclusion: "Links BI-RADS 5, rechts BI-RADS 1. Advies: echogeleide biopsie.",
    },
  },
  {
    key: "noord-dx-peters-hand",
    organization: "noord",
    patient: "peters",
    date: "20261105",
    time: "163010",
    content: "hand-peters",
    description: "X-hand/pols links",
    accession: "N2611050188",
    referrer: "Sikkema^Lotte^^drs.",
    report: chestReport("Val op de hand. Fractuur?", "Geen fractuur of luxatie.", "Geen ossaal letsel."),
  },
  {
    key: "noord-dx-peters-thorax",
    organization: "noord",
    patient: "peters",
    date: "20260917",
    time: "101102",
    content: "chest-peters",
    description: "X-thorax",
    accession: "N2609170120",
    referrer: "Wiersma^Aafke^^drs.",
  },
  {
    key: "zuid-ct-devries",
    organization: "zuid",
    patient: "devries",
    date: "20261117",
    time: "133355",
    content: "ct-liver",
    description: "CT abdomen portoveneus",
    accession: "Z26-118204",
    referrer: "Vermeulen^Stijn^^dr.",
    report: {
      forms: ["PDF"],
      indication: "Coloncarcinoom, stadiering.",
      findings:
        "Drie hypodense haarden in de rechter leverkwab, de grootste 26 mm. Daarnaast een cyste. Nieren, milt en pancreas zonder afwijkingen. Geen ascites.",
      conclusion: "Beeld passend bij levermetastasen. Bespreken in het overleg gastro-intestinale oncologie.",
    },
  },
  {
    key: "zuid-dx-jansen-2024",
    organization: "zuid",
    patient: "jansen",
    date: "20240311",
    time: "091540",
    content: "chest-jansen-2024",
    description: "Thoraxfoto",
    accession: "Z24-030551",
    referrer: "Maas^Ilse^^drs.",
    report: chestReport("Preoperatief.", "Geen afwijkingen aan hart en longen.", "Normale thoraxfoto."),
  },
  {
    key: "zuid-mr-bakker",
    organization: "zuid",
    patient: "bakker",
    date: "20261110",
    time: "191030",
    content: "mr-knee-bakker",
    description: "MRI knie rechts",
    accession: "Z26-116920",
    referrer: "Schouten^Bram^^drs.",
    report: {
      forms: ["PDF", "SR"],
      indication: "Draaitrauma bij voetbal. Meniscusscheur?",
      findings:
        "Horizontale scheur in de achterhoorn van de mediale meniscus. Kruisbanden intact. Hydrops. Kleine cyste van Baker.",
      conclusion: "Scheur achterhoorn mediale meniscus.",
    },
  },
  {
    key: "zuid-dx-bakker",
    organization: "zuid",
    patient: "bakker",
    date: "20250602",
    time: "100111",
    content: "hand-bakker",
    description: "Hand links",
    accession: "Z25-055310",
    referrer: "Schouten^Bram^^drs.",
  },
  {
    key: "zuid-us-visser",
    organization: "zuid",
    patient: "visser",
    date: "20261115",
    time: "074420",
    content: "us-newborn",
    description: "Echo cor neonaat",
    accession: "Z26-117881",
    referrer: "Timmermans^Noor^^dr.",
    report: chestReport(
      "Souffle, dag 1.",
      "Normale aansluitingen. Beide ventrikels goed contractiel. Geringe mitralisinsufficientie.",
      "Geringe mitralisinsufficientie, controle over zes weken.",
    ),
  },
  {
    key: "zuid-us-smit",
    organization: "zuid",
    patient: "smit",
    date: "20261103",
    time: "112233",
    content: "us-smit",
    description: "Transthoracale echocardiografie",
    accession: "Z26-114402",
    referrer: "van der Linden^Thijs^^dr.",
  },
  {
    key: "zuid-dx-smit",
    organization: "zuid",
    patient: "smit",
    date: "20261103",
    time: "104501",
    content: "chest-smit",
    description: "Thoraxfoto 2 richtingen",
    accession: "Z26-114398",
    referrer: "van der Linden^Thijs^^dr.",
    report: chestReport("Dyspnoe d'effort.", "Vergroot hart, CTR 0,55. Geen overvulling.", "Cardiomegalie."),
  },
  {
    key: "zuid-dx-smit-hand",
    organization: "zuid",
    patient: "smit",
    date: "20260428",
    time: "150320",
    content: "hand-smit",
    description: "Hand links",
    accession: "Z26-043107",
    referrer: "Schouten^Bram^^drs.",
  },
  {
    key: "zuid-dx-dejong",
    organization: "zuid",
    patient: "dejong",
    date: "20251204",
    time: "084410",
    content: "chest-dejong-zuid",
    description: "Thoraxfoto",
    accession: "Z25-121877",
    referrer: "Maas^Ilse^^drs.",
  },
  {
    key: "oost-dx-elamrani",
    organization: "oost",
    patient: "elamrani",
    date: "20261119",
    time: "213412",
    content: "hand-fracture",
    description: "POLS LINKS",
    accession: "OL0094512",
    referrer: "Nijland^Gijs^^drs.",
    report: {
      forms: ["PDF"],
      indication: "Val van de fiets.",
      findings: "Fractuur van de distale radius links met verplaatsing naar radiaal.",
      conclusion: "Distale radiusfractuur links.",
    },
  },
  {
    key: "oost-dx-elamrani-control",
    organization: "oost",
    patient: "elamrani",
    date: "20240820",
    time: "100005",
    content: "hand-control",
    description: "HAND LINKS",
    accession: "OL0071188",
    referrer: "Nijland^Gijs^^drs.",
  },
  {
    key: "oost-dx-meijer",
    organization: "oost",
    patient: "meijer",
    date: "20261113",
    time: "141820",
    content: "chest-meijer",
    description: "THORAX PA EN LAT",
    accession: "OL0094120",
    referrer: "ter Horst^Wieke^^drs.",
    report: chestReport(
      "Koorts en hoesten.",
      "Consolidatie in de rechter onderkwab. Geen pleuravocht.",
      "Pneumonie rechter onderkwab. Controle na zes weken.",
    ),
  },
  {
    key: "oost-dx-meijer-2026",
    organization: "oost",
    patient: "meijer",
    date: "20260206",
    time: "093045",
    content: "chest-meijer-prior",
    description: "THORAX PA",
    accession: "OL0083307",
    referrer: "ter Horst^Wieke^^drs.",
  },
  {
    key: "oost-ct-wojcik",
    organization: "oost",
    patient: "wojcik",
    date: "20261114",
    time: "120144",
    content: "ct-effusion",
    description: "CT THORAX BLANCO",
    accession: "OL0094203",
    referrer: "ter Horst^Wieke^^drs.",
    report: {
      forms: ["PDF", "SR"],
      indication: "Dyspnoe, asbestexpositie.",
      findings: "Pleuravocht rechts, dikte 30 mm. Geen pleurale noduli. Geen vergrote klieren.",
      conclusion: "Pleuravocht rechts. Advies: pleurapunctie.",
    },
  },
  {
    key: "oost-dx-wojcik",
    organization: "oost",
    patient: "wojcik",
    date: "20261112",
    time: "161233",
    content: "chest-wojcik",
    description: "THORAX PA",
    accession: "OL0094077",
    referrer: "ter Horst^Wieke^^drs.",
  },
  {
    key: "oost-mr-hendriks",
    organization: "oost",
    patient: "hendriks",
    date: "20261021",
    time: "174500",
    content: "mr-knee-hendriks",
    description: "MR KNIE RECHTS",
    accession: "OL0092931",
    referrer: "Nijland^Gijs^^drs.",
  },
  {
    key: "oost-dx-dejong",
    organization: "oost",
    patient: "dejong",
    date: "20261030",
    time: "111400",
    content: "chest-dejong",
    description: "THORAX PA",
    accession: "OL0093366",
    referrer: "ter Horst^Wieke^^drs.",
  },
];
