import { type DicomJson, number, text } from "./dicom-json";

/** The values that become black and white. */
export type Window = { lower: number; upper: number };

/**
 * The window that an image or an item of a Softcopy VOI LUT Sequence asks for (PS3.3 C.11.2.1.2); undefined without one.
 * LINEAR, the usual one, counts its width from the middle of whole values.
 */
export function windowRange(item: DicomJson | undefined): Window | undefined {
  const [center, width] = [number(item, "00281050"), number(item, "00281051")];
  if (center === undefined || width === undefined || width <= 0) return undefined;
  const isLinear = width > 1 && ["", "LINEAR"].includes(text(item, "00281056"));
  const [middle, half] = isLinear ? [center - 0.5, (width - 1) / 2] : [center, width / 2];
  return { lower: middle - half, upper: middle + half };
}
