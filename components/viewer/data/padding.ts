import { type DicomJson, number } from "./dicom-json";

/** Modality values that mark pixels outside the measured field: Pixel Padding Value and its range (PS3.3 C.7.5.1.1.2). */
export type Padding = { lowest: number; highest: number };

export function paddingOf(dataset: DicomJson): Padding | undefined {
  const value = number(dataset, "00280120");
  if (value === undefined) return undefined;
  const limit = number(dataset, "00280121") ?? value;
  const slope = number(dataset, "00281053") ?? 1;
  const intercept = number(dataset, "00281052") ?? 0;
  const signed = (stored: number) => {
    const bits = number(dataset, "00280101") ?? 16;
    const isNegative = number(dataset, "00280103") === 1 && stored >= 2 ** (bits - 1) && stored < 2 ** bits;
    return (isNegative ? stored - 2 ** bits : stored) * slope + intercept;
  };
  const [a, b] = [signed(value), signed(limit)];
  return { lowest: Math.min(a, b), highest: Math.max(a, b) };
}

/** The window from the darkest to the brightest measured value; undefined when nothing was padded or all was. */
export function windowWithoutPadding(
  pixels: ArrayLike<number>,
  { lowest, highest }: Padding,
): { windowCenter: number; windowWidth: number } | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let isPadded = false;
  for (let i = 0; i < pixels.length; i += 1) {
    const value = pixels[i] ?? 0;
    if (value >= lowest && value <= highest) isPadded = true;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  if (!isPadded || max <= min) return undefined;
  return { windowCenter: (min + max + 1) / 2, windowWidth: max - min + 1 };
}
