import { documentPageHref } from "@/components/documents";
import type { ViewerDocument } from "../types";
import { type DicomJson, items, text } from "./dicom-json";
import { instanceUrl } from "./dicomweb";
import { type DisplaySet, isReport } from "./display-sets";
import type { StudySummary } from "./load-study";

/** What the report panel lists: structured reports, encapsulated documents, and documents attached in the portal. */
export type Report = { id: string; title: string; date: string; patientName: string; patientKey: string } & (
  | { kind: "structured"; dataset: DicomJson }
  | { kind: "document" | "picture"; url: string; pageUrl: string }
);

export function reportsOf(
  shareId: string | undefined,
  studies: StudySummary[],
  displaySets: DisplaySet[],
  documents: ViewerDocument[],
): Report[] {
  const studyOf = new Map(studies.map((study) => [study.studyInstanceUid, study]));
  const fromStudies = displaySets.flatMap((set): Report[] => {
    if (!isReport(set)) return [];
    const study = studyOf.get(set.studyInstanceUid);
    const sopUid = text(set.instance, "00080018");
    const common = {
      id: set.id,
      title: titleOf(set),
      date: text(set.instance, "00080023") || text(set.instance, "0008002A").slice(0, 8) || study?.date || "",
      patientName: study?.patient.name ?? "",
      patientKey: study?.patient.key ?? "",
    };
    if (set.notShown === "report") return [{ ...common, kind: "structured", dataset: set.instance }];
    const url = `${instanceUrl(set.root, set.studyInstanceUid, set.seriesInstanceUid, sopUid)}/rendered`;
    const pageUrl = documentPageHref(
      { shareId, studyInstanceUid: set.studyInstanceUid },
      { seriesInstanceUid: set.seriesInstanceUid, sopInstanceUid: sopUid },
    );
    return [{ ...common, kind: "document", url, pageUrl }];
  });
  const attached = documents.map(
    (entry): Report => ({
      id: entry.id,
      title: entry.title,
      date: "",
      patientName: "",
      patientKey: "",
      kind: entry.contentType.startsWith("image/") ? "picture" : "document",
      url: entry.url,
      pageUrl: entry.pageUrl,
    }),
  );
  return [...fromStudies, ...attached];
}

function titleOf(set: DisplaySet): string {
  const concept = items(set.instance, "0040A043")[0];
  return text(set.instance, "00420010") || text(concept, "00080104") || set.description;
}
