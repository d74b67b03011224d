import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { badRequest, ProblemError } from "@/lib/errors";
import {
  FailureReason,
  failureReasonOf,
  type IngestBatch,
  type IngestEntry,
  type IngestTarget,
  openIngest,
  studiesLoggedLately,
} from "@/lib/ingest";
import { organizationToStore } from "@/lib/studies";
import { acceptedRanges, requireJson } from "./accept";
import { uidFromPath } from "./data-scope";
import { MultipartError, parseMultipartType, readMultipart } from "./multipart-reader";

// A longer request becomes durable in pieces: what waits for its rows is held in memory.
const INSTANCES_AT_ONCE = 1000;
const BYTES_AT_ONCE = 1024 ** 3;
const PART_TYPES = /^(application\/dicom|application\/octet-stream)\s*(;|$)/i;

/**
 * The Store transaction (PS3.18 10.5) for Part 10 instances, in the actor's organisation; with a study, only
 * instances of that study. The answer is sent when all that it calls stored is durable.
 * @throws ProblemError 403, 400 for a body that is no multipart, 415 for other media types, 406
 */
export async function storeInstances(
  req: IncomingMessage,
  res: ServerResponse,
  context: Context,
  studyInstanceUid?: string,
): Promise<void> {
  const organizationId = organizationToStore(context);
  if (studyInstanceUid !== undefined) uidFromPath(studyInstanceUid);
  requireJson(acceptedRanges(req, new URLSearchParams()));
  const parts = partsOf(req);
  const target: IngestTarget = {
    organizationId,
    origin: "STOW",
    auditedStudies: studiesLoggedLately(context, organizationId),
    ...(studyInstanceUid !== undefined && { studyInstanceUid }),
  };
  const entries = await ingestParts(context, target, parts);
  if (entries.length === 0) throw badRequest("no_instances", "The body holds no instances.");
  const body = Buffer.from(JSON.stringify(storeResponse(entries, studyInstanceUid)));
  res.writeHead(statusOf(entries.map(failureReasonOf)), {
    "content-type": "application/dicom+json",
    "content-length": body.length,
    "cache-control": "no-store",
    // What is left of a refused body isn't read.
    ...(!req.complete && { connection: "close" }),
  });
  res.end(body);
}

/** PS3.18 10.5.3.1; 503 when nothing but room or a working store was lacking, so that the sender tries again. */
function statusOf(reasons: number[]): number {
  if (reasons.every((reason) => reason === 0)) return 200;
  if (reasons.includes(0)) return 202;
  return reasons.every((reason) => reason === FailureReason.outOfResources) ? 503 : 409;
}

interface Part {
  contentType: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** @throws ProblemError 415, 400 */
function partsOf(req: IncomingMessage): AsyncIterable<Part> {
  const contentType = req.headers["content-type"] ?? "";
  const encoding = req.headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() !== "identity") throw unsupported();
  // Leaving the body early must not end the connection that the answer goes out on.
  const bytes = req.iterator({ destroyOnReturn: false });
  if (PART_TYPES.test(contentType)) return onePart({ contentType, bytes });
  if (!/^multipart\/related\s*(;|$)/i.test(contentType)) throw unsupported();
  const multipart = parseMultipartType(contentType);
  if (!multipart) throw badRequest("no_boundary", "The Content-Type has no boundary of 1 to 70 characters.");
  // Metadata and bulk data apart (application/dicom+json, +xml) are not taken.
  if (multipart.type !== undefined && !PART_TYPES.test(multipart.type)) throw unsupported();
  return partsOfMultipart(req, bytes, multipart.boundary);
}

const unsupported = () =>
  new ProblemError(
    415,
    "unsupported_media_type",
    'Instances are taken as multipart/related; type="application/dicom".',
  );

async function* onePart(part: Part): AsyncGenerator<Part> {
  yield part;
}

async function* partsOfMultipart(
  req: IncomingMessage,
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Part> {
  try {
    for await (const { headers, bytes } of readMultipart(source, boundary))
      yield { contentType: headers.get("content-type") ?? "application/dicom", bytes };
    req.resume();
  } catch (error) {
    if (error instanceof MultipartError) throw badRequest("bad_multipart", error.message);
    throw error;
  }
}

async function ingestParts(
  context: Context,
  target: IngestTarget,
  parts: AsyncIterable<Part>,
): Promise<IngestEntry[]> {
  const entries: IngestEntry[] = [];
  let batch: IngestBatch = openIngest(context, target);
  try {
    for await (const { contentType, bytes } of parts) {
      if (PART_TYPES.test(contentType)) await batch.add(bytes);
      else batch.refuse("", "NOT_DICOM", "The part is not application/dicom.");
      if (batch.size < INSTANCES_AT_ONCE && batch.bytes < BYTES_AT_ONCE) continue;
      entries.push(...(await batch.commit()));
      batch = openIngest(context, target);
    }
  } catch (error) {
    // The request broke off: nobody is told of these instances, so they are not kept.
    await batch.abort();
    throw error;
  }
  entries.push(...(await batch.commit()));
  return entries;
}

type Item = Record<string, { vr: string; Value?: unknown[] }>;

/** The Store Instances Response Module (PS3.18 table I.1-1), which also says what failed and why. */
function storeResponse(entries: IngestEntry[], studyInstanceUid: string | undefined): Item {
  const root = `${env.BASE_URL}/dicom-web/studies`;
  const referenced: Item[] = [];
  const failed: Item[] = [];
  for (const entry of entries) {
    const sop: Item = {
      ...(entry.sopClassUid !== undefined && { "00081150": { vr: "UI", Value: [entry.sopClassUid] } }),
      ...(entry.sopInstanceUid !== undefined && { "00081155": { vr: "UI", Value: [entry.sopInstanceUid] } }),
    };
    const reason = failureReasonOf(entry);
    const url = `${root}/${entry.studyInstanceUid}/series/${entry.seriesInstanceUid}/instances/${entry.sopInstanceUid}`;
    if (reason === 0) referenced.push({ ...sop, "00081190": { vr: "UR", Value: [url] } });
    else failed.push({ ...sop, "00081197": { vr: "US", Value: [reason] } });
  }
  const studies = new Set(
    entries.filter((each) => failureReasonOf(each) === 0).map((each) => each.studyInstanceUid),
  );
  const study = studyInstanceUid ?? (studies.size === 1 ? [...studies][0] : undefined);
  return {
    ...(study !== undefined && studies.size > 0 && { "00081190": { vr: "UR", Value: [`${root}/${study}`] } }),
    ...(failed.length > 0 && { "00081198": { vr: "SQ", Value: failed } }),
    ...(referenced.length > 0 && { "00081199": { vr: "SQ", Value: referenced } }),
  };
}
