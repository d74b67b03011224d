import { Prisma, queryRows } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { type AttributeQuery, findAttributes, type MatchingKey } from "@/lib/studies";
import { acceptedRanges, requireJson } from "./accept";
import { queryScope, uidFromPath } from "./data-scope";
import { FROM_INSTANCES, INSTANCE_ORDER, instancesOfPath, listInstanceIds } from "./granted-instances";
import { metadataOf } from "./instance-metadata";
import type { DicomWebRequest } from "./request";
import { sendJson } from "./respond";

const MOST_STUDIES = 200;
const MOST_SERIES = 1000;
/** A first series with more instances is read apart, so that the layout never waits for it. */
const MOST_INSTANCES = 1200;
/** A study that got an instance this short ago may still be on its way. */
const ARRIVING_MS = 90_000;
/** They have pixels, or could, but say nothing without other images. */
const NOT_FIRST = ["SR", "PR", "KO", "DOC", "SEG", "REG", "RTSTRUCT", "RTPLAN", "RTRECORD", "PLAN", "RWV"];

/**
 * `opening?studyUID=&seriesUID=`: all that a viewer needs to lay out a study, in one answer: the study with its
 * series, the patient's other studies below the same root (named, not opened), and the metadata of the series to
 * begin with. Not part of DICOMweb; what it holds is what QIDO-RS and RetrieveMetadata give, by the same rights.
 */
export async function retrieveOpening(request: DicomWebRequest): Promise<void> {
  requireJson(acceptedRanges(request.req, request.query));
  const { scope, query } = request;
  const study = query.get("studyUID") ? uidFromPath(query.get("studyUID") ?? "") : undefined;
  // Without a share the root holds everything the organisation has: a study must be named.
  if (study === undefined && !scope.grant) throw notFound();
  const opened = study === undefined ? undefined : [{ tag: "0020000D", vr: "UI", value: study }];
  const [studies, series, others, first, arriving] = await Promise.all([
    find(request, "study", opened ?? [], MOST_STUDIES),
    find(request, "series", opened ?? [], MOST_SERIES),
    study === undefined ? [] : otherStudies(request, study),
    query.get("metadata") === "none" ? null : firstSeries(request, study),
    arrivingStudies(request),
  ]);
  if (studies.length === 0) throw notFound();
  const otherSeries =
    others.length === 0
      ? []
      : await find(
          request,
          "series",
          [{ tag: "0020000D", vr: "UI", value: others.map(({ uid }) => uid).join("\\") }],
          MOST_SERIES,
        );
  await sendJson(
    request,
    `{"studies":[${studies}],"series":[${series}],"others":[${others.map(({ text }) => text)}],` +
      `"otherSeries":[${otherSeries}],"arriving":${JSON.stringify(arriving)},"first":${first ?? "null"}}`,
    { "content-type": "application/json" },
  );
}

function find(
  { scope }: DicomWebRequest,
  level: "study" | "series",
  keys: MatchingKey[],
  limit: number,
): Promise<string[]> {
  const query: AttributeQuery = {
    level,
    scope: queryScope(scope),
    keys,
    includeAll: true,
    rootUrl: scope.rootUrl,
  };
  return findAttributes(query, { limit });
}

/** The same patient's studies below this root: in a share only those that it grants. Newest first. */
async function otherStudies(
  request: DicomWebRequest,
  study: string,
): Promise<{ uid: string; text: string }[]> {
  const { organizationId, grant } = request.scope;
  const granted = grant
    ? Prisma.sql`AND s."id" = ANY(${[...grant.studies.values()].map(({ studyId }) => studyId)}::uuid[])`
    : Prisma.empty;
  const rows = await queryRows<{ uid: string }>(Prisma.sql`
    SELECT s."studyInstanceUid" AS uid FROM "Study" s
    WHERE s."organizationId" = ${organizationId}::uuid AND s."studyInstanceUid" <> ${study} ${granted}
      AND s."patientId" = (SELECT o."patientId" FROM "Study" o
        WHERE o."organizationId" = ${organizationId}::uuid AND o."studyInstanceUid" = ${study})
    ORDER BY s."studyDate" DESC, s."id" DESC LIMIT 50`);
  if (rows.length === 0) return [];
  const uids = rows.map(({ uid }) => uid);
  const keys = [{ tag: "0020000D", vr: "UI", value: uids.join("\\") }];
  const texts = await find(request, "study", keys, MOST_STUDIES);
  return texts.map((text) => ({ text, uid: uids.find((uid) => text.includes(`"${uid}"`)) ?? "" }));
}

