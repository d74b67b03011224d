import {
  countFrames,
  EXPLICIT_LITTLE_ENDIAN,
  frameTransferSyntax,
  readInstanceBytes,
  type StoredInstance,
} from "@/lib/rendering";
import { acceptedRanges, type MediaRange, negotiatePackaging } from "./accept";
import { findBulkValue } from "./bulk-values";
import { DOCUMENT, isEncapsulatedDocument, sendEncapsulatedDocument } from "./encapsulated-document";
import { isEncapsulatedVideo, sendEncapsulatedVideo } from "./encapsulated-video";
import { findInstance } from "./find-instance";
import { MultipartWriter } from "./multipart-writer";
import { noteViewing } from "./note-viewing";
import type { DicomWebRequest } from "./request";
import { sendStoredRange } from "./send-stored-range";
import { retrieveFrames } from "./wado-rs-frames";

const OCTET_STREAM = "application/octet-stream";
const PIXEL_DATA = "7FE00010";

/** Bulk data of an instance (PS3.18 10.4.1.1.5): what a BulkDataURI of its metadata names. */
export async function retrieveBulkData(request: DicomWebRequest): Promise<void> {
  const path = request.rest.join("/").toUpperCase();
  const instance = await findInstance(request);
  const ranges = acceptedRanges(request.req, request.query);
  const send = asItsOwnType(instance, path, ranges);
  if (send) {
    await noteViewing(request);
    return send(request, instance, ranges);
  }
  const isCompressed = frameTransferSyntax(instance) !== EXPLICIT_LITTLE_ENDIAN;
  if (path === PIXEL_DATA && isCompressed) {
    const frames = Array.from({ length: countFrames(instance) }, (_, index) => index + 1);
    return retrieveFrames({ ...request, rest: [frames.join(",")] });
  }
  const place = await findBulkValue(instance, path);
  // One value: alone unless a multipart answer is asked for.
  const isAnything = ranges.some(({ type }) => type === "*/*");
  const { isMultipart } = negotiatePackaging(ranges, [OCTET_STREAM], true);
  await noteViewing(request);
  const etag = `"${instance.id}-${path}"`;
  const isPlain = !/^1\.2\.840\.10008\.1\.2\.(2|1\.99)$/.test(instance.transferSyntaxUid);
  if (isPlain && (!isMultipart || isAnything))
    return sendStoredRange(
      request,
      { key: instance.objectKey, offset: instance.offset + place.offset, length: place.length },
      { "content-type": OCTET_STREAM, etag, "content-disposition": "attachment" },
    );
  const bytes = await readInstanceBytes(instance, place, path);
  const writer = new MultipartWriter(request.res, OCTET_STREAM);
  const headers = { "Content-Type": OCTET_STREAM };
  writer.start({ "content-length": writer.partOverhead(headers, true) + bytes.length + writer.closeLength });
  await writer.part(headers, bytes);
  await writer.end();
}

/** A document or video in the type that it has of itself, for who asks for that before anything else (PS3.18 8.7.3). */
function asItsOwnType(instance: StoredInstance, path: string, [first]: MediaRange[]) {
  if (path === DOCUMENT && isEncapsulatedDocument(instance) && first?.type === "application/pdf")
    return sendEncapsulatedDocument;
  if (path === PIXEL_DATA && isEncapsulatedVideo(instance) && first?.type.startsWith("video/"))
    return sendEncapsulatedVideo;
  return undefined;
}
