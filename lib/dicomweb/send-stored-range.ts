import { borrowObject, ResponseSink } from "@/lib/storage";
import type { DicomWebRequest } from "./request";
import { isNotModified } from "./respond";
import { fitsBuffer, sendBuffered } from "./send-buffered";

/**
 * Stored bytes as one answer, whole or the range asked for (RFC 9110 14): one range only, others get everything.
 * `headers` has the content type and a strong ETag.
 */
export async function sendStoredRange(
  request: DicomWebRequest,
  source: { key: string; offset: number; length: number },
  headers: { "content-type": string; etag: string } & Record<string, string>,
): Promise<void> {
  const { req, res } = request;
  if (isNotModified(request, headers.etag)) return;
  const range = rangeOf(
    req.headers.range,
    String(req.headers["if-range"] ?? "") || undefined,
    headers.etag,
    source.length,
  );
  const common = { ...headers, "accept-ranges": "bytes", "cache-control": "private, no-cache" };
  if (range === "unsatisfiable") {
    res.writeHead(416, { ...common, "content-range": `bytes */${source.length}`, "content-length": 0 }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: source.length };
  res.writeHead(range ? 206 : 200, {
    ...common,
    "content-length": end - start,
    ...(range ? { "content-range": `bytes ${start}-${end - 1}/${source.length}` } : {}),
  });
  if (req.method === "HEAD") {
    res.end();
    return;
  }
  const object = await borrowObject(source.key);
  try {
    const piece = { offset: source.offset + start, length: end - start };
    if (fitsBuffer(piece.length)) return await sendBuffered(res, [piece], object);
    const sink = new ResponseSink(res);
    await sink.copy(object, piece);
    await sink.finish();
  } finally {
    await object.close();
  }
}

/** The bytes asked for, end exclusive; undefined for all of them. */
export function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  etag: string,
  length: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (!match || (ifRange !== undefined && ifRange.trim() !== etag)) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? length : Math.min(length, Number(last) + 1);
  if (start >= length || (first === "" && Number(last) === 0)) return "unsatisfiable";
  return end <= start ? undefined : { start, end };
}
