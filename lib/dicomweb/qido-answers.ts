import { db, type Prisma } from "@/lib/db";
import { attribute, type JsonDataSet, merge, pick } from "./dicom-json";
import type { QidoQuery } from "./qido-query";
import type { DicomWebRequest } from "./request";

export interface StudyRow {
  studyRowId: string;
  studyInstanceUid: string;
  studyAttributes: JsonDataSet;
  studyDate: string;
  studyTime: string;
  studyId: string;
  accessionNumber: string;
  modalities: string[];
  referringPhysician: string;
  studyDescription: string;
  patientName: string;
  patientIdentifier: string;
  patientBirthDate: string | null;
  seriesCount: number;
  studyInstanceCount: number;
}

export interface SeriesRow extends StudyRow {
  seriesRowId: string;
  seriesInstanceUid: string;
  seriesAttributes: JsonDataSet;
  modality: string;
  seriesNumber: number | null;
  seriesDescription: string;
  seriesInstanceCount: number;
}

export interface InstanceRow extends SeriesRow {
  sopInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  instanceNumber: number | null;
  rows: number | null;
  columns: number | null;
  numberOfFrames: number;
  hasPixelData: boolean;
  metadata: string;
}

/** PS3.18 table 10.6.3-3. */
export async function studyAnswer(
  request: DicomWebRequest,
  query: QidoQuery,
  row: StudyRow,
): Promise<string> {
  const counts = await countsInScope(request, row);
  const answer = merge(
    await included(ofStudy(query), inScope(request, row)),
    studyAttributes(row),
    counts,
    retrieveUrl(`${request.scope.rootUrl}/studies/${row.studyInstanceUid}`),
  );
  return JSON.stringify(answer);
}

/** PS3.18 table 10.6.3-4, with the study's attributes when the study was not in the path. */
export async function seriesAnswer(
  request: DicomWebRequest,
  query: QidoQuery,
  row: SeriesRow,
): Promise<string> {
  const answer = merge(
    await included(query, { seriesId: row.seriesRowId }),
    request.study === undefined ? { ...studyAttributes(row), ...(await countsInScope(request, row)) } : {},
    { "0020000D": attribute("UI", row.studyInstanceUid) },
    seriesAttributes(row),
    retrieveUrl(`${request.scope.rootUrl}/studies/${row.studyInstanceUid}/series/${row.seriesInstanceUid}`),
  );
  return JSON.stringify(answer);
}

/** PS3.18 table 10.6.3-5. */
export function instanceAnswer(request: DicomWebRequest, query: QidoQuery, row: InstanceRow): string {
  const metadata = JSON.parse(row.metadata) as JsonDataSet;
  const { rootUrl } = request.scope;
  const url = `${rootUrl}/studies/${row.studyInstanceUid}/series/${row.seriesInstanceUid}/instances/${row.sopInstanceUid}`;
  const study = request.study === undefined ? studyAttributes(row) : {};
  const series = request.series === undefined ? seriesAttributes(row) : {};
  const answer = merge(
    query.includeAll
      ? withoutBulk(metadata)
      : pick(
          metadata,
          query.includeFields.map((path) => path.slice(0, 8)),
        ),
    study,
    series,
    pick(metadata, ["00080005", "00080201", "00280100"]),
    {
      "00080016": attribute("UI", row.sopClassUid),
      "00080018": attribute("UI", row.sopInstanceUid),
      "00080056": attribute("CS", "ONLINE"),
      "00083002": attribute("UI", row.transferSyntaxUid),
      "0020000D": attribute("UI", row.studyInstanceUid),
      "0020000E": attribute("UI", row.seriesInstanceUid),
      "00200013": attribute("IS", row.instanceNumber),
    },
    row.hasPixelData
      ? {
          "00280008": attribute("IS", row.numberOfFrames),
          "00280010": attribute("US", row.rows),
          "00280011": attribute("US", row.columns),
        }
      : {},
    retrieveUrl(url),
  );
  return JSON.stringify(answer);
}

