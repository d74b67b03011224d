import { firstLookOrder } from "@/lib/dicom";
import type { FoundStudy } from "./group-studies";
import type { BundleFile } from "./pack-bundles";
import type { NotTaken } from "./report";
import type { Disc } from "./scan-disc";

/** What of a disc is to be sent. */
export type Choice = {
  /** `studyKey` of each chosen study. */
  studies: ReadonlySet<string>;
  /** Path of a document → Study Instance UID that it goes with. */
  documents: ReadonlyMap<string, string>;
};

/** The same Study Instance UID under two patients is two choices: patients are never merged. */
export function studyKey(patientKey: string, studyInstanceUid: string): string {
  return `${patientKey}\n${studyInstanceUid}`;
}

/** Everything of the only patient, the only study's PDFs with it; with several patients nobody is chosen. */
export function defaultChoice(disc: Disc, openStudy: string | null): Choice {
  const [only, ...others] = disc.patients;
  const studies = new Set<string>();
  if (only && others.length === 0)
    for (const study of only.studies) studies.add(studyKey(only.key, study.studyInstanceUid));
  const target = others.length === 0 && only?.studies.length === 1 ? only.studies[0]?.studyInstanceUid : null;
  const home = target ?? (disc.patients.length === 0 ? openStudy : null);
  const documents = new Map<string, string>();
  if (home)
    for (const { file, contentType } of disc.documents)
      if (contentType === "application/pdf") documents.set(file.path, home);
  return { studies, documents };
}

/** A single patient and nothing beside the images needs no question. */
export function needsAsking(disc: Disc): boolean {
  return disc.patients.length > 1 || disc.documents.length > 0;
}

/** The chosen files in the order in which they are sent, and a line for each that stays behind. */
export function applyChoice(disc: Disc, choice: Choice): { files: BundleFile[]; left: NotTaken[] } {
  const files: BundleFile[] = [];
  const left: NotTaken[] = [];
  for (const patient of disc.patients)
    for (const study of patient.studies) {
      const isChosen = choice.studies.has(studyKey(patient.key, study.studyInstanceUid));
      for (const source of inOrder(study)) {
        if (isChosen) files.push({ source, studyInstanceUid: study.studyInstanceUid });
        else left.push({ path: source.path, code: "NOT_CHOSEN" });
      }
    }
  // Documents come last: the study that they belong to must be there.
  for (const { file } of disc.documents) {
    const studyInstanceUid = choice.documents.get(file.path);
    const title = file.path.split("/").at(-1) ?? file.path;
    if (studyInstanceUid) files.push({ source: file, studyInstanceUid, document: { title } });
    else left.push({ path: file.path, code: "DOCUMENT_NOT_CHOSEN" });
  }
  return { files, left };
}

const NOWHERE = { series: "", number: null, isScout: false };

/** Overviews and the middle of each series travel first: whoever waits sees them while the rest comes. */
function inOrder({ files, places }: FoundStudy): FoundStudy["files"] {
  const placed = files.map((file, index) => ({ file, place: places[index] ?? NOWHERE }));
  return firstLookOrder(placed, ({ place }) => place).map(({ file }) => file);
}
