import { pixelSize } from "../data/pixel-size";
import { datasetOfTarget } from "./dataset-of";

type Measured = {
  cachedStats?: Record<string, { length?: number; width?: number; unit?: string } | undefined>;
};

/** What stands beside a length: `48.0 mm`, or pixels where nobody knows how large they are. */
export function lengthLines(data: Measured, targetId: string): string[] {
  const { length, unit } = data.cachedStats?.[targetId] ?? {};
  return length === undefined ? [] : [lengthText(length, unit, smallestPixel(targetId))];
}

/** The longer and the shorter of two diameters. */
export function diameterLines(data: Measured, targetId: string): string[] {
  const { length, width, unit } = data.cachedStats?.[targetId] ?? {};
  if (length === undefined || width === undefined) return [];
  const pixel = smallestPixel(targetId);
  return [`L: ${lengthText(length, unit, pixel)}`, `W: ${lengthText(width, unit, pixel)}`];
}

/** The library measures in ultrasound regions in cm and names them. */
export function inMillimetres(value: number, unit = "", power: 1 | 2 = 1): { value: number; unit: string } {
  const [name = ""] = unit.split(" ");
  return /^cm/.test(name)
    ? { value: value * 10 ** power, unit: name.replace("cm", "mm") }
    : { value, unit: name };
}

/** As many digits as half a pixel is worth, and one at least. */
export function lengthText(length: number, unit: string | undefined, pixel: number): string {
  const { value, unit: shown } = inMillimetres(length, unit);
  const digits = Math.min(3, Math.max(1, Math.ceil(-Math.log10(pixel))));
  return `${value.toFixed(digits)} ${shown}`.trim();
}

function smallestPixel(targetId: string): number {
  const dataset = datasetOfTarget(targetId);
  const { down, across } = dataset ? pixelSize(dataset) : { down: 1, across: 1 };
  return Math.min(down, across);
}
