import { Prisma } from "@/lib/db";
import type { MatchingKey, QueryLevel } from "./model";

/** Where a matching key's attribute is. */
export type Column =
  | { kind: "text" | "number" | "array"; sql: Prisma.Sql }
  /** A study's patient name: folded for comparing, as received, and the indexed search text. */
  | { kind: "name"; folded: Prisma.Sql; asReceived: Prisma.Sql; searchText: Prisma.Sql }
  /** All values at a path of the ready DICOM JSON. */
  | { kind: "json"; source: Prisma.Sql; path: string };

const text = (sql: string): Column => ({ kind: "text", sql: Prisma.raw(sql) });
const number = (sql: string): Column => ({ kind: "number", sql: Prisma.raw(sql) });

const PATIENT: Record<string, Column> = {
  "00100020": text('p."patientIdentifier"'),
  "00100021": text('p."issuerOfPatientId"'),
  "00100030": text('p."birthDate"'),
  "00100040": text('p."sex"'),
};

const STUDY: Record<string, Column> = {
  "00080020": text('s."studyDate"'),
  "00080030": text('s."studyTime"'),
  "00080050": text('s."accessionNumber"'),
  "00080061": { kind: "array", sql: Prisma.raw('s."modalities"') },
  "00080090": text('s."referringPhysician"'),
  "00081030": text('s."description"'),
  "00100010": {
    kind: "name",
    // In the collation of its index.
    folded: Prisma.raw('(s."patientNameKey" COLLATE "C")'),
    asReceived: Prisma.raw('s."patientName"'),
    searchText: Prisma.raw('s."searchText"'),
  },
  "00100020": text('s."patientIdentifier"'),
  "00100030": text('s."patientBirthDate"'),
  "0020000D": text('s."studyInstanceUid"'),
  "00200010": text('s."studyId"'),
};

const SERIES: Record<string, Column> = {
  "00080060": text('e."modality"'),
  "0008103E": text('e."description"'),
  "00180015": text('e."bodyPartExamined"'),
  "0020000E": text('e."seriesInstanceUid"'),
  "00200011": number('e."seriesNumber"'),
};

const INSTANCE: Record<string, Column> = {
  "00080016": text('i."sopClassUid"'),
  "00080018": text('i."sopInstanceUid"'),
  "00080062": text('i."sopClassUid"'),
  "00083002": text('i."transferSyntaxUid"'),
  "00200013": number('i."instanceNumber"'),
  "00280008": number('i."numberOfFrames"'),
  "00280010": number('i."rows"'),
  "00280011": number('i."columns"'),
};

const LEVELS: QueryLevel[] = ["patient", "study", "series", "instance"];
const COLUMNS: Record<QueryLevel, Record<string, Column>> = {
  patient: PATIENT,
  study: STUDY,
  series: SERIES,
  instance: INSTANCE,
};

/** Attributes of patient and study: the same in every instance of a study (PS3.3 A.1.2). */
const OF_STUDY =
  /^(0008(0005|0020|0030|0050|0051|0061|0090|0096|009C|0201|1010|1030|1032|1048|1060|1080|1110|1195)|0010....|0020(000D|0010|1206|1208)|0032....|0038....)$/;
/** Attributes that the ready answer of a series has beyond its columns. */
const OF_SERIES = /^(0040....|00201209|00080201)$/;

export const isOfStudy = (tag: string): boolean => OF_STUDY.test(tag.slice(0, 8));

/**
 * Where to match a key, and at which level that is: a level above is there in the same row; one below means that
 * some series or instance matches (the extended behaviour of relational queries, PS3.4 C.4.1.2.2.1).
 */
export function columnOf({ tag }: MatchingKey, level: QueryLevel): { level: QueryLevel; column: Column } {
  // A patient's own columns are repeated in each study's row.
  const levels = level === "patient" ? LEVELS : LEVELS.slice(1);
  for (const each of levels) {
    const column = COLUMNS[each][tag];
    if (column) return { level: each, column };
  }
  const path = `$${tag
    .split(".")
    .map((part) => `."${part}".Value[*]`)
    .join("")}`;
  const json = (source: string): Column => ({ kind: "json", source: Prisma.raw(source), path });
  if (isOfStudy(tag)) return { level: "study", column: json('s."attributes"::jsonb') };
  if (level !== "instance" || OF_SERIES.test(tag.slice(0, 8)))
    return { level: "series", column: json('e."attributes"') };
  return { level: "instance", column: json('i."metadata"::jsonb') };
}
