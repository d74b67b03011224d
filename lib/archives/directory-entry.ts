import type { DicomObject, DirectoryEntry } from "@/lib/dicom";
import type { ArchivedInstance, ArchivedSeries, ArchivedStudy } from "./archived-studies";

export interface FiledInstance {
  study: ArchivedStudy;
  series: ArchivedSeries;
  instance: ArchivedInstance;
  fileId: string[];
  /** Place in its series, from 1: stands in for an Instance Number that is absent. */
  ordinal: number;
}

/** An entry of the DICOMDIR, made when it is needed: a download of thousands of images begins before they are. */
export interface FiledEntry {
  /** The same for entries whose records have the same length; undefined where only the record itself tells it. */
  kind: string | undefined;
  make: () => DirectoryEntry;
}

/** @param inFull what was read of it, for entries that need more than columns */
export function filedEntry(filed: FiledInstance, inFull: DicomObject | undefined): FiledEntry {
  return {
    kind: inFull ? undefined : kindOf(filed),
    make: () => ({
      fileId: filed.fileId,
      transferSyntaxUid: filed.instance.transferSyntaxUid,
      attributes: { ...inFull, ...fromColumns(filed) },
    }),
  };
}

/** Records of images differ in their UIDs and number alone. */
function kindOf({ instance, ordinal }: FiledInstance): string {
  const { sopClassUid, sopInstanceUid, transferSyntaxUid, instanceNumber } = instance;
  const varying = [sopClassUid, sopInstanceUid, transferSyntaxUid, String(instanceNumber ?? ordinal)];
  // Values are padded to even lengths (PS3.5 7.1.1).
  return varying.map((text) => text.length + (text.length % 2)).join(" ");
}

/** By tag, as the metadata has them, so that these take the place of what stands there. */
function fromColumns({ study, series, instance, ordinal }: FiledInstance): DicomObject {
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
