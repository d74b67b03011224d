import {
  DicomError,
  type ExplicitSegment,
  elementHeader,
  encodeFileMeta,
  explicitSegments,
  type ScannedHead,
  scanHead,
  segmentLength,
  TAG,
  wordSize,
} from "@/lib/dicom";
import { ProblemError } from "@/lib/errors";
import { storage } from "@/lib/storage";
import { EXPLICIT_LITTLE_ENDIAN, rangesOfFrame } from "../read-frame";
import { canDecode, decodeFrameWith, frameDecoder } from "../render-frame";
import type { StoredInstance } from "../stored-instance";
import { decodedFrames } from "./decoded-frames";
import { decodedPixelAttributes } from "./pixel-attributes";
import { openSource } from "./source-bytes";

/** An instance in Explicit VR Little Endian, made while it is read. */
export interface TranscodedInstance {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  /** Preamble, DICM mark and File Meta Information, made anew. */
  fileMeta: Uint8Array;
  /** Bytes that `dataSet` gives. */
  dataSetLength: number;
  /** May be read again; chunks belong to the reader. @throws ProblemError 422 for a frame that can't be decoded */
  dataSet(): AsyncGenerator<Uint8Array>;
}

const MOST_PIXEL_BYTES = 0xfffffffe;

/**
 * Re-encodes an instance for those that can't take it as it is stored: Explicit VR Little Endian with native pixel
 * data, which every DICOM application has to take. What stands after the pixel data (signatures of how it was) is
 * left out. Memory holds the header and two frames.
 * @throws ProblemError 406 `not_decodable` for pixels we have no decoder for, 422 `undecodable` for damaged ones
 */
export async function transcodeInstance(instance: StoredInstance): Promise<TranscodedInstance> {
  const { offset, length, objectKey, sopClassUid, sopInstanceUid } = instance;
  const head = await scanHead(storage.read(objectKey, { offset, length })).catch((error: unknown) => {
    throw error instanceof DicomError ? notDecodable() : error;
  });
  const pixels = await pixelDataOf(instance, head);
  const segments = explicitSegments(head, pixels?.changes);
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN,
    fileMeta: encodeFileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN }),
    dataSetLength: segmentLength(segments) + (pixels ? pixels.header.length + pixels.length : 0),
    async *dataSet() {
      const source = await openSource(instance, head.isDeflated);
      try {
        for (const segment of segments) yield* bytesOf(source, segment);
        if (pixels?.segment) {
          yield pixels.header;
          yield* bytesOf(source, pixels.segment);
        }
      } finally {
        await source.close();
      }
      if (!pixels?.frames) return;
      yield pixels.header;
      let sent = 0;
      for await (const chunk of pixels.frames()) {
        sent += chunk.length;
        yield chunk;
      }
      if (sent < pixels.length) yield Buffer.alloc(pixels.length - sent);
    },
  };
}

interface PixelDataToSend {
  header: Uint8Array;
  /** Of the value, with its padding. */
  length: number;
  changes?: ReturnType<typeof decodedPixelAttributes>;
  /** Native pixels are copied, decoded ones are made. */
  segment?: ExplicitSegment;
  frames?: () => AsyncGenerator<Buffer>;
}

async function pixelDataOf(
  instance: StoredInstance,
  head: ScannedHead,
): Promise<PixelDataToSend | undefined> {
  const { pixelData, dataSet } = head;
  if (!pixelData) return undefined;
  const { tag, vr, offset, length, isEncapsulated } = pixelData;
  if (!isEncapsulated) {
    const padding = length % 2;
    const swapped = dataSet.isLittleEndian ? 1 : await nativeWordSize(instance, vr);
    return {
      header: elementHeader(tag, vr, length + padding),
      length: length + padding,
      segment: { offset, length, swapped, padding },
    };
  }
  if (!canDecode(instance.transferSyntaxUid) || instance.frameIndex === null) throw notDecodable();
  const decoder = await frameDecoder(instance);
  const description = await decoder.describe(1);
  const { rows, columns, samplesPerPixel, bitsAllocated } = description;
  const bitsPerFrame = rows * columns * samplesPerPixel * bitsAllocated;
  const bytes = Math.ceil((bitsPerFrame * instance.numberOfFrames) / 8);
  const padded = bytes + (bytes % 2);
  if (padded > MOST_PIXEL_BYTES)
    throw new ProblemError(406, "not_decodable", "Decoded, this object would be larger than DICOM allows.");
  // Whether its pixels can be decoded at all is known before the first byte leaves.
  const first = await decodeFrameWith(decoder, 1);
  return {
    header: elementHeader(TAG.PixelData, bitsAllocated > 8 ? "OW" : "OB", padded),
    length: padded,
    changes: decodedPixelAttributes(head, description, {
      compressed: compressedBytes(instance),
      decoded: bytes,
    }),
    frames: () => decodedFrames(instance, decoder, bitsPerFrame, Promise.resolve(first)),
  };
}

function compressedBytes(instance: StoredInstance): number {
  let bytes = 0;
  for (let frame = 1; frame <= instance.numberOfFrames; frame++)
    for (const range of rangesOfFrame(instance, frame)) bytes += range.length;
  return bytes;
}

async function nativeWordSize(instance: StoredInstance, vr: string): Promise<number> {
  const { bitsAllocated } = await (await frameDecoder(instance)).describe(1);
  return bitsAllocated > 16 ? bitsAllocated / 8 : wordSize(vr);
}

async function* bytesOf(
  source: Awaited<ReturnType<typeof openSource>>,
  segment: ExplicitSegment,
): AsyncGenerator<Uint8Array> {
  if ("bytes" in segment) {
    yield segment.bytes;
    return;
  }
  const { offset, length, swapped, padding } = segment;
  let odd: Buffer = Buffer.alloc(0);
  for await (const chunk of source.read(offset, length)) {
    if (swapped === 1) {
      yield chunk;
      continue;
    }
    const joined = odd.length > 0 ? Buffer.concat([odd, chunk]) : chunk;
    const whole = joined.length - (joined.length % swapped);
    odd = Buffer.from(joined.subarray(whole));
    if (whole > 0) yield swap(joined.subarray(0, whole), swapped);
  }
  if (odd.length > 0) yield odd;
  if (padding > 0) yield Buffer.alloc(padding);
}

function swap(bytes: Buffer, size: number): Buffer {
  if (size === 2) return bytes.swap16();
  return size === 4 ? bytes.swap32() : bytes.swap64();
}

const notDecodable = () =>
  new ProblemError(
    406,
    "not_decodable",
    "This object can't be given in another transfer syntax than the one it is stored in.",
  );
