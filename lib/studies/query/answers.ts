import { Prisma } from "@/lib/db";
import { withRoot } from "../qido-attributes";
import { isOfStudy } from "./columns";
import type { AttributeQuery, QueryScope } from "./model";
import { isPartial, scopeCondition } from "./scope";

/*
 * A study's answer stands ready in its row. What else is asked for is put together by PostgreSQL as jsonb, whose text
 * has the tags in rising order (PS3.18 F.2.2) and goes out as it comes. Required attributes of PS3.18 10.6.3.3 stand
 * in the rows' ready JSON or in columns.
 */

/** One attribute out of a column; without a value it stays empty (F.2.5). */
function attribute(tag: string, vr: string, sql: string): string {
  return `'${tag}', CASE WHEN ${sql} IS NULL OR (${sql})::text = '' THEN '{"vr":"${vr}"}'::jsonb
    ELSE jsonb_build_object('vr', '${vr}', 'Value', jsonb_build_array(${sql})) END`;
}

const ONLINE = `'00080056', '{"vr":"CS","Value":["ONLINE"]}'::jsonb`;

/** The expression of an answer, and what is to be done to its text. */
export interface AnswerForm {
  sql: Prisma.Sql;
  complete(text: string): string;
}

export function answerOf(query: AttributeQuery): AnswerForm {
  const { level, scope, rootUrl } = query;
  const more = includedAttributes(query);
  if (level === "study" && rootUrl !== undefined && !more && !isPartial(scope))
    return { sql: Prisma.raw('s."attributes"'), complete: (text) => withRoot(text, rootUrl) };
  const parts = PARTS[level](query);
  if (more) parts.unshift(more);
  return { sql: Prisma.sql`(${Prisma.join(parts, " || ")})::text`, complete: (text) => text };
}

const PARTS: Record<AttributeQuery["level"], (query: AttributeQuery) => Prisma.Sql[]> = {
  patient: () => [PATIENT],
  study: ({ scope, rootUrl }) => [...studyParts(scope), ...retrieveUrl(rootUrl, STUDY_PATH)],
  series: ({ scope, rootUrl, withAncestors }) => [
    ...(withAncestors ? studyParts(scope) : []),
    SERIES,
    ...retrieveUrl(rootUrl, `${STUDY_PATH} || ${SERIES_PATH}`),
  ],
  instance: ({ scope, rootUrl, withAncestors }) => [
    ...(withAncestors === true ? studyParts(scope) : []),
    ...(withAncestors ? [SERIES] : []),
    INSTANCE,
    ...retrieveUrl(rootUrl, `${STUDY_PATH} || ${SERIES_PATH} || ${INSTANCE_PATH}`),
  ],
};

const STUDY_PATH = `'/studies/' || s."studyInstanceUid"`;
const SERIES_PATH = `'/series/' || e."seriesInstanceUid"`;
const INSTANCE_PATH = `'/instances/' || i."sopInstanceUid"`;

function retrieveUrl(rootUrl: string | undefined, path: string): Prisma.Sql[] {
  if (rootUrl === undefined) return [];
  return [
    Prisma.sql`jsonb_build_object('00081190', jsonb_build_object('vr', 'UR', 'Value',
      jsonb_build_array(${rootUrl}::text || ${Prisma.raw(path)})))`,
  ];
}

const relatedToPatient = (sql: string) => `(SELECT ${sql} FROM "Study" s WHERE s."patientId" = p."id")`;

const PATIENT = Prisma.raw(`(SELECT jsonb_build_object(
  '00100010', CASE WHEN p."name" = '' THEN '{"vr":"PN"}'::jsonb ELSE jsonb_build_object('vr', 'PN', 'Value',
    jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'Alphabetic', nullif(split_part(p."name", '=', 1), ''),
      'Ideographic', nullif(split_part(p."name", '=', 2), ''),
      'Phonetic', nullif(split_part(p."name", '=', 3), ''))))) END,
  ${attribute("00100020", "LO", 'p."patientIdentifier"')},
  ${attribute("00100021", "LO", 'p."issuerOfPatientId"')},
  ${attribute("00100030", "DA", 'p."birthDate"')},
  ${attribute("00100040", "CS", 'p."sex"')},
  ${attribute("00201200", "IS", relatedToPatient("count(*)"))},
  ${attribute("00201202", "IS", relatedToPatient('coalesce(sum(s."seriesCount"), 0)'))},
  ${attribute("00201204", "IS", relatedToPatient('coalesce(sum(s."instanceCount"), 0)'))}))`);

