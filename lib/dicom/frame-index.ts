import { DicomError } from "./errors";

/** Frames of native pixel data: equal pieces from `offset` on; `bitsPerFrame` need not be whole bytes. */
export interface NativeFrameIndex {
  kind: "native";
  frameCount: number;
  offset: number;
  bitsPerFrame: number;
}

/**
 * Frames of encapsulated pixel data. Fragments follow each other with an 8-byte item header between them
 * (PS3.5 A.4), so their ends are known from the next one's start. `firstFragments[i]` is the index of the
 * first fragment of frame i+1.
 */
export interface EncapsulatedFrameIndex {
  kind: "encapsulated";
  frameCount: number;
  fragmentOffsets: ArrayLike<number>;
  /** Where the last fragment ends. */
  end: number;
  firstFragments: ArrayLike<number>;
}

export type FrameIndex = NativeFrameIndex | EncapsulatedFrameIndex;

/** Bytes of a file; `bitOffset` (0-7) is set when a 1-bit frame starts inside the first byte. */
export interface FrameRange {
  offset: number;
  length: number;
  bitOffset?: number;
}

const HEADER_BYTES = 32;
const SIGNATURE = 0xf1;
const VERSION = 1;
const NATIVE = 0;
const ONE_EACH = 1;
const MANY = 2;

/**
 * Bytes to keep in a database column. Layout, little endian: signature, version, kind, width of an offset
 * (4 or 6), frame count u32, fragment count u32, reserved u32, base offset f64, bits per frame f64; then, when
 * encapsulated, fragment count + 1 offsets relative to the base (the last is where a next fragment would
 * start), and with several fragments per frame one u32 per frame. A lookup touches only its own entries.
 */
export function encodeFrameIndex(index: FrameIndex): Uint8Array {
  const native = index.kind === "native";
  const fragmentCount = native ? 0 : index.fragmentOffsets.length;
  const base = native ? index.offset : (index.fragmentOffsets[0] ?? 0);
  const width = !native && index.end + 8 - base > 0xffffffff ? 6 : 4;
  const isOneEach = !native && fragmentCount === index.frameCount;
  const tableBytes = native ? 0 : (fragmentCount + 1) * width;
  const out = new Uint8Array(HEADER_BYTES + tableBytes + (native || isOneEach ? 0 : index.frameCount * 4));
  const view = new DataView(out.buffer);
  out.set([SIGNATURE, VERSION, native ? NATIVE : isOneEach ? ONE_EACH : MANY, width]);
  view.setUint32(4, index.frameCount, true);
  view.setUint32(8, fragmentCount, true);
  view.setFloat64(16, base, true);
  view.setFloat64(24, native ? index.bitsPerFrame : 0, true);
  if (native) return out;
  for (let i = 0; i <= fragmentCount; i++) {
    const relative = (i < fragmentCount ? (index.fragmentOffsets[i] as number) : index.end + 8) - base;
    const at = HEADER_BYTES + i * width;
    view.setUint32(at, relative % 0x100000000, true);
    if (width === 6) view.setUint16(at + 4, Math.floor(relative / 0x100000000), true);
  }
  if (!isOneEach) {
    for (let i = 0; i < index.frameCount; i++) {
      view.setUint32(HEADER_BYTES + tableBytes + i * 4, index.firstFragments[i] as number, true);
    }
  }
  return out;
}

interface Header {
  view: DataView;
  kind: number;
  width: number;
  frameCount: number;
  fragmentCount: number;
  base: number;
  bitsPerFrame: number;
}

function readHeader(encoded: Uint8Array): Header {
  if (encoded.length < HEADER_BYTES || encoded[0] !== SIGNATURE || encoded[1] !== VERSION) {
    throw new DicomError("BAD_FRAME_INDEX", "The frame index is not in the expected form.");
  }
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  const header: Header = {
    view,
    kind: view.getUint8(2),
    width: view.getUint8(3),
    frameCount: view.getUint32(4, true),
    fragmentCount: view.getUint32(8, true),
    base: view.getFloat64(16, true),
    bitsPerFrame: view.getFloat64(24, true),
  };
  const table = header.kind === NATIVE ? 0 : (header.fragmentCount + 1) * header.width;
  if (encoded.length < HEADER_BYTES + table + (header.kind === MANY ? header.frameCount * 4 : 0)) {
    throw new DicomError("BAD_FRAME_INDEX", "The frame index is cut short.");
  }
  return header;
}

function fragmentOffset(header: Header, fragment: number): number {
  const at = HEADER_BYTES + fragment * header.width;
  const low = header.view.getUint32(at, true);
  return header.base + low + (header.width === 6 ? header.view.getUint16(at + 4, true) * 0x100000000 : 0);
}

function firstFragment(header: Header, frame: number): number {
  if (header.kind === ONE_EACH) return frame;
  if (frame >= header.frameCount) return header.fragmentCount;
  return header.view.getUint32(HEADER_BYTES + (header.fragmentCount + 1) * header.width + frame * 4, true);
}

/** How many frames an encoded index can give. */
export function frameCountOf(encoded: Uint8Array): number {
  return readHeader(encoded).frameCount;
}

/**
 * The bytes of one frame (counted from 1), in order: one range when native, one per fragment when
 * encapsulated. Throws BAD_FRAME_INDEX for a frame that is not there.
 */
export function frameRanges(encoded: Uint8Array, frameNumber: number): FrameRange[] {
  const header = readHeader(encoded);
  if (!Number.isInteger(frameNumber) || frameNumber < 1 || frameNumber > header.frameCount) {
    throw new DicomError("BAD_FRAME_INDEX", `There is no frame ${frameNumber}.`);
  }
  if (header.kind === NATIVE) return [nativeRange(header.base, header.bitsPerFrame, frameNumber)];
  const ranges: FrameRange[] = [];
  const last = firstFragment(header, frameNumber);
  for (let fragment = firstFragment(header, frameNumber - 1); fragment < last; fragment++) {
    const offset = fragmentOffset(header, fragment);
    ranges.push({ offset, length: fragmentOffset(header, fragment + 1) - 8 - offset });
  }
  return ranges;
}

function nativeRange(base: number, bitsPerFrame: number, frameNumber: number): FrameRange {
  const firstBit = bitsPerFrame * (frameNumber - 1);
  const start = Math.floor(firstBit / 8);
  const bitOffset = firstBit % 8;
  const range: FrameRange = {
    offset: base + start,
    length: Math.ceil((firstBit + bitsPerFrame) / 8) - start,
  };
  return bitsPerFrame % 8 === 0 ? range : { ...range, bitOffset };
}

export function decodeFrameIndex(encoded: Uint8Array): FrameIndex {
  const header = readHeader(encoded);
  const { frameCount, fragmentCount, base, bitsPerFrame } = header;
  if (header.kind === NATIVE) return { kind: "native", frameCount, offset: base, bitsPerFrame };
  return {
    kind: "encapsulated",
    frameCount,
    fragmentOffsets: Array.from({ length: fragmentCount }, (_, i) => fragmentOffset(header, i)),
    end: fragmentOffset(header, fragmentCount) - 8,
    firstFragments: Array.from({ length: frameCount }, (_, i) => firstFragment(header, i)),
  };
}
