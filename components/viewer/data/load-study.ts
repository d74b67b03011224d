import { type DicomJson, number, text } from "./dicom-json";
import { fetchDicomJson, seriesUrl } from "./dicomweb";
import { type Patient, patientOf } from "./patient";

export type SeriesSummary = {
  seriesInstanceUid: string;
  studyInstanceUid: string;
  modality: string;
  seriesNumber: number | undefined;
  description: string;
  instanceCount: number;
};

export type StudySummary = {
  studyInstanceUid: string;
  description: string;
  date: string;
  time: string;
  accessionNumber: string;
  institution: string;
  patient: Patient;
  series: SeriesSummary[];
};

/**
 * The studies below a DICOMweb root with their series (QIDO-RS, PS3.18 10.6), newest first.
 * @throws ViewerFailure `not-found` when the root has no such study.
 */
export async function loadStudies(
  root: string,
  studyUid?: string,
  signal?: AbortSignal,
): Promise<StudySummary[]> {
  const query = studyUid ? `?StudyInstanceUID=${encodeURIComponent(studyUid)}` : "";
  const found = await fetchDicomJson(`${root}/studies${query}`, signal);
  const studies = await Promise.all(
    found.map(async (study) => {
      const uid = text(study, "0020000D");
      const series = await fetchDicomJson(`${root}/studies/${uid}/series`, signal);
      return toStudy(study, series.map((entry) => toSeries(uid, entry)).sort(bySeriesNumber));
    }),
  );
  return studies.sort((a, b) => `${b.date}${b.time}`.localeCompare(`${a.date}${a.time}`));
}

/** Metadata of every instance of a series (WADO-RS RetrieveMetadata, PS3.18 10.4). */
export function loadSeriesMetadata(
  root: string,
  series: SeriesSummary,
  signal?: AbortSignal,
): Promise<DicomJson[]> {
  return fetchDicomJson(
    `${seriesUrl(root, series.studyInstanceUid, series.seriesInstanceUid)}/metadata`,
    signal,
  );
}

function toStudy(study: DicomJson, series: SeriesSummary[]): StudySummary {
  return {
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

function toSeries(studyInstanceUid: string, entry: DicomJson): SeriesSummary {
  return {
    studyInstanceUid,
    seriesInstanceUid: text(entry, "0020000E"),
    modality: text(entry, "00080060"),
    seriesNumber: number(entry, "00200011"),
    description: text(entry, "0008103E"),
    instanceCount: number(entry, "00201209") ?? 0,
  };
}

function bySeriesNumber(a: SeriesSummary, b: SeriesSummary): number {
  const difference =
    (a.seriesNumber ?? Number.MAX_SAFE_INTEGER) - (b.seriesNumber ?? Number.MAX_SAFE_INTEGER);
  return difference || a.seriesInstanceUid.localeCompare(b.seriesInstanceUid);
}
