import type { IncomingMessage, ServerResponse } from "node:http";
import { borrowObject, ResponseSink } from "@/lib/storage";
import type { ArchivePlan, Segment } from "./plan-archive";

/**
 * Streams an archive, or the range that is asked for (RFC 9110 14): one range, and with If-Range only when it is
 * still the same archive. Answers whether the archive's last byte left.
 */
export async function sendArchive(
  req: IncomingMessage,
  res: ServerResponse,
  plan: ArchivePlan,
  fileName: string,
): Promise<boolean> {
  const headers = {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${fileName}"`,
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
    etag: plan.etag,
  };
  const range = requestedRange(req, plan);
  if (range === "unsatisfiable") {
    res.writeHead(416, { ...headers, "content-range": `bytes */${plan.length}`, "content-length": 0 }).end();
    return false;
  }
  const { start, end } = range ?? { start: 0, end: plan.length };
  res.writeHead(range ? 206 : 200, {
    ...headers,
    "content-length": end - start,
    ...(range ? { "content-range": `bytes ${start}-${end - 1}/${plan.length}` } : {}),
  });
  if (req.method === "HEAD") {
    res.end();
    return false;
  }
  res.flushHeaders();
  const sink = new ResponseSink(res);
  for (const segment of plan.segments) {
    const from = Math.max(start, segment.start);
    const to = Math.min(end, segment.start + segment.length);
    if (from < to) await sendSegment(sink, segment, from - segment.start, to - segment.start);
  }
  await sink.finish();
  return end === plan.length;
}

async function sendSegment(sink: ResponseSink, segment: Segment, from: number, to: number): Promise<void> {
  if (segment.bytes) return sink.write(segment.bytes().subarray(from, to));
  const { key, offset } = segment.source as { key: string; offset: number };
  const object = await borrowObject(key);
  try {
    await sink.copy(object, { offset: offset + from, length: to - from });
  } finally {
    await object.close();
  }
}

function requestedRange(
  { headers }: IncomingMessage,
  { length, etag }: ArchivePlan,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range?.trim() ?? "");
  const ifRange = headers["if-range"];
  if (!match || (ifRange !== undefined && ifRange !== etag)) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? length : Math.min(length, Number(last) + 1);
  if (start >= length) return "unsatisfiable";
  return end <= start ? undefined : { start, end };
}
