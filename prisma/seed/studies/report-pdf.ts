import { PDFDocument, type PDFFont, rgb, StandardFonts } from "pdf-lib";
import { FACILITIES } from "./facilities";
import type { DemoPatient } from "./patients";
import type { Report, StudyPlan } from "./plan";

/** The report as a Dutch one-page PDF (A4). The dates in the file are those of the study, so that bytes repeat. */
export async function reportPdf(plan: StudyPlan, patient: DemoPatient, report: Report): Promise<Uint8Array> {
  const facility = FACILITIES[plan.organization];
  const document = await PDFDocument.create();
  const at = new Date(`${iso(plan.date)}T${plan.time.slice(0, 2)}:${plan.time.slice(2, 4)}:00Z`);
  document.setTitle("Radiologisch verslag");
  document.setAuthor(facility.institution);
  document.setProducer("Beeldbrug");
  document.setCreator("Beeldbrug");
  document.setCreationDate(at);
  document.setModificationDate(at);
  document.setLanguage("nl-NL");
  const page = document.addPage([595.28, 841.89]);
  const body = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const ink = rgb(0.1, 0.13, 0.16);
  let y = 790;
  const line = (text: string, font: PDFFont, size: number, x = 56) => {
    page.drawText(text, { x, y, size, font, color: ink });
  };
  line(facility.institution, bold, 15);
  y -= 16;
  line(`Afdeling Radiologie, ${facility.address}`, body, 9.5);
  y -= 14;
  page.drawLine({ start: { x: 56, y }, end: { x: 539, y }, thickness: 0.8, color: rgb(0.05, 0.4, 0.42) });
  y -= 26;
  line("Radiologisch verslag", bold, 13);
  y -= 22;
  const rows: [string, string][] = [
    ["Patiënt", displayName(patient.name)],
    ["Geboortedatum", patient.birthDate ? dutch(patient.birthDate) : "onbekend"],
    ["Patiëntnummer", patient.numbers[plan.organization] ?? ""],
    ["Onderzoek", plan.description],
    ["Datum onderzoek", `${dutch(plan.date)} ${plan.time.slice(0, 2)}:${plan.time.slice(2, 4)}`],
    ["Onderzoeknummer", plan.accession],
    ["Aanvrager", displayName(plan.referrer)],
  ];
  for (const [label, value] of rows) {
    line(label, bold, 10);
    line(value, body, 10, 170);
    y -= 15;
  }
  for (const [heading, text] of [
    ["Klinische gegevens", report.indication],
    ["Verslag", report.findings],
    ["Conclusie", report.conclusion],
  ] as const) {
    y -= 14;
    line(heading, bold, 11);
    y -= 16;
    for (const part of wrap(text, body, 10.5, 483)) {
      line(part, body, 10.5);
      y -= 15;
    }
  }
  y -= 22;
  line(`${displayName(facility.radiologists[0] ?? "")}, radioloog`, body, 10.5);
  y = 48;
  line("Demonstratiegegevens: patiënt en bevindingen zijn verzonnen.", body, 8.5);
  return document.save({ useObjectStreams: false });
}

function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (font.widthOfTextAtSize(longer, size) > width && current !== "") {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

/** "Jansen^Anna^^drs." as people write it: drs. Anna Jansen. */
export function displayName(name: string): string {
  const [family = "", given = "", middle = "", prefix = ""] = name.split("^");
  return [prefix, given, middle, family].filter((part) => part !== "").join(" ");
}

function iso(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
}

export function dutch(date: string): string {
  return `${date.slice(6, 8)}-${date.slice(4, 6)}-${date.slice(0, 4)}`;
}
