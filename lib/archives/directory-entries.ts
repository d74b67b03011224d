import { type DicomObject, sopClass } from "@/lib/dicom";
import { type ArchivedInstance, type ArchivedStudy, readMetadata } from "./archived-studies";
import { type FiledEntry, type FiledInstance, filedEntry } from "./directory-entry";

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

/**
 * What the DICOMDIR needs of each instance. Records of images take nothing that isn't in our columns; only the
 * other kinds, and the first instance of each series for its study's dates, are read in full.
 */
export async function directoryEntries(filed: readonly FiledInstance[]): Promise<FiledEntry[]> {
  const inFull = filed.filter(({ instance, ordinal }) => ordinal === 1 || !isImage(instance));
  const read = new Map<string, DicomObject>();
  for await (const { id, attributes } of readMetadata(inFull.map(({ instance }) => instance.id)))
    read.set(id, withoutBulk(attributes));
  return filed.map((each) => filedEntry(each, read.get(each.instance.id)));
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
