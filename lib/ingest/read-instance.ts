import {
  type DataSet,
  encodeFrameIndex,
  frameCountOf,
  getCount,
  getFirstItem,
  getNumber,
  getString,
  type InstanceIdentity,
  type ScannedInstance,
  toDicomJson,
} from "@/lib/dicom";
import { normaliseDate, type PatientHeader, readPatient } from "@/lib/patients";
import { attribute, type DicomJson } from "@/lib/studies";

/** What a study's row takes from the first instance of it that is stored. */
export interface StudyHeader {
  studyDate: string;
  studyTime: string;
  studyId: string;
  accessionNumber: string;
  description: string;
  referringPhysician: string;
}

export interface SeriesHeader {
  modality: string;
  seriesNumber: number | null;
  description: string;
  bodyPartExamined: string;
  attributes: DicomJson;
}

/** Columns of the Instance's row that come from its header. */
export interface InstanceHeader {
  sopInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  instanceNumber: number | null;
  rows: number | null;
  columns: number | null;
  bitsAllocated: number | null;
  numberOfFrames: number;
  hasPixelData: boolean;
  dataSetOffset: number;
  frameIndex: Uint8Array<ArrayBuffer> | null;
  metadata: string;
}

export interface ReadInstance {
  identity: InstanceIdentity;
  patient: PatientHeader;
  study: StudyHeader;
  series: SeriesHeader;
  instance: InstanceHeader;
}

/** Everything that rows need of a scanned instance; nothing of it refers to the file's bytes any more. */
export function readInstance(scanned: ScannedInstance, identity: InstanceIdentity): ReadInstance {
  const { dataSet } = scanned;
  return {
    identity,
    patient: readPatient(dataSet, identity.studyInstanceUid),
    study: {
      studyDate: normaliseDate(text(dataSet, "StudyDate", 32)),
      studyTime: text(dataSet, "StudyTime", 16),
      studyId: text(dataSet, "StudyID", 64),
      accessionNumber: text(dataSet, "AccessionNumber", 64),
      description: text(dataSet, "StudyDescription", 256),
      referringPhysician: text(dataSet, "ReferringPhysicianName", 256),
    },
    series: readSeries(dataSet, identity),
    instance: readHeader(scanned, identity),
  };
}

function readSeries(dataSet: DataSet, identity: InstanceIdentity): SeriesHeader {
  const modality = text(dataSet, "Modality", 16);
  const seriesNumber = integer(dataSet, "SeriesNumber");
  const description = text(dataSet, "SeriesDescription", 256);
  const bodyPartExamined = text(dataSet, "BodyPartExamined", 64);
  const request = getFirstItem(dataSet, "RequestAttributesSequence");
  const timezone = text(dataSet, "TimezoneOffsetFromUTC", 16);
  return {
    modality,
    seriesNumber,
    description,
    bodyPartExamined,
    // PS3.18 table 10.6.3-4; the count is added when the series is counted.
    attributes: {
      "00080060": attribute("CS", modality),
      ...(timezone && { "00080201": attribute("SH", timezone) }),
      "0008103E": attribute("LO", description),
      "00180015": attribute("CS", bodyPartExamined),
      "0020000E": attribute("UI", identity.seriesInstanceUid),
      "00200011": attribute("IS", seriesNumber),
      "00400244": attribute("DA", normaliseDate(text(dataSet, "PerformedProcedureStepStartDate", 32))),
      "00400245": attribute("TM", text(dataSet, "PerformedProcedureStepStartTime", 16)),
      ...(request && {
        "00400275": {
          vr: "SQ",
          Value: [
            {
              "00400009": attribute("SH", text(request, "ScheduledProcedureStepID", 64)),
              "00401001": attribute("SH", text(request, "RequestedProcedureID", 64)),
            },
          ],
        },
      }),
    },
  };
}

function readHeader(scanned: ScannedInstance, identity: InstanceIdentity): InstanceHeader {
  const { dataSet, pixelData } = scanned;
  const frameIndex = pixelData?.frames ? new Uint8Array(encodeFrameIndex(pixelData.frames)) : null;
  const json = toDicomJson(dataSet, {
    bulkDataUri: ({ path, offset, length }) => `bulkdata/${path}?offset=${offset}&length=${length}`,
    ...(pixelData && { pixelData }),
  });
  return {
    sopInstanceUid: identity.sopInstanceUid,
    sopClassUid: identity.sopClassUid,
    transferSyntaxUid: scanned.transferSyntaxUid.slice(0, 64),
    instanceNumber: integer(dataSet, "InstanceNumber"),
    rows: count(dataSet, "Rows"),
    columns: count(dataSet, "Columns"),
    bitsAllocated: count(dataSet, "BitsAllocated"),
    numberOfFrames: frameIndex ? Math.max(1, frameCountOf(frameIndex)) : 1,
    hasPixelData: pixelData !== undefined,
    dataSetOffset: scanned.dataSetOffset,
    frameIndex,
    // PostgreSQL takes neither NUL nor half a surrogate pair in text.
    metadata: JSON.stringify(json).replaceAll("\\u0000", "").toWellFormed(),
  };
}

function text(dataSet: DataSet, keyword: string, most: number): string {
  return (getString(dataSet, keyword) ?? "").trim().replaceAll("\0", "").slice(0, most).toWellFormed();
}

const INT4_MAX = 2 ** 31 - 1;

function count(dataSet: DataSet, keyword: string): number | null {
  const number = getCount(dataSet, keyword);
  return number !== undefined && number <= INT4_MAX ? number : null;
}

function integer(dataSet: DataSet, keyword: string): number | null {
  const number = getNumber(dataSet, keyword);
  return number !== undefined && Number.isInteger(number) && Math.abs(number) <= INT4_MAX ? number : null;
}
