import { Prisma } from "@/lib/db";
import type { Column } from "./qido-match";
import type { MatchingKey } from "./qido-query";

const raw = (sql: string): Prisma.Sql => Prisma.raw(sql);

/** Attributes of the study level that have a column ("s" is Study). */
const STUDY: Record<string, Column> = {
  "00080020": { sql: raw('s."studyDate"') },
  "00080030": { sql: raw('s."studyTime"') },
  "00080050": { sql: raw('s."accessionNumber"') },
  "00080061": { sql: raw('s."modalities"'), isArray: true },
  "00080090": { sql: raw('s."referringPhysician"') },
  "00081030": { sql: raw('s."description"') },
  "00100010": { sql: raw('s."patientName"'), searchText: raw('s."searchText"') },
  "00100020": { sql: raw('s."patientIdentifier"') },
  "00100030": { sql: raw('s."patientBirthDate"') },
  "0020000D": { sql: raw('s."studyInstanceUid"') },
  "00200010": { sql: raw('s."studyId"') },
};

/** Attributes of the series level ("e" is Series). */
const SERIES: Record<string, Column> = {
  "00080060": { sql: raw('e."modality"') },
  "0008103E": { sql: raw('e."description"') },
  "00180015": { sql: raw('e."bodyPartExamined"') },
  "0020000E": { sql: raw('e."seriesInstanceUid"') },
  "00200011": { sql: raw('e."seriesNumber"::text') },
};

/** Attributes of the instance level ("i" is Instance). */
const INSTANCE: Record<string, Column> = {
  "00080016": { sql: raw('i."sopClassUid"') },
  "00080018": { sql: raw('i."sopInstanceUid"') },
  "00083002": { sql: raw('i."transferSyntaxUid"') },
  "00200013": { sql: raw('i."instanceNumber"::text') },
  "00280008": { sql: raw('i."numberOfFrames"::text') },
  "00280010": { sql: raw('i."rows"::text') },
  "00280011": { sql: raw('i."columns"::text') },
};

export type Level = "study" | "series" | "instance";

/** Attributes that stand in the study's ready JSON; others of the lower levels are looked up there. */
const STUDY_ONLY =
  /^(0008(0020|0030|0050|0051|0061|0062|0090|1030|1032|1048|1060|1110)|0010....|0020(000D|0010|1206|1208)|00321...)$/;

/** Where to match a key at a level of search: in a column, or in the DICOM JSON of the level it belongs to. */
export function columnOf(key: MatchingKey, level: Level): Column {
  const known =
    STUDY[key.tag] ??
    (level === "study" ? undefined : SERIES[key.tag]) ??
    (level === "instance" ? INSTANCE[key.tag] : undefined);
  if (known) return known;
  const source =
    level === "study" || STUDY_ONLY.test(key.tag)
      ? 's."attributes"'
      : level === "series" || key.tag.startsWith("0040")
        ? 'e."attributes"'
        : 'i."metadata"::jsonb';
  const path = `{${key.tag.split(".").join(",Value,0,")},Value,0${key.vr === "PN" ? ",Alphabetic" : ""}}`;
  return { sql: Prisma.sql`(${raw(source)} #>> ${path}::text[])` };
}
