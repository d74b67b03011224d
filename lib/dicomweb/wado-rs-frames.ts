import {
  canDecode,
  decodeFrameWith,
  EXPLICIT_LITTLE_ENDIAN,
  frameDecoder,
  frameTransferSyntax,
  isStoredAsSent,
  rangesOfFrame,
  readFrame,
  type StoredInstance,
} from "@/lib/rendering";
import { borrowObject } from "@/lib/storage";
import { acceptedRanges, negotiatePackaging } from "./accept";
import { findInstance } from "./find-instance";
import { parseFrameList } from "./frame-list";
import { MultipartWriter } from "./multipart-writer";
import { noteViewing } from "./note-viewing";
import type { DicomWebRequest } from "./request";
import { fitsBuffer, lengthOf, sendBuffered } from "./send-buffered";
import { sendStoredRange } from "./send-stored-range";

const OCTET_STREAM = "application/octet-stream";

/**
 * RetrieveFrames (PS3.18 10.4.1.1.6): byte ranges of the stored object by the index made at ingest, in the stored
 * transfer syntax; decoded for a client that takes only Explicit VR Little Endian.
 */
export async function retrieveFrames(request: DicomWebRequest): Promise<void> {
  const frames = parseFrameList(request.rest[0]);
  const instance = await findInstance(request);
  for (const frame of frames) rangesOfFrame(instance, frame);
  const stored = frameTransferSyntax(instance);
  const packaging = negotiatePackaging(
    acceptedRanges(request.req, request.query),
    [OCTET_STREAM, ...imageTypesOf(stored)],
    frames.length === 1,
    (mediaType, syntax) => isAcceptable(instance, mediaType, syntax),
  );
  await noteViewing(request);

  // Octets without a transfer syntax are those of the default one (PS3.18 8.7.3.5).
  const asked =
    packaging.transferSyntax ?? (canDecode(instance.transferSyntaxUid) ? EXPLICIT_LITTLE_ENDIAN : "*");
  const isDecoded =
    stored !== EXPLICIT_LITTLE_ENDIAN &&
    packaging.mediaType === OCTET_STREAM &&
    asked === EXPLICIT_LITTLE_ENDIAN;
  const sent = isDecoded ? EXPLICIT_LITTLE_ENDIAN : stored;
  const contentType = `${packaging.mediaType}; transfer-syntax=${sent}`;
  const decoder = isDecoded ? await frameDecoder(instance) : undefined;
  const bytesOf = (frame: number) => (decoder ? decodeFrameWith(decoder, frame) : readFrame(instance, frame));
  const form: Form = { mediaType: packaging.mediaType, contentType, isDecoded };
  if (packaging.isMultipart) return sendParts(request, instance, frames, form, bytesOf);
  await sendSingle(request, instance, frames[0] as number, form, bytesOf);
}

function isAcceptable(instance: StoredInstance, mediaType: string, syntax: string | undefined): boolean {
  if (syntax === undefined || syntax === "*") return true;
  if (syntax === frameTransferSyntax(instance) || syntax === instance.transferSyntaxUid) return true;
  return (
    mediaType === OCTET_STREAM && syntax === EXPLICIT_LITTLE_ENDIAN && canDecode(instance.transferSyntaxUid)
  );
}

/** Media types that name a compressed bit stream (PS3.18 table 8.7.3-5). */
function imageTypesOf(transferSyntaxUid: string): string[] {
  const kind = transferSyntaxUid.replace("1.2.840.10008.1.2.", "");
  if (/^4\.(50|51|57|70)$/.test(kind)) return ["image/jpeg"];
  if (/^4\.8[01]$/.test(kind)) return ["image/jls"];
  if (/^4\.9[01]$/.test(kind)) return ["image/jp2"];
  if (/^4\.9[23]$/.test(kind)) return ["image/jpx"];
  if (/^4\.20[123]$/.test(kind)) return ["image/jphc"];
  if (/^4\.11[012]$/.test(kind)) return ["image/jxl"];
  return kind === "5" ? ["image/x-dicom-rle"] : [];
}

interface Form {
  mediaType: string;
  contentType: string;
  isDecoded: boolean;
}

async function sendParts(
  request: DicomWebRequest,
  instance: StoredInstance,
  frames: number[],
  form: Form,
  bytesOf: (frame: number) => Promise<Buffer>,
): Promise<void> {
  const writer = new MultipartWriter(request.res, form.mediaType);
  const headers = { "Content-Type": form.contentType };
  const ranges = frames.map((frame) => rangesOfFrame(instance, frame));
  if (form.isDecoded || ranges.some((ofFrame) => !isStoredAsSent(instance, ofFrame))) {
    // Whether there is anything to answer with is known before the status leaves.
    let next = await bytesOf(frames[0] as number);
    writer.start();
    for (const [index, frame] of frames.entries()) {
      if (index > 0) next = await bytesOf(frame);
      await writer.part(headers, next);
    }
    return writer.end();
  }
  const bodies = ranges.map((ofFrame) =>
    ofFrame.map(({ offset, length }) => ({ offset: instance.offset + offset, length })),
  );
  const pieces = writer.pieces(headers, bodies);
  const length = lengthOf(pieces);
  const object = await borrowObject(instance.objectKey);
  try {
    if (fitsBuffer(length)) {
      writer.head({ "content-length": length });
      if (request.req.method === "HEAD") request.res.end();
      else await sendBuffered(request.res, pieces, object);
      return;
    }
    writer.start({ "content-length": length });
    for (const body of bodies) await writer.partFrom(headers, object, body);
    await writer.end();
  } finally {
    await object.close();
  }
}

async function sendSingle(
  request: DicomWebRequest,
  instance: StoredInstance,
  frame: number,
  form: Form,
  bytesOf: (frame: number) => Promise<Buffer>,
): Promise<void> {
  const { req, res } = request;
  const ranges = rangesOfFrame(instance, frame);
  const [range] = ranges;
  if (range && ranges.length === 1 && !form.isDecoded && isStoredAsSent(instance, ranges))
    return sendStoredRange(
      request,
      { key: instance.objectKey, offset: instance.offset + range.offset, length: range.length },
      { "content-type": form.contentType, etag: `"${instance.id}-${frame}"`, vary: "Accept" },
    );
  const body = await bytesOf(frame);
  res.writeHead(200, {
    "content-type": form.contentType,
    "content-length": body.length,
    "cache-control": "private, no-cache",
    vary: "Accept",
  });
  res.end(req.method === "HEAD" ? undefined : body);
}
