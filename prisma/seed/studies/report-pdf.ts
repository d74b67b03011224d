import { FACILITIES } from "./facilities";
import type { DemoPatient } from "./patients";
import type { Report, StudyPlan } from "./plan";

/** The report as a Dutch one-page PDF (A4). The dates in the file are those of the study, so that bytes repeat. */
export async function reportPdf(plan: StudyPlan, patient: DemoPatient, report: Report): Promise<Uint8Array> {
  // Only when one is made: the browser tests take no more than UIDs from here, and their loader reads no messages (JSON).
  const { Paper } = await import("@/lib/pdf");
  const facility = FACILITIES[plan.organization];
  const at = new Date(`${iso(plan.date)}T${plan.time.slice(0, 2)}:${plan.time.slice(2, 4)}:00Z`);
  const paper = await Paper.begin("Radiologisch verslag", facility.institution, "nl", at);
  paper.text(facility.institution, { size: 15, bold: true });
  paper.text(`Afdeling Radiologie, ${facility.address}`, { size: 9.5 });
  paper.rule();
  paper.gap(6);
  paper.text("Radiologisch verslag", { size: 13, bold: true, heading: 1 });
  paper.gap(6);
  for (const [label, value] of [
    ["Patiënt", displayName(patient.name)],
    ["Geboortedatum", patient.birthDate ? dutch(patient.birthDate) : "onbekend"],
    ["Patiëntnummer", patient.numbers[plan.organization] ?? ""],
    ["Onderzoek", plan.description],
    ["Datum onderzoek", `${dutch(plan.date)} ${plan.time.slice(0, 2)}:${plan.time.slice(2, 4)}`],
    ["Onderzoeknummer", plan.accession],
    ["Aanvrager", displayName(plan.referrer)],
  ] as const)
    paper.row(label, value);
  for (const [heading, text] of [
    ["Klinische gegevens", report.indication],
    ["Verslag", report.findings],
    ["Conclusie", report.conclusion],
  ] as const) {
    paper.gap(14);
    paper.text(heading, { size: 11, bold: true, heading: 2 });
    paper.gap(2);
    paper.text(text, { size: 10.5 });
  }
  paper.gap(22);
  paper.text(`${displayName(facility.radiologists[0] ?? "")}, radioloog`, { size: 10.5 });
  return paper.bytes("Demonstratiegegevens: patiënt en bevindingen zijn verzonnen.");
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
