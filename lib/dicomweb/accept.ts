import type { IncomingMessage } from "node:http";
import { ProblemError } from "@/lib/errors";

/** One media range of an Accept header (RFC 9110 12.5.1), lower-case, with its parameters. */
export interface MediaRange {
  type: string;
  parameters: Record<string, string>;
  quality: number;
}

const MAX_ACCEPT_LENGTH = 4096;

/**
 * The media ranges a client takes, best first. The `accept` query parameter goes before the header
 * (PS3.18 8.3.3.1). Nothing said is the same as `*\/*`.
 */
export function acceptedRanges(req: IncomingMessage, query: URLSearchParams): MediaRange[] {
  const text = query.getAll("accept").join(",") || req.headers.accept || "*/*";
  if (text.length > MAX_ACCEPT_LENGTH) throw notAcceptable();
  return splitOutsideQuotes(text, ",")
    .map(parseRange)
    .filter((range) => range !== undefined)
    .filter((range) => range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

function parseRange(text: string): MediaRange | undefined {
  const [type = "", ...rest] = splitOutsideQuotes(text, ";").map((part) => part.trim());
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)) return undefined;
  const parameters: Record<string, string> = {};
  for (const part of rest) {
    const equals = part.indexOf("=");
    if (equals < 1) continue;
    const value = part.slice(equals + 1).trim();
    parameters[part.slice(0, equals).trim().toLowerCase()] = value.replace(/^"(.*)"$/, "$1");
  }
  const quality = parameters.q === undefined ? 1 : Number(parameters.q);
  return { type: type.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0 };
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === separator && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

export const notAcceptable = () =>
  new ProblemError(406, "not_acceptable", "None of the media types asked for can be given for this.");

/** Whether a range takes a plain (not multipart) media type. */
export function takes(range: MediaRange, mediaType: string): boolean {
  const [type] = mediaType.split("/");
  return range.type === mediaType || range.type === "*/*" || range.type === `${type}/*`;
}

/** The first of `offered` that the client takes, by the client's preference. @throws ProblemError 406 */
export function negotiate(ranges: MediaRange[], offered: readonly string[]): string {
  for (const range of ranges) {
    const match = offered.find((mediaType) => takes(range, mediaType));
    if (match) return match;
  }
  throw notAcceptable();
}

/** QIDO-RS and metadata: DICOM JSON, also under its general name (PS3.18 8.7.3.2). @throws ProblemError 406 */
export function requireJson(ranges: MediaRange[]): void {
  negotiate(ranges, ["application/dicom+json", "application/json"]);
}

export interface Packaging {
  isMultipart: boolean;
  mediaType: string;
  /** As asked: a UID; "*" also for who takes any media type; undefined for who names this one and no syntax. */
  transferSyntax: string | undefined;
}

/**
 * Which of `mediaTypes` to send, in multipart/related or as the one part that `allowSingle` says there is
 * (PS3.18 8.7.3). `accepts` looks at the transfer syntax that a range asks for. @throws ProblemError 406
 */
export function negotiatePackaging(
  ranges: MediaRange[],
  mediaTypes: readonly string[],
  allowSingle: boolean,
  accepts: (mediaType: string, transferSyntax: string | undefined) => boolean = () => true,
): Packaging {
  for (const range of ranges) {
    const isMultipart =
      range.type === "multipart/related" || range.type === "multipart/*" || range.type === "*/*";
    const inner = isMultipart ? range.parameters.type?.toLowerCase() : range.type;
    const isAnything = inner === undefined || inner.endsWith("/*");
    const transferSyntax = range.parameters["transfer-syntax"] ?? (isAnything ? "*" : undefined);
    for (const mediaType of mediaTypes) {
      const isWanted =
        inner === undefined ||
        inner === mediaType ||
        inner === "*/*" ||
        inner === `${mediaType.split("/")[0]}/*`;
      if (isWanted && (isMultipart || allowSingle) && accepts(mediaType, transferSyntax))
        return { isMultipart, mediaType, transferSyntax };
    }
  }
  throw notAcceptable();
}
