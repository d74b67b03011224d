import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { createGzip, gunzip } from "node:zlib";
import { lookUpRows, Prisma, queryRows } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { acceptedRanges, requireJson } from "./accept";
import { ByteCache } from "./byte-cache";
import { FROM_INSTANCES, instancesOfPath, listInstanceIds } from "./granted-instances";
import { metadataOf } from "./instance-metadata";
import type { DicomWebRequest } from "./request";
import { isNotModified, takesGzip } from "./respond";

const gunzipAsync = promisify(gunzip);
const cache = new ByteCache(64 * 1024 * 1024);
const PAGE = 200;
/** Answers whose gzip form is larger are made anew each time, as a stream. */
const MOST_CACHED = 8 * 1024 * 1024;

/**
 * RetrieveMetadata (PS3.18 10.4.1.1.2) of a study, series or instance: one JSON array out of the texts made at
 * ingest, gzipped once and kept until the instances change.
 */
export async function retrieveMetadata(request: DicomWebRequest): Promise<void> {
  requireJson(acceptedRanges(request.req, request.query));
  const key = await versionOf(request);
  const etag = `W/"${key}"`;
  if (isNotModified(request, etag)) return;
  const kept = cache.get(key);
  if (kept) return sendKept(request, etag, kept);
  await sendNew(request, etag, key);
}

/** Changes whenever the set of instances behind a path does; differs by root, because the URLs in it do. */
async function versionOf(request: DicomWebRequest): Promise<string> {
  const sql = Prisma.sql`
    SELECT count(*) AS "count", max(i."receivedAt") AS "latest"
    FROM ${FROM_INSTANCES} WHERE ${instancesOfPath(request)}`;
  const isWhole = request.scope.grant === undefined;
  const level = request.instance ? "instance" : request.series ? "series" : "study";
  type Row = { count: string; latest: Date | null };
  const [row] = isWhole ? await lookUpRows<Row>(sql, `metadata-version-${level}`) : await queryRows<Row>(sql);
  if (!row || row.count === "0") throw notFound();
  const { scope, study, series, instance } = request;
  const parts = [
    scope.rootUrl,
    scope.organizationId,
    study,
    series,
    instance,
    row.count,
    row.latest?.toISOString(),
  ];
  return createHash("sha256").update(parts.join("|")).digest("base64url").slice(0, 27);
}

function headersFor(etag: string, isGzip: boolean): Record<string, string> {
  return {
    "content-type": "application/dicom+json",
    "cache-control": "private, no-cache",
    vary: "Accept, Accept-Encoding",
    etag,
    ...(isGzip ? { "content-encoding": "gzip" } : {}),
  };
}

async function sendKept(request: DicomWebRequest, etag: string, gzipped: Buffer): Promise<void> {
  const isGzip = takesGzip(request);
  const body = isGzip ? gzipped : await gunzipAsync(gzipped);
  request.res.writeHead(200, { ...headersFor(etag, isGzip), "content-length": body.length });
  request.res.end(request.req.method === "HEAD" ? undefined : body);
}

/** Compresses page by page; what stays small is kept, what grows is sent on as it comes. */
async function sendNew(request: DicomWebRequest, etag: string, key: string): Promise<void> {
  const ids = await listInstanceIds(request);
  const gzip = createGzip({ level: 4 });
  const chunks: Buffer[] = [];
  let length = 0;
  let isStreaming = false;
  const feed = (async () => {
    for await (const text of metadataTexts(request, ids)) {
      if (!gzip.write(text)) await new Promise((resolve) => gzip.once("drain", resolve));
    }
    gzip.end();
  })();
  feed.catch((error: Error) => gzip.destroy(error));
  const { res } = request;
  // Only gzip streams: a client without it gets large answers inflated in one piece at most once per version.
  const mayStream = takesGzip(request) && request.req.method !== "HEAD";
  for await (const chunk of gzip as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (!isStreaming) chunks.push(chunk);
    if (mayStream && length > MOST_CACHED && !isStreaming) {
      isStreaming = true;
      res.writeHead(200, headersFor(etag, true));
      res.write(Buffer.concat(chunks.splice(0)));
    } else if (isStreaming && !res.write(chunk)) {
      await new Promise<void>((resolve) => {
        res.once("drain", resolve);
        res.once("close", resolve);
      });
    }
    if (res.destroyed) return;
  }
  await feed;
  if (isStreaming) {
    res.end();
    return;
  }
  const gzipped = Buffer.concat(chunks);
  cache.set(key, gzipped);
  await sendKept(request, etag, gzipped);
}

interface MetadataRow {
  id: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  metadata: string;
  seriesInstanceUid: string;
}

async function* metadataTexts(request: DicomWebRequest, ids: string[]): AsyncGenerator<string> {
  let separator = "[";
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE);
    const rows = await queryRows<MetadataRow>(Prisma.sql`
      SELECT i."id", i."sopInstanceUid", i."transferSyntaxUid", i."metadata", e."seriesInstanceUid"
      FROM "Instance" i JOIN "Series" e ON e."id" = i."seriesId" WHERE i."id" = ANY(${page}::uuid[])`);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const texts: string[] = [];
    for (const id of page) {
      const row = byId.get(id);
      // Deleted since the list was read.
      if (!row) continue;
      const url = `${request.scope.rootUrl}/studies/${request.study}/series/${row.seriesInstanceUid}/instances/${row.sopInstanceUid}`;
      texts.push(separator, metadataOf(row.metadata, url, row.transferSyntaxUid));
      separator = ",";
    }
    yield texts.join("");
  }
  yield separator === "[" ? "[]" : "]";
}