/** Under a share that grants chosen series, only these count. */
function studyParts(scope: QueryScope): Prisma.Sql[] {
  const ready = Prisma.raw(`(s."attributes"::jsonb - '00081190')`);
  if (!isPartial(scope)) return [ready];
  return [
    ready,
    Prisma.sql`(SELECT jsonb_build_object(
      '00080061', jsonb_build_object('vr', 'CS', 'Value',
        coalesce(jsonb_agg(DISTINCT e."modality") FILTER (WHERE e."modality" <> ''), '[]'::jsonb)),
      '00201206', jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(count(*))),
      '00201208', jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(coalesce(sum(e."instanceCount"), 0))))
      FROM "Series" e WHERE e."studyId" = s."id" AND ${scopeCondition(scope, "series")})`,
  ];
}

const SERIES = Prisma.raw(`(e."attributes" || jsonb_build_object(
  '00080060', jsonb_build_object('vr', 'CS', 'Value', jsonb_build_array(coalesce(nullif(e."modality", ''), 'OT'))),
  '0020000D', jsonb_build_object('vr', 'UI', 'Value', jsonb_build_array(s."studyInstanceUid")),
  ${attribute("00201209", "IS", 'e."instanceCount"')}))`);

// Bits Allocated has no column of its own in rows of before it had one.
const BITS_ALLOCATED = `coalesce(i."bitsAllocated", (i."metadata"::jsonb #>> '{00280100,Value,0}')::int)`;

const INSTANCE = Prisma.raw(`(jsonb_build_object(
  ${attribute("00080016", "UI", 'i."sopClassUid"')},
  ${attribute("00080018", "UI", 'i."sopInstanceUid"')},
  ${ONLINE},
  ${attribute("00083002", "UI", 'i."transferSyntaxUid"')},
  ${attribute("0020000D", "UI", 's."studyInstanceUid"')},
  ${attribute("0020000E", "UI", 'e."seriesInstanceUid"')},
  ${attribute("00200013", "IS", 'i."instanceNumber"')})
  || CASE WHEN e."attributes" ? '00080201'
    THEN jsonb_build_object('00080201', e."attributes"->'00080201') ELSE '{}'::jsonb END
  || CASE WHEN i."hasPixelData" THEN jsonb_build_object(
    ${attribute("00280008", "IS", 'i."numberOfFrames"')},
    ${attribute("00280010", "US", 'i."rows"')},
    ${attribute("00280011", "US", 'i."columns"')},
    ${attribute("00280100", "US", BITS_ALLOCATED)}) ELSE '{}'::jsonb END)`);

const READY =
  /^(0008(0020|0030|0050|0056|0061|0090|1030|1190)|0010(0010|0020|0030|0040)|0020(000D|0010|1206|1208))$/;
const READY_SERIES = /^(0008(0060|103E)|0020(000E|0011|1209)|00180015)$/;
const READY_INSTANCE = /^(0008(0016|0018|3002)|00200013|0028(0008|0010|0011|0100))$/;

/**
 * What was asked for beyond the usual, out of the metadata of the instance, or of one of the series or study. `all`
 * stops at the ready answer above the instance: it has what is known at its level.
 */
function includedAttributes({ level, scope, includeFields = [], includeAll, withAncestors }: AttributeQuery) {
  if (level === "patient") return undefined;
  if (level === "instance" && includeAll) return attributesOf(Prisma.raw('SELECT i."metadata"'));
  const tags = [...new Set(includeFields.map((path) => path.slice(0, 8)))].filter((tag) => {
    if (READY.test(tag)) return level !== "study" && withAncestors !== true;
    if (level === "study") return isOfStudy(tag);
    if (READY_SERIES.test(tag)) return level === "instance" && !withAncestors;
    return level === "series" || !READY_INSTANCE.test(tag);
  });
  if (tags.length === 0) return undefined;
  if (level === "instance") return attributesOf(Prisma.raw('SELECT i."metadata"'), tags);
  if (level === "series")
    return attributesOf(
      Prisma.raw(`SELECT i."metadata" FROM "Instance" i WHERE i."seriesId" = e."id"
        ORDER BY i."instanceNumber" LIMIT 1`),
      tags,
    );
  // Only out of what the scope shows of the study.
  const granted = isPartial(scope) ? Prisma.sql`AND ${scopeCondition(scope, "series")}` : Prisma.empty;
  return attributesOf(
    Prisma.sql`SELECT i."metadata" FROM "Series" e JOIN "Instance" i ON i."seriesId" = e."id"
      WHERE e."studyId" = s."id" ${granted} LIMIT 1`,
    tags,
  );
}

function attributesOf(metadata: Prisma.Sql, tags?: string[]): Prisma.Sql {
  const chosen = tags ? Prisma.sql`AND x.key = ANY(${tags}::text[])` : Prisma.empty;
  return Prisma.sql`coalesce((SELECT jsonb_object_agg(x.key, x.value)
    FROM (${metadata}) m, jsonb_each(m."metadata"::jsonb) x
    WHERE NOT x.value ? 'BulkDataURI' ${chosen}), '{}'::jsonb)`;
}
