import { Enums, metaData, type Types, utilities } from "@cornerstonejs/core";
import { type DicomJson, number, numbers, text } from "../data/dicom-json";
import { pixelSize } from "../data/pixel-size";
import type { FrameBytes } from "./frame-bytes";

/** Implicit and Explicit VR Little Endian, and frames of deflated data sets, which the server inflates. */
export const NATIVE = new Set(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1"]);

type Pixels = Uint8Array | Uint16Array | Int16Array | Float32Array;

/**
 * The image of an uncompressed greyscale frame, made where it is: no worker, no copy of the bytes, one walk over
 * the pixels. Most CT and MR come this way. Undefined for everything else, which goes through the loader's decoders.
 */
export function nativeImage(
  imageId: string,
  frame: FrameBytes,
  dataset: DicomJson,
): Types.IImage | undefined {
  const layout = layoutOf(dataset);
  if (!layout || !NATIVE.has(frame.transferSyntaxUid)) return undefined;
  const { rows, columns, bitsAllocated } = layout;
  const count = rows * columns;
  // Eight-bit frames of odd length have a byte of padding (PS3.5 8.1.1).
  if (frame.bytes.byteLength < (count * bitsAllocated) / 8) return undefined;
  const stored = storedPixels(frame.bytes, count, bitsAllocated);
  const slope = number(dataset, "00281053") ?? 1;
  const intercept = number(dataset, "00281052") ?? 0;
  const { pixels, min, max } = rescaled(stored, layout, slope, intercept);
  const isScaled = slope !== 1 || intercept !== 0;
  const size = pixelSize(dataset);
  const [center] = numbers(dataset, "00281050");
  const [width] = numbers(dataset, "00281051");
  const hasWindow = center !== undefined && width !== undefined && width > 0;
  const imageFrame = {
    rows,
    columns,
    bitsAllocated,
    bitsStored: layout.bitsStored,
    samplesPerPixel: 1,
    pixelRepresentation: layout.isSigned ? 1 : 0,
    photometricInterpretation: layout.photometric,
    smallestPixelValue: min,
    largestPixelValue: max,
    pixelData: pixels,
    pixelDataLength: pixels.length,
  };
  return {
    imageId,
    dataType: pixels.constructor.name,
    color: false,
    rgba: false,
    // The scales of ultrasound regions.
    calibration: metaData.get(Enums.MetadataModules.CALIBRATION, imageId) ?? {},
    rows,
    columns,
    height: rows,
    width: columns,
    numberOfComponents: 1,
    rowPixelSpacing: size.down,
    columnPixelSpacing: size.across,
    slope,
    intercept,
    preScale: isScaled
      ? {
          enabled: true,
          scaled: true,
          scalingParameters: {
            rescaleSlope: slope,
            rescaleIntercept: intercept,
            modality: text(dataset, "00080060"),
          },
        }
      : undefined,
    invert: layout.photometric === "MONOCHROME1",
    minPixelValue: min,
    maxPixelValue: max,
    windowCenter: hasWindow ? center : (min + max + 1) / 2,
    windowWidth: hasWindow ? width : max - min + 1,
    sizeInBytes: pixels.byteLength,
    imageFrame,
    imageQualityStatus: 8,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: pixels as never,
      width: columns,
      height: rows,
      numberOfComponents: 1,
    }),
    getPixelData: () => pixels,
    getCanvas: undefined,
    transferSyntaxUID: frame.transferSyntaxUid,
  } as unknown as Types.IImage;
}

type Layout = {
  rows: number;
  columns: number;
  bitsAllocated: 8 | 16;
  bitsStored: number;
  isSigned: boolean;
  photometric: string;
};

function layoutOf(dataset: DicomJson): Layout | undefined {
  const rows = number(dataset, "00280010");
  const columns = number(dataset, "00280011");
  const bitsAllocated = number(dataset, "00280100");
  const bitsStored = number(dataset, "00280101") ?? bitsAllocated;
  const photometric = text(dataset, "00280004");
  if (!rows || !columns || (bitsAllocated !== 8 && bitsAllocated !== 16)) return undefined;
  if ((number(dataset, "00280002") ?? 1) !== 1 || !/^MONOCHROME[12]$/.test(photometric)) return undefined;
  // A high bit elsewhere than at the top of what is stored is rare and left to the general way.
  const highBit = number(dataset, "00280102");
  if (!bitsStored || bitsStored > bitsAllocated || (highBit !== undefined && highBit !== bitsStored - 1))
    return undefined;
  // A Modality LUT, SUV and dose have their own scaling.
  if (dataset["00283000"] || /^(PT|RTDOSE)$/.test(text(dataset, "00080060"))) return undefined;
  const isSigned = number(dataset, "00280103") === 1;
  return { rows, columns, bitsAllocated, bitsStored, isSigned, photometric };
}

function storedPixels(bytes: Uint8Array<ArrayBuffer>, count: number, bitsAllocated: 8 | 16) {
  if (bitsAllocated === 8) return bytes.subarray(0, count);
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, count);
}

/** Stored bits above Bits Stored are cut off or carry the sign; then slope and intercept (PS3.3 C.11.1). */
function rescaled(stored: Uint8Array | Uint16Array, layout: Layout, slope: number, intercept: number) {
  const shift = 32 - layout.bitsStored;
  const { isSigned } = layout;
  const isWhole = Number.isInteger(slope) && Number.isInteger(intercept);
  const pixels = target(layout, slope, intercept, isWhole, stored.length);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < stored.length; at += 1) {
    const raw = (stored[at] as number) << shift;
    const value = (isSigned ? raw >> shift : raw >>> shift) * slope + intercept;
    pixels[at] = value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { pixels, min, max };
}

/** The smallest kind of array that holds every value that the stored bits can give. */
function target(
  { bitsStored, isSigned }: Layout,
  slope: number,
  intercept: number,
  isWhole: boolean,
  length: number,
): Pixels {
  if (!isWhole) return new Float32Array(length);
  const lowest = isSigned ? -(2 ** (bitsStored - 1)) : 0;
  const highest = isSigned ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  const ends = [lowest * slope + intercept, highest * slope + intercept];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (low >= 0 && high <= 255) return new Uint8Array(length);
  if (low >= -32_768 && high <= 32_767) return new Int16Array(length);
  return low >= 0 && high <= 65_535 ? new Uint16Array(length) : new Float32Array(length);
}