/** The series that was asked for, or the first one with pixels, with its metadata; null when it is too long. */
async function firstSeries(request: DicomWebRequest, study: string | undefined): Promise<string | null> {
  const asked = request.query.get("seriesUID");
  const place = await placeOfFirst(request, study, asked ? uidFromPath(asked) : undefined);
  if (!place || place.count > MOST_INSTANCES) return null;
  const path = { ...request, study: place.study, series: place.series };
  const ids = await listInstanceIds(path);
  const rows = await queryRows<{
    id: string;
    sopInstanceUid: string;
    transferSyntaxUid: string;
    metadata: string;
  }>(
    Prisma.sql`SELECT i."id", i."sopInstanceUid", i."transferSyntaxUid", i."metadata" FROM "Instance" i WHERE i."id" = ANY(${ids}::uuid[])`,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const texts = ids.flatMap((id) => {
    const row = byId.get(id);
    const url = `${request.scope.rootUrl}/studies/${place.study}/series/${place.series}/instances/${row?.sopInstanceUid}`;
    return row ? [metadataOf(row.metadata, url, row.transferSyntaxUid)] : [];
  });
  return `{"seriesInstanceUid":${JSON.stringify(place.series)},"metadata":[${texts}]}`;
}

async function placeOfFirst(
  request: DicomWebRequest,
  study: string | undefined,
  series: string | undefined,
): Promise<{ study: string; series: string; count: number } | undefined> {
  const within = study === undefined ? grantedStudies(request) : instancesOfPath({ ...request, study });
  const wanted =
    series === undefined
      ? Prisma.sql`i."hasPixelData" AND e."modality" <> ALL(${NOT_FIRST}::text[])`
      : Prisma.sql`e."seriesInstanceUid" = ${series}`;
  const [row] = await queryRows<{ study: string; series: string; count: number }>(Prisma.sql`
    SELECT s."studyInstanceUid" AS study, e."seriesInstanceUid" AS series, e."instanceCount"::int AS count
    FROM ${FROM_INSTANCES} WHERE ${within} AND ${wanted}
    ORDER BY s."studyDate" DESC, s."id" DESC, ${INSTANCE_ORDER} LIMIT 1`);
  return row;
}

function grantedStudies({ scope }: DicomWebRequest): Prisma.Sql {
  const granted = [...(scope.grant?.studies.entries() ?? [])];
  const conditions = granted.map(
    ([uid]) => Prisma.sql`(${instancesOfPath({ scope, study: uid } as DicomWebRequest)})`,
  );
  return conditions.length === 0 ? Prisma.sql`FALSE` : Prisma.sql`(${Prisma.join(conditions, " OR ")})`;
}

/**
 * Study Instance UIDs of which more may come. A share knows whether it is complete: silence doesn't make it so, and a
 * sender's word does. Of the own studies those to which something was added a moment ago.
 */
async function arrivingStudies({ scope, query }: DicomWebRequest): Promise<string[]> {
  const study = query.get("studyUID");
  const granted = scope.grant ? [...scope.grant.studies.keys()] : [];
  const uids = study ? [study] : granted;
  if (scope.grant) {
    const [share] = await queryRows<{ isComplete: boolean }>(
      Prisma.sql`SELECT "isComplete" FROM "Share" WHERE "id" = ${scope.grant.shareId}::uuid`,
    );
    return share?.isComplete === false ? uids.filter((uid) => granted.includes(uid)) : [];
  }
  const rows = await queryRows<{ uid: string }>(Prisma.sql`
    SELECT s."studyInstanceUid" AS uid FROM "Study" s
    WHERE s."organizationId" = ${scope.organizationId}::uuid AND s."studyInstanceUid" = ANY(${uids}::text[])
      AND s."lastReceivedAt" > ${new Date(Date.now() - ARRIVING_MS)}`);
  return rows.map(({ uid }) => uid);
}
