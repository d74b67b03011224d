import { type Types, utilities } from "@cornerstonejs/core";
import { type DicomJson, number, text } from "../data/dicom-json";
import { applyLut, modalityLut, voiLut, windowOf } from "../data/lut";
import { paddingOf, windowWithoutPadding } from "../data/padding";
import { expandYbr422 } from "../data/ybr";
import { FrameError } from "./frame-error";

const VOI_FUNCTIONS = new Set(["LINEAR", "LINEAR_EXACT", "SIGMOID"]);

/**
 * What the loader leaves undone: the Modality LUT, uncompressed YBR 4:2:2, 16-bit colour, the name of the VOI LUT
 * function (it keeps the first letter only), and a window out of a VOI LUT.
 * @throws FrameError `decode` when the pixels don't fill the image.
 */
export function finishImage(image: Types.IImage, dataset: DicomJson, isRgba: boolean): Types.IImage {
  if (image.color) finishColour(image, dataset, isRgba);
  else finishGrey(image, dataset);
  const samples = image.getPixelData().length / (image.rows * image.columns);
  if (image.color ? samples !== 3 && samples !== 4 : samples !== 1)
    throw new FrameError("decode", `${samples} samples`);
  return image;
}

function finishGrey(image: Types.IImage, dataset: DicomJson): void {
  const lut = modalityLut(dataset);
  if (lut) {
    const source = image.getPixelData();
    const pixels = new Uint16Array(source.length);
    for (let i = 0; i < source.length; i += 1) pixels[i] = applyLut(lut, source[i] ?? 0);
    replacePixels(image, pixels, 1);
    const { min, max } = extremes(pixels);
    Object.assign(image, {
      minPixelValue: min,
      maxPixelValue: max,
      windowCenter: (min + max + 1) / 2,
      windowWidth: max - min + 1,
    });
  }
  const [center, width] = [number(dataset, "00281050"), number(dataset, "00281051")];
  const curve = voiLut(dataset);
  const own =
    center !== undefined && width !== undefined && width > 0 ? { center, width } : curve && windowOf(curve);
  if (own) Object.assign(image, { windowCenter: own.center, windowWidth: own.width });
  // The CPU renderer draws the curve itself; for the GPU see voi-curve.ts.
  if (curve && width === undefined)
    Object.assign(image, {
      voiLUT: { id: image.imageId, firstValueMapped: curve.first, lut: curve.entries },
    });
  const padding = paddingOf(dataset);
  // What was put where nothing was measured must not decide how dark the rest is.
  if (!own && !lut && padding)
    Object.assign(image, windowWithoutPadding(image.getPixelData(), padding) ?? {});
  const voiFunction = text(dataset, "00281056").toUpperCase();
  image.voiLUTFunction = (VOI_FUNCTIONS.has(voiFunction) ? voiFunction : "LINEAR") as never;
}

function finishColour(image: Types.IImage, dataset: DicomJson, isRgba: boolean): void {
  const source = image.getPixelData();
  const count = image.rows * image.columns;
  const is422 = text(dataset, "00280004") === "YBR_FULL_422";
  if (is422 && source.length === count * 2) {
    replacePixels(image, expandYbr422(source as unknown as Uint8Array, isRgba), isRgba ? 4 : 3);
  } else if (source instanceof Uint16Array) {
    const shift = Math.max(0, (number(dataset, "00280101") ?? 16) - 8);
    replacePixels(
      image,
      Uint8ClampedArray.from(source, (value) => value >> shift),
      source.length / count,
    );
  }
}

function replacePixels(image: Types.IImage, pixels: Uint8ClampedArray | Uint16Array, samples: number): void {
  Object.assign(image, {
    dataType: pixels.constructor.name,
    sizeInBytes: pixels.byteLength,
    getPixelData: () => pixels,
    numberOfComponents: samples,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: pixels as never,
      width: image.columns,
      height: image.rows,
      numberOfComponents: samples,
    }),
  });
  const { imageFrame } = image;
  if (imageFrame) Object.assign(imageFrame, { pixelData: pixels, pixelDataLength: pixels.length });
}

function extremes(pixels: Uint16Array): { min: number; max: number } {
  let min = 65_535;
  let max = 0;
  for (const value of pixels) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
