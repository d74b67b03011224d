import { createInflateRaw } from "node:zlib";
import { db } from "@/lib/db";
import { type FrameRange, frameCountOf, frameRanges } from "@/lib/dicom";
import { notFound, ProblemError } from "@/lib/errors";
import { storage } from "@/lib/storage";
import type { StoredInstance } from "./stored-instance";

const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
const DEFLATED = "1.2.840.10008.1.2.1.99";
const BIG_ENDIAN = "1.2.840.10008.1.2.2";

/** Where frames of an object may begin and end; more than this is no frame but an attempt on memory. */
export const MAX_FRAME_BYTES = 512 * 1024 * 1024;

/** The transfer syntax of an instance's frames as they are given out: native ones always little endian. */
export function frameTransferSyntax(instance: StoredInstance): string {
  return isNative(instance.transferSyntaxUid) ? EXPLICIT_LITTLE_ENDIAN : instance.transferSyntaxUid;
}

function isNative(transferSyntaxUid: string): boolean {
  return [IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, DEFLATED, BIG_ENDIAN].includes(transferSyntaxUid);
}

/** @throws ProblemError 404 `no_pixel_data` for reports and the like, or when single frames can't be told apart */
export function countFrames({ frameIndex }: StoredInstance): number {
  if (frameIndex === null)
    throw new ProblemError(404, "no_pixel_data", "This object has no frames that can be shown.");
  return frameCountOf(frameIndex);
}

/** The byte ranges of a frame (from 1) in the instance. @throws ProblemError 404 */
export function rangesOfFrame(instance: StoredInstance, frame: number): FrameRange[] {
  if (frame < 1 || frame > countFrames(instance)) throw notFound();
  return frameRanges(instance.frameIndex as Uint8Array, frame);
}

/** Whether a frame's bytes can go out as they are stored, without a look at them. */
export function isStoredAsSent({ transferSyntaxUid }: StoredInstance, ranges: FrameRange[]): boolean {
  if (transferSyntaxUid === DEFLATED || transferSyntaxUid === BIG_ENDIAN) return false;
  return ranges.every(({ bitOffset }) => !bitOffset);
}

/** One frame's bytes in the syntax of `frameTransferSyntax`. @throws ProblemError 404 */
export async function readFrame(instance: StoredInstance, frame: number): Promise<Buffer> {
  const ranges = rangesOfFrame(instance, frame);
  const length = ranges.reduce((sum, range) => sum + range.length, 0);
  if (length > MAX_FRAME_BYTES) throw new ProblemError(422, "frame_too_large", "The frame is too large.");
  const [first] = ranges;
  if (instance.transferSyntaxUid === DEFLATED && first)
    return alignBits(await readInflated(instance, first), first.bitOffset);
  const bytes = Buffer.allocUnsafeSlow(length);
  let at = 0;
  for (const range of ranges) {
    const target = bytes.subarray(at, at + range.length);
    const count = await storage.readInto(instance.objectKey, target, instance.offset + range.offset);
    if (count < range.length) throw new Error("a stored object ends within a frame");
    at += range.length;
  }
  const aligned = alignBits(bytes, first?.bitOffset);
  return instance.transferSyntaxUid === BIG_ENDIAN ? swapWords(instance, aligned) : aligned;
}

/** A value's bytes by its place in the instance, little endian. `path` ends in the tag of the value. */
export async function readInstanceBytes(
  instance: StoredInstance,
  place: { offset: number; length: number },
  path: string,
): Promise<Buffer> {
  if (place.length > MAX_FRAME_BYTES)
    throw new ProblemError(422, "value_too_large", "The value is too large.");
  if (instance.transferSyntaxUid === DEFLATED) return readInflated(instance, place);
  const bytes = Buffer.allocUnsafeSlow(place.length);
  const count = await storage.readInto(instance.objectKey, bytes, instance.offset + place.offset);
  if (count < place.length) throw new Error("a stored object ends within a value");
  return instance.transferSyntaxUid === BIG_ENDIAN && path === "7FE00010"
    ? swapWords(instance, bytes)
    : bytes;
}

/** Offsets in a deflated data set count as if it were inflated in place (lib/dicom model). */
async function readInflated(instance: StoredInstance, range: FrameRange): Promise<Buffer> {
  const source = storage.read(instance.objectKey, {
    offset: instance.offset + instance.dataSetOffset,
    length: instance.length - instance.dataSetOffset,
  });
  const out = Buffer.alloc(range.length);
  const start = range.offset - instance.dataSetOffset;
  let position = 0;
  const inflated = source.pipe(createInflateRaw());
  source.once("error", (error) => inflated.destroy(error));
  try {
    for await (const chunk of inflated as AsyncIterable<Buffer>) {
      const from = Math.max(0, start - position);
      const to = Math.min(chunk.length, start + range.length - position);
      if (from < to) chunk.copy(out, position + from - start, from, to);
      position += chunk.length;
      if (position >= start + range.length) break;
    }
  } finally {
    source.destroy();
    inflated.destroy();
  }
  return out;
}

/** Frames of one bit per pixel may begin inside a byte; on the way out each begins at one (PS3.18 8.7.3.3). */
function alignBits(bytes: Buffer, bitOffset: number | undefined): Buffer {
  if (!bitOffset) return bytes;
  const out = Buffer.alloc(bytes.length);
  for (let at = 0; at < bytes.length; at++)
    out[at] = ((bytes[at] as number) >> bitOffset) | (((bytes[at + 1] ?? 0) << (8 - bitOffset)) & 0xff);
  return out;
}

async function swapWords({ id }: StoredInstance, bytes: Buffer): Promise<Buffer> {
  const row = await db.instance.findUniqueOrThrow({ where: { id }, select: { metadata: true } });
  const bits = Number(/"00280100":\{"vr":"US","Value":\[(\d+)\]/.exec(row.metadata)?.[1] ?? 16);
  const isOtherWord = /"7FE00010":\{"vr":"OW"/.test(row.metadata);
  if (bits === 64 && bytes.length % 8 === 0) return bytes.swap64();
  if (bits === 32 && bytes.length % 4 === 0) return bytes.swap32();
  if ((bits === 16 || (bits <= 8 && isOtherWord)) && bytes.length % 2 === 0) return bytes.swap16();
  return bytes;
}
