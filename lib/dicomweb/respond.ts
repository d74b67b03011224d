import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { DicomWebRequest } from "./request";

const gzipAsync = promisify(gzip);
const WORTH_GZIP = 1024;

export function takesGzip({ req }: DicomWebRequest): boolean {
  const header = req.headers["accept-encoding"];
  const text = Array.isArray(header) ? header.join(",") : (header ?? "");
  return /(^|[\s,])(gzip|\*)(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(text);
}

/** One JSON answer, gzipped when the client takes it and it pays. */
export async function sendJson(
  request: DicomWebRequest,
  text: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const { req, res } = request;
  const isGzip = text.length >= WORTH_GZIP && takesGzip(request);
  // A text goes out in one piece with its header.
  const body = isGzip ? await gzipAsync(text, { level: 1 }) : text;
  res.writeHead(200, {
    "content-type": "application/dicom+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "private, no-cache",
    vary: "Accept, Accept-Encoding",
    ...(isGzip ? { "content-encoding": "gzip" } : {}),
    ...headers,
  });
  res.end(req.method === "HEAD" ? undefined : body);
}

/** Answers 304 when the client holds this version already (RFC 9110 13.1.2). */
export function isNotModified({ req, res }: DicomWebRequest, etag: string): boolean {
  const given = req.headers["if-none-match"];
  if (given === undefined) return false;
  const strong = (tag: string) => tag.trim().replace(/^W\//, "");
  if (given.trim() !== "*" && !given.split(",").some((tag) => strong(tag) === strong(etag))) return false;
  res.writeHead(304, { etag, "cache-control": "private, no-cache" }).end();
  return true;
}
