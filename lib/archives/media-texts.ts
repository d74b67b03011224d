import { formatDate, formatPersonName } from "@/lib/i18n";
import type { ArchivedStudy } from "./archived-studies";

/** A document's place in the archive and its title. */
export interface FiledDocument {
  name: string;
  title: string;
}

/** README.TXT of the media (IHE PDI, RAD-47): plain ASCII with CR LF, Dutch first. */
export function readmeText(): string {
  return [
    "Beeldbrug - radiologisch onderzoek",
    "",
    "Deze map bevat originele DICOM-beelden. Open het bestand DICOMDIR met een DICOM-viewer, of importeer",
    "de map in uw PACS. INDEX.HTM toont een overzicht. Verslagen en documenten staan in de map DOCUMENT.",
    "Niet voor primaire diagnostiek zonder daarvoor geschikte viewer.",
    "De inhoud is vertrouwelijk en alleen bestemd voor de behandeling van de patient.",
    "",
    "----------------------------------------------------------------------------------------------------",
    "",
    "Beeldbrug - radiology study",
    "",
    "This folder holds original DICOM images. Open the file DICOMDIR with a DICOM viewer, or import the",
    "folder into your PACS. INDEX.HTM shows an overview. Reports and documents are in the folder DOCUMENT.",
    "Not for primary diagnosis without a viewer fit for it.",
    "The content is confidential and meant for the treatment of the patient only.",
    "",
  ].join("\r\n");
}

/** INDEX.HTM: an overview that runs nothing and loads nothing; every value is escaped. */
export function indexPage(studies: readonly ArchivedStudy[], documents: readonly FiledDocument[]): string {
  return `<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Beeldbrug</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b2a2f; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 2rem; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #d5dfe1; }
</style>
</head>
<body>
<h1>Beeldbrug</h1>
<p>Originele DICOM-beelden: open DICOMDIR met een DICOM-viewer of importeer deze map in uw PACS.</p>
<p lang="en">Original DICOM images: open DICOMDIR with a DICOM viewer, or import this folder into your PACS.</p>
${studies.map(studySection).join("\n")}
${documents.length > 0 ? documentSection(documents) : ""}
<p>Niet voor primaire diagnostiek. <span lang="en">Not for primary diagnosis.</span></p>
</body>
</html>
`;
}

function studySection(study: ArchivedStudy): string {
  const { patient } = study;
  const person = [
    formatPersonName(patient.name),
    patient.birthDate ? formatDate(patient.birthDate) : "",
    patient.patientIdentifier,
  ];
  const rows = study.series.map(
    (series) =>
      `<tr><td>${escapeHtml(String(series.seriesNumber ?? ""))}</td><td>${escapeHtml(series.modality)}</td><td>${escapeHtml(series.description)}</td><td>${series.instances.length}</td></tr>`,
  );
  return `<h2>${escapeHtml(person.filter(Boolean).join(" · "))}</h2>
<p>${escapeHtml([study.studyDate ? formatDate(study.studyDate) : "", study.description].filter(Boolean).join(" · "))}</p>
<table>
<tr><th>Serie / <span lang="en">Series</span></th><th>Modaliteit / <span lang="en">Modality</span></th><th>Omschrijving / <span lang="en">Description</span></th><th>Beelden / <span lang="en">Images</span></th></tr>
${rows.join("\n")}
</table>`;
}

function documentSection(documents: readonly FiledDocument[]): string {
  const items = documents.map(
    ({ name, title }) => `<li><a href="${escapeHtml(name)}">${escapeHtml(title)}</a></li>`,
  );
  return `<h2>Documenten / <span lang="en">Documents</span></h2>\n<ul>\n${items.join("\n")}\n</ul>`;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}