const ofStudy = (query: QidoQuery): QidoQuery => ({
  ...query,
  includeFields: query.includeFields.filter((path) => OF_STUDY.test(path)),
});

function inScope({ scope }: DicomWebRequest, row: StudyRow): Prisma.InstanceWhereInput {
  const granted = scope.grant?.studies.get(row.studyInstanceUid)?.seriesInstanceUids ?? "all";
  return {
    studyId: row.studyRowId,
    ...(granted === "all" ? {} : { series: { seriesInstanceUid: { in: granted } } }),
  };
}

const retrieveUrl = (url: string): JsonDataSet => ({ "00081190": attribute("UR", url) });

/** The ready JSON of the study over its columns, so that required attributes are there in any case. */
function studyAttributes(row: StudyRow): JsonDataSet {
  return {
    "00080020": attribute("DA", row.studyDate),
    "00080030": attribute("TM", row.studyTime),
    "00080050": attribute("SH", row.accessionNumber),
    "00080090": attribute("PN", row.referringPhysician),
    "00081030": attribute("LO", row.studyDescription),
    "00100010": attribute("PN", row.patientName),
    "00100020": attribute("LO", row.patientIdentifier),
    "00100030": attribute("DA", row.patientBirthDate),
    "00100040": attribute("CS"),
    "00200010": attribute("SH", row.studyId),
    ...row.studyAttributes,
    "0020000D": attribute("UI", row.studyInstanceUid),
    "00080056": attribute("CS", "ONLINE"),
    "00080061": attribute("CS", ...row.modalities),
    "00201206": attribute("IS", row.seriesCount),
    "00201208": attribute("IS", row.studyInstanceCount),
  };
}

function seriesAttributes(row: SeriesRow): JsonDataSet {
  return {
    "0008103E": attribute("LO", row.seriesDescription),
    "00200011": attribute("IS", row.seriesNumber),
    ...row.seriesAttributes,
    "00080060": attribute("CS", row.modality || "OT"),
    "0020000E": attribute("UI", row.seriesInstanceUid),
    "00201209": attribute("IS", row.seriesInstanceCount),
  };
}

/** Under a share that grants chosen series, only these count. */
async function countsInScope({ scope }: DicomWebRequest, row: StudyRow): Promise<JsonDataSet> {
  const granted = scope.grant?.studies.get(row.studyInstanceUid)?.seriesInstanceUids;
  if (granted === undefined || granted === "all") return {};
  const series = await db.series.findMany({
    where: { studyId: row.studyRowId, seriesInstanceUid: { in: granted } },
    select: { modality: true, instanceCount: true },
  });
  const modalities = [...new Set(series.map(({ modality }) => modality))].sort();
  return {
    "00080061": attribute("CS", ...modalities),
    "00201206": attribute("IS", series.length),
    "00201208": attribute(
      "IS",
      series.reduce((sum, { instanceCount }) => sum + instanceCount, 0),
    ),
  };
}

/** Attributes of patient and study: the same in every instance of a study (PS3.3 A.1.2). */
const OF_STUDY =
  /^(0008(0005|0020|0030|0050|0051|0090|0096|009C|0201|1010|1030|1032|1048|1060|1080|1110|1195)|0010....|0020(000D|0010)|0032....|0038....)$/;

/**
 * Attributes asked for beyond the usual, from one instance of the study or series that the root shows. `all` stops
 * at the ready answer, which has what is known at its level.
 */
async function included(query: QidoQuery, where: Prisma.InstanceWhereInput): Promise<JsonDataSet> {
  if (query.includeFields.length === 0) return {};
  const first = await db.instance.findFirst({ where, select: { metadata: true } });
  if (!first) return {};
  return pick(
    withoutBulk(JSON.parse(first.metadata) as JsonDataSet),
    query.includeFields.map((path) => path.slice(0, 8)),
  );
}

function withoutBulk(dataSet: JsonDataSet): JsonDataSet {
  return Object.fromEntries(Object.entries(dataSet).filter(([, value]) => value.BulkDataURI === undefined));
}
