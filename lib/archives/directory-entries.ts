import { type DicomObject, type DirectoryEntry, sopClass } from "@/lib/dicom";
import {
  type ArchivedInstance,
  type ArchivedSeries,
  type ArchivedStudy,
  readMetadata,
} from "./archived-studies";

export interface FiledInstance {
  study: ArchivedStudy;
  series: ArchivedSeries;
  instance: ArchivedInstance;
  fileId: string[];
  /** Place in its series, from 1: stands in for an Instance Number that is absent. */
  ordinal: number;
}

const pad = (letter: string, number: number, digits: number) =>
  `${letter}${String(number).padStart(digits, "0")}`;

/** File IDs of at most 8 characters per part (PS3.10 8.2, PS3.12 V): DICOM/ST00001/SE00001/IM000001. */
export function fileInstances(studies: readonly ArchivedStudy[]): FiledInstance[] {
  return studies.flatMap((study, studyIndex) =>
    study.series.flatMap((series, seriesIndex) =>
      series.instances.map((instance, index) => ({
        study,
        series,
        instance,
        ordinal: index + 1,
        fileId: [
          "DICOM",
          pad("ST", studyIndex + 1, 5),
          pad("SE", seriesIndex + 1, 5),
          pad("IM", index + 1, 6),
        ],
      })),
    ),
  );
}

/** An entry of the DICOMDIR; `isPlain` ones differ from others of their series in UIDs and number alone. */
export type FiledEntry = DirectoryEntry & { isPlain: boolean };

/**
 * What the DICOMDIR needs of each instance. Records of images take nothing that isn't in our columns; only the
 * other kinds, and the first instance of each series for its study's dates, are read in full.
 */
export async function directoryEntries(filed: readonly FiledInstance[]): Promise<FiledEntry[]> {
  const inFull = filed.filter(({ instance, ordinal }) => ordinal === 1 || !isImage(instance));
  const read = new Map<string, DicomObject>();
  for await (const { id, attributes } of readMetadata(inFull.map(({ instance }) => instance.id)))
    read.set(id, withoutBulk(attributes));
  return filed.map(({ fileId, study, series, instance, ordinal }) => ({
    fileId,
    transferSyntaxUid: instance.transferSyntaxUid,
    attributes: { ...read.get(instance.id), ...fromColumns(study, series, instance, ordinal) },
    isPlain: !read.has(instance.id),
  }));
}

const isImage = ({ sopClassUid }: ArchivedInstance): boolean => sopClass(sopClassUid)?.recordType === "IMAGE";

function withoutBulk(attributes: DicomObject): DicomObject {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([, value]) =>
        !(typeof value === "object" && value !== null && ("BulkDataURI" in value || "InlineBinary" in value)),
    ),
  );
}

/** By tag, as the metadata has them, so that these take the place of what stands there. */
function fromColumns(
  study: ArchivedStudy,
  series: ArchivedSeries,
  instance: ArchivedInstance,
  ordinal: number,
): DicomObject {
  const { patient } = study;
  return present({
    "00080016": text("UI", instance.sopClassUid),
    "00080018": text("UI", instance.sopInstanceUid),
    "00080020": text("DA", study.studyDate),
    "00080030": text("TM", study.studyTime),
    "00080050": text("SH", study.accessionNumber),
    "00080060": text("CS", series.modality),
    "00081030": text("LO", study.description),
    "0008103E": text("LO", series.description),
    "00100010": name(patient.name),
    "00100020": text("LO", patient.patientIdentifier),
    "00100021": text("LO", patient.issuerOfPatientId),
    "00100030": text("DA", patient.birthDate),
    "00100040": text("CS", patient.sex),
    "0020000D": text("UI", study.studyInstanceUid),
    "0020000E": text("UI", series.seriesInstanceUid),
    "00200010": text("SH", study.studyId),
    "00200011": text("IS", series.seriesNumber),
    "00200013": text("IS", instance.instanceNumber ?? ordinal),
  });
}

type Element = { vr: string; Value: (string | Record<string, string>)[] };

function text(vr: string, value: string | number | null): Element | undefined {
  return value === null || value === "" ? undefined : { vr, Value: [String(value)] };
}

function name(value: string): Element | undefined {
  const [Alphabetic, Ideographic, Phonetic] = value.split("=");
  if (value === "") return undefined;
  const groups = { Alphabetic, Ideographic, Phonetic };
  return {
    vr: "PN",
    Value: [
      Object.fromEntries(
        Object.entries(groups).filter((entry): entry is [string, string] => Boolean(entry[1])),
      ),
    ],
  };
}

function present(elements: Record<string, Element | undefined>): DicomObject {
  return Object.fromEntries(
    Object.entries(elements).filter(([, element]) => element !== undefined),
  ) as DicomObject;
}
