import { getCount, getString } from "./data-set";
import type { FrameIndex } from "./frame-index";
import type { DataSet, ScanWarning } from "./model";
import type { PixelFragments } from "./pixel-fragments";
import { TAG, type Tag } from "./tags";
import { isVideoTransferSyntax } from "./uids";

type Warn = (code: ScanWarning["code"], message: string) => void;

interface PixelPlace {
  tag: Tag;
  offset: number;
  length: number;
}

/** NumberOfFrames as declared; 1 when it is absent or no number (PS3.3 C.7.6.6). */
export function declaredFrames(dataSet: DataSet): number {
  return getCount(dataSet, "NumberOfFrames") ?? 1;
}

/** Where each frame is; undefined when that cannot be told. */
export function indexFrames(
  dataSet: DataSet,
  pixels: PixelPlace,
  fragments: PixelFragments | undefined,
  transferSyntaxUid: string,
  warn: Warn,
): FrameIndex | undefined {
  if (!fragments) return indexNative(dataSet, pixels, warn);
  const count = fragments.offsets.length;
  if (count === 0) {
    warn("FRAMES_UNKNOWN", "The pixel data has no fragments.");
    return undefined;
  }
  const declared = declaredFrames(dataSet);
  const starts = firstFragments(dataSet, fragments, declared, isVideoTransferSyntax(transferSyntaxUid), warn);
  if (!starts) {
    warn(
      "FRAMES_UNKNOWN",
      `Which of the ${count} fragments belong to which of the ${declared} frames is unknown.`,
    );
    return undefined;
  }
  return {
    kind: "encapsulated",
    frameCount: starts.length,
    fragmentOffsets: Float64Array.from(fragments.offsets),
    end: fragments.end,
    firstFragments: Uint32Array.from(starts),
  };
}

/**
 * The first fragment of each frame: by Extended Offset Table (PS3.3 C.7.6.3.1.8), Basic Offset Table
 * (PS3.5 A.4), one fragment per frame, one frame in all, or where codestreams begin.
 */
function firstFragments(
  dataSet: DataSet,
  fragments: PixelFragments,
  declared: number,
  isVideo: boolean,
  warn: Warn,
): number[] | undefined {
  if (isVideo) return [0];
  const count = fragments.offsets.length;
  const table = extendedOffsets(dataSet) ?? basicOffsets(fragments.offsetTable);
  const byTable = table && startsByOffsets(table, fragments.offsets);
  if (table && !byTable)
    warn("BAD_OFFSET_TABLE", "The offset table does not fit the fragments; it is not used.");
  if (byTable?.length === declared) return byTable;
  if (count === declared) return Array.from({ length: count }, (_, i) => i);
  if (declared === 1) return [0];
  const byMarker = fragments.codestreamStarts();
  if (byMarker.length === declared && byMarker[0] === 0) return byMarker;
  if (byTable) {
    warn("PIXEL_DATA_SHORT", `NumberOfFrames says ${declared}, the offset table ${byTable.length}.`);
    return byTable;
  }
  return undefined;
}

function extendedOffsets(dataSet: DataSet): number[] | undefined {
  const value = dataSet.elements.get(TAG.ExtendedOffsetTable)?.value;
  if (!value || value.length < 8) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  return Array.from({ length: Math.floor(value.length / 8) }, (_, i) =>
    Number(view.getBigUint64(i * 8, dataSet.isLittleEndian)),
  );
}

function basicOffsets(bytes: Uint8Array): number[] | undefined {
  if (bytes.length < 4) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(i * 4, true));
}

/** Offsets count from the first fragment's item header; each must hit an item header, in rising order. */
function startsByOffsets(table: number[], fragmentOffsets: number[]): number[] | undefined {
  const base = fragmentOffsets[0] as number;
  const starts: number[] = [];
  let fragment = 0;
  for (const offset of table) {
    while (fragment < fragmentOffsets.length && (fragmentOffsets[fragment] as number) - base < offset)
      fragment += 1;
    if (fragment >= fragmentOffsets.length || (fragmentOffsets[fragment] as number) - base !== offset)
      return undefined;
    if (starts.length > 0 && starts[starts.length - 1] === fragment) return undefined;
    starts.push(fragment);
  }
  return starts[0] === 0 ? starts : undefined;
}

function indexNative(dataSet: DataSet, pixels: PixelPlace, warn: Warn): FrameIndex | undefined {
  const pixelCount = (getCount(dataSet, "Rows") ?? 0) * (getCount(dataSet, "Columns") ?? 0);
  const bits = bitsPerSample(dataSet, pixels.tag);
  if (pixelCount === 0 || bits === 0) {
    warn("FRAMES_UNKNOWN", "The size of a frame is unknown.");
    return undefined;
  }
  const declared = declaredFrames(dataSet);
  const samples = getCount(dataSet, "SamplesPerPixel") ?? 1;
  let bitsPerFrame = pixelCount * bits * samples;
  const subsampled = pixelCount * bits * storedSamples(dataSet, samples);
  // Some devices say YBR_FULL_422 and store all three samples: the length decides.
  if (subsampled < bitsPerFrame && pixels.length * 8 < bitsPerFrame * declared) bitsPerFrame = subsampled;
  const frameCount = Math.min(declared, Math.floor((pixels.length * 8) / bitsPerFrame));
  if (frameCount < declared) {
    warn(
      "PIXEL_DATA_SHORT",
      `The pixel data holds ${frameCount} of the ${declared} frames that are declared.`,
    );
  }
  if (frameCount === 0) return undefined;
  return { kind: "native", frameCount, offset: pixels.offset, bitsPerFrame };
}

function bitsPerSample(dataSet: DataSet, tag: Tag): number {
  if (tag === TAG.FloatPixelData) return 32;
  if (tag === TAG.DoubleFloatPixelData) return 64;
  const allocated = getCount(dataSet, "BitsAllocated") ?? 0;
  return allocated === 1 || allocated % 8 === 0 ? allocated : 0;
}

/** Samples that native subsampled YBR keeps per pixel (PS3.3 C.7.6.3.1.2). */
function storedSamples(dataSet: DataSet, samples: number): number {
  const photometric = getString(dataSet, "PhotometricInterpretation");
  if (samples !== 3) return samples;
  if (photometric === "YBR_FULL_422" || photometric === "YBR_PARTIAL_422") return 2;
  return photometric === "YBR_PARTIAL_420" ? 1.5 : 3;
}
