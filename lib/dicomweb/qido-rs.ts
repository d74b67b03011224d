import { EventCode, recordAuditAlone } from "@/lib/audit";
import { db, Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { acceptedRanges, requireJson } from "./accept";
import { uidFromPath } from "./data-scope";
import {
  type InstanceRow,
  instanceAnswer,
  type SeriesRow,
  type StudyRow,
  seriesAnswer,
  studyAnswer,
} from "./qido-answers";
import { columnOf, type Level } from "./qido-columns";
import { matchKey } from "./qido-match";
import { parseQidoQuery, type QidoQuery } from "./qido-query";
import { scopeCondition } from "./qido-scope";
import type { DicomWebRequest } from "./request";
import { sendJson } from "./respond";

const MAXIMUM: Record<Level, number> = { study: 1000, series: 1000, instance: 5000 };

/**
 * QIDO-RS (PS3.18 10.6). The order is the same for the same query, so that pages fit together: studies newest
 * first, series and instances by their numbers.
 */
export async function searchTransaction(request: DicomWebRequest, level: Level): Promise<void> {
  requireJson(acceptedRanges(request.req, request.query));
  const query = parseQidoQuery(request.query, MAXIMUM[level]);
  if (request.study !== undefined) await requireParent(request);
  const where = conditions(request, level, query);
  const page = Prisma.sql`LIMIT ${query.limit + 1} OFFSET ${query.offset}`;
  const answers = await ANSWERS[level](request, query, where, page);
  if (request.study === undefined) await recordSearch(request, level, query);

  const hasMore = answers.length > query.limit;
  const sent = answers.slice(0, query.limit);
  if (sent.length === 0) {
    request.res.writeHead(204, { "cache-control": "private, no-cache" }).end();
    return;
  }
  const headers: Record<string, string> =
    hasMore && query.isLimitOurs
      ? {
          warning: `299 ${request.scope.rootUrl} "The number of results exceeded the maximum supported by the server. Additional results can be requested."`,
        }
      : {};
  await sendJson(request, `[${sent.join(",")}]`, headers);
}

/** A search below a study or series that isn't there is 404, not empty. */
async function requireParent({ scope, study, series }: DicomWebRequest): Promise<void> {
  const level: Level = series === undefined ? "study" : "series";
  const below =
    series === undefined ? Prisma.empty : Prisma.sql`AND e."seriesInstanceUid" = ${uidFromPath(series)}`;
  const join = series === undefined ? Prisma.empty : Prisma.sql`JOIN "Series" e ON e."studyId" = s."id"`;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Study" s ${join}
    WHERE s."studyInstanceUid" = ${uidFromPath(study)} ${below} AND ${scopeCondition(scope, level)} LIMIT 1`;
  if (rows.length === 0) throw notFound();
}

function conditions({ scope, study, series }: DicomWebRequest, level: Level, query: QidoQuery): Prisma.Sql {
  const all = [scopeCondition(scope, level)];
  if (study !== undefined) all.push(Prisma.sql`s."studyInstanceUid" = ${study}`);
  if (series !== undefined) all.push(Prisma.sql`e."seriesInstanceUid" = ${series}`);
  for (const key of query.keys) {
    if (key.tag === "00080061" && scope.grant)
      all.push(Prisma.sql`EXISTS (SELECT 1 FROM "Series" e WHERE e."studyId" = s."id"
        AND ${scopeCondition(scope, "series")} AND e."modality" = ANY(${key.value.split(/[\\,]/)}::text[]))`);
    else all.push(matchKey(key, columnOf(key, level), query.isFuzzy));
  }
  return Prisma.join(all, " AND ");
}

type Search = (
  request: DicomWebRequest,
  query: QidoQuery,
  where: Prisma.Sql,
  page: Prisma.Sql,
) => Promise<string[]>;

const STUDY_COLUMNS = Prisma.raw(
  `s."id" AS "studyRowId", s."studyInstanceUid", s."attributes" AS "studyAttributes", s."studyDate", s."studyTime",
   s."studyId", s."accessionNumber", s."modalities", s."referringPhysician", s."description" AS "studyDescription",
   s."patientName", s."patientIdentifier", s."patientBirthDate", s."seriesCount",
   s."instanceCount" AS "studyInstanceCount"`,
);
const SERIES_COLUMNS = Prisma.raw(
  `e."id" AS "seriesRowId", e."seriesInstanceUid", e."attributes" AS "seriesAttributes", e."modality",
   e."seriesNumber", e."description" AS "seriesDescription", e."instanceCount" AS "seriesInstanceCount"`,
);

const ANSWERS: Record<Level, Search> = {
  study: async (request, query, where, page) => {
    const rows = await db.$queryRaw<StudyRow[]>`
      SELECT ${STUDY_COLUMNS} FROM "Study" s WHERE ${where}
      ORDER BY s."studyDate" DESC, s."id" DESC ${page}`;
    return Promise.all(rows.map((row) => studyAnswer(request, query, row)));
  },
  series: async (request, query, where, page) => {
    const rows = await db.$queryRaw<SeriesRow[]>`
      SELECT ${STUDY_COLUMNS}, ${SERIES_COLUMNS} FROM "Study" s JOIN "Series" e ON e."studyId" = s."id"
      WHERE ${where}
      ORDER BY s."studyDate" DESC, s."id" DESC, e."seriesNumber" NULLS LAST, e."seriesInstanceUid" ${page}`;
    return Promise.all(rows.map((row) => seriesAnswer(request, query, row)));
  },
  instance: async (request, query, where, page) => {
    const rows = await db.$queryRaw<InstanceRow[]>`
      SELECT ${STUDY_COLUMNS}, ${SERIES_COLUMNS}, i."sopInstanceUid", i."sopClassUid", i."transferSyntaxUid",
        i."instanceNumber", i."rows", i."columns", i."numberOfFrames", i."hasPixelData", i."metadata"
      FROM "Study" s JOIN "Series" e ON e."studyId" = s."id" JOIN "Instance" i ON i."seriesId" = e."id"
      WHERE ${where}
      ORDER BY s."studyDate" DESC, s."id" DESC, e."seriesNumber" NULLS LAST, e."seriesInstanceUid",
        i."instanceNumber" NULLS LAST, i."sopInstanceUid" ${page}`;
    return rows.map((row) => instanceAnswer(request, query, row));
  },
};

/** Which attributes were searched by, never their values. */
async function recordSearch(
  { context, scope }: DicomWebRequest,
  level: Level,
  query: QidoQuery,
): Promise<void> {
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "study.searched",
    organizations: [scope.organizationId],
    ...(scope.grant ? { object: { type: "share", id: scope.grant.shareId } } : {}),
    detail: { service: "QIDO-RS", level, keys: query.keys.map((key) => key.tag) },
  });
}
