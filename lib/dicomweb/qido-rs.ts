import { EventCode, recordAuditAlone } from "@/lib/audit";
import { notFound } from "@/lib/errors";
import { type AttributeQuery, findAttributes, type MatchingKey, type QueryLevel } from "@/lib/studies";
import { acceptedRanges, requireJson } from "./accept";
import { queryScope, uidFromPath } from "./data-scope";
import { parseQidoQuery, type QidoQuery } from "./qido-query";
import type { DicomWebRequest } from "./request";
import { sendJson } from "./respond";

type Level = Exclude<QueryLevel, "patient">;
const MAXIMUM: Record<Level, number> = { study: 1000, series: 1000, instance: 5000 };

/**
 * QIDO-RS (PS3.18 10.6). The order is the same for the same query, so that pages fit together: studies newest
 * first, series and instances by their numbers.
 */
export async function searchTransaction(request: DicomWebRequest, level: Level): Promise<void> {
  requireJson(acceptedRanges(request.req, request.query));
  const query = parseQidoQuery(request.query, MAXIMUM[level]);
  const search = find(request, level, query);
  // What can't be logged isn't answered; both go on at the same time.
  const [answers] = await Promise.all([
    search,
    request.study === undefined ? recordSearch(request, level, query) : undefined,
  ]);
  const sent = answers.slice(0, query.limit);
  if (sent.length === 0) {
    await requireParent(request);
    request.res.writeHead(204, { "cache-control": "private, no-cache" }).end();
    return;
  }
  const hasMore = answers.length > query.limit;
  const headers: Record<string, string> =
    hasMore && query.isLimitOurs
      ? {
          warning: `299 ${request.scope.rootUrl} "The number of results exceeded the maximum supported by the server. Additional results can be requested."`,
        }
      : {};
  await sendJson(request, `[${sent.join(",")}]`, headers);
}

function find(
  { scope, study, series }: DicomWebRequest,
  level: Level,
  { keys, isFuzzy, includeFields, includeAll, limit, offset }: QidoQuery,
): Promise<string[]> {
  const query: AttributeQuery = {
    level,
    scope: queryScope(scope),
    keys: [...pathKeys(study, series), ...keys],
    isFuzzy,
    includeFields,
    includeAll,
    // Attributes of a level that the path names are not repeated in every answer (PS3.18 10.6.3.3).
    withAncestors: study === undefined || (level === "instance" && series === undefined && "series"),
    rootUrl: scope.rootUrl,
  };
  return findAttributes(query, { limit: limit + 1, offset });
}

function pathKeys(study: string | undefined, series: string | undefined): MatchingKey[] {
  return [
    ...(study === undefined ? [] : [{ tag: "0020000D", vr: "UI", value: uidFromPath(study) }]),
    ...(series === undefined ? [] : [{ tag: "0020000E", vr: "UI", value: uidFromPath(series) }]),
  ];
}

/** A search below a study or series that isn't there is 404, not empty. */
async function requireParent({ scope, study, series }: DicomWebRequest): Promise<void> {
  if (study === undefined) return;
  const parent: AttributeQuery = {
    level: series === undefined ? "study" : "series",
    scope: queryScope(scope),
    keys: pathKeys(study, series),
  };
  if ((await findAttributes(parent, { limit: 1 })).length === 0) throw notFound();
}

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
