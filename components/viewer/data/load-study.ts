import { type DicomJson, number, text } from "./dicom-json";
import { fetchDicomJson, request, seriesUrl } from "./dicomweb";
import { ViewerFailure } from "./failure";
import { type Patient, patientOf } from "./patient";

export type SeriesSummary = {
  /** The DICOMweb root that grants it: studies of several roots can lie side by side. */
  root: string;
  /** Tells the same series below two roots apart. */
  key: string;
  seriesInstanceUid: string;
  studyInstanceUid: string;
  modality: string;
  seriesNumber: number | undefined;
  description: string;
  bodyPart: string;
  instanceCount: number;
};

export type StudySummary = {
  root: string;
  studyInstanceUid: string;
  description: string;
  date: string;
  time: string;
  accessionNumber: string;
  institution: string;
  patient: Patient;
  series: SeriesSummary[];
  /** False for a prior that is only named: nothing of it is loaded before somebody opens it. */
  isOpen: boolean;
};

/** The answer of `{root}/opening`. */
type OpeningAnswer = {
  studies: DicomJson[];
  series: DicomJson[];
  others: DicomJson[];
  otherSeries: DicomJson[];
  arriving: string[];
  first: { seriesInstanceUid: string; metadata: DicomJson[] } | null;
};

export type Opening = {
  studies: StudySummary[];
  /** Study Instance UIDs to which something was added a moment ago. */
  arriving: Set<string>;
  first: { seriesInstanceUid: string; metadata: DicomJson[] } | null;
};

export type OpeningQuery = {
  root: string;
  studyInstanceUid?: string | undefined;
  seriesInstanceUid?: string | undefined;
  /** Counts alone, to see whether something was added. */
  withoutMetadata?: boolean;
  /** Laid beside what the page was opened for. */
  isAdded?: boolean;
};

export function openingUrl(query: OpeningQuery): string {
  const parameters = new URLSearchParams();
  if (query.studyInstanceUid) parameters.set("studyUID", query.studyInstanceUid);
  if (query.seriesInstanceUid) parameters.set("seriesUID", query.seriesInstanceUid);
  if (query.withoutMetadata) parameters.set("metadata", "none");
  return `${query.root}/opening?${parameters}`;
}

/**
 * All that is needed to lay out a study, in one request: studies with their series, newest first, and the metadata
 * of the series to begin with.
 * @throws ViewerFailure `not-found` when the root has no such study.
 */
export async function loadOpening(query: OpeningQuery, signal?: AbortSignal): Promise<Opening> {
  const response = await request(openingUrl(query), "application/json, application/dicom+json", signal);
  const body: unknown = await response.json().catch(() => {
    throw new ViewerFailure("server", response.status);
  });
  return openingOf(query, body);
}

/** What an answer of `opening` says. */
export function openingOf(query: OpeningQuery, answer: unknown): Opening {
  const body = answer as OpeningAnswer;
  return {
    studies: [
      ...toStudies(query, body.studies, body.series, true),
      ...toStudies(query, body.others, body.otherSeries, false),
    ],
    arriving: new Set(body.arriving),
    first: body.first,
  };
}

/** Metadata of every instance of a series (WADO-RS RetrieveMetadata, PS3.18 10.4). */
export function loadSeriesMetadata(series: SeriesSummary, signal?: AbortSignal): Promise<DicomJson[]> {
  return fetchDicomJson(
    `${seriesUrl(series.root, series.studyInstanceUid, series.seriesInstanceUid)}/metadata`,
    signal,
  );
}

function toStudies(
  query: OpeningQuery,
  studies: DicomJson[],
  series: DicomJson[],
  isOpen: boolean,
): StudySummary[] {
  return studies
    .map((study) => {
      const uid = text(study, "0020000D");
      const own = series.filter((entry) => text(entry, "0020000D") === uid);
      return toStudy(
        query.root,
        study,
        own.map((entry) => toSeries(query, entry)).sort(bySeriesNumber),
        isOpen,
      );
    })
    .sort((a, b) => `${b.date}${b.time}`.localeCompare(`${a.date}${a.time}`));
}

function toStudy(root: string, study: DicomJson, series: SeriesSummary[], isOpen: boolean): StudySummary {
  return {
    root,
    isOpen,
    studyInstanceUid: text(study, "0020000D"),
    description: text(study, "00081030"),
    date: text(study, "00080020"),
    time: text(study, "00080030"),
    accessionNumber: text(study, "00080050"),
    institution: text(study, "00080080"),
    patient: patientOf(study),
    series,
  };
}

function toSeries({ root, isAdded }: OpeningQuery, entry: DicomJson): SeriesSummary {
  const uid = text(entry, "0020000E");
  return {
    root,
    key: isAdded ? `${uid}@${root}` : uid,
    studyInstanceUid: text(entry, "0020000D"),
    seriesInstanceUid: uid,
    modality: text(entry, "00080060"),
    seriesNumber: number(entry, "00200011"),
    description: text(entry, "0008103E"),
    bodyPart: text(entry, "00180015"),
    instanceCount: number(entry, "00201209") ?? 0,
  };
}

function bySeriesNumber(a: SeriesSummary, b: SeriesSummary): number {
  const difference =
    (a.seriesNumber ?? Number.MAX_SAFE_INTEGER) - (b.seriesNumber ?? Number.MAX_SAFE_INTEGER);
  return difference || a.seriesInstanceUid.localeCompare(b.seriesInstanceUid);
}
