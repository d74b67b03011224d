import { lutDescriptor, lutEntries } from "./binary";
import { type DicomJson, items, number } from "./dicom-json";

export type Lut = { first: number; entries: number[] };

/** The Modality LUT (0028,3000), which replaces rescale slope and intercept (PS3.3 C.11.1). */
export function modalityLut(dataset: DicomJson): Lut | undefined {
  return lutOf(dataset, "00283000");
}

/**
 * The window that spans the rising part of a VOI LUT (0028,3010), for files that give no window centre and width.
 * An approximation: the curve between its ends is taken as straight.
 */
export function windowOfVoiLut(dataset: DicomJson): { center: number; width: number } | undefined {
  const lut = lutOf(dataset, "00283010");
  const last = lut?.entries.at(-1);
  const firstValue = lut?.entries[0];
  if (!lut || last === undefined || firstValue === undefined || last <= firstValue) return undefined;
  const range = last - firstValue;
  const low = lut.entries.findIndex((value) => value > firstValue + range * 0.02);
  const high = lut.entries.findIndex((value) => value >= firstValue + range * 0.98);
  if (low < 0 || high <= low) return undefined;
  return { center: lut.first + (low + high) / 2, width: high - low };
}

/** Values outside the table take its first or last entry. */
export function applyLut(lut: Lut, value: number): number {
  const index = Math.min(lut.entries.length - 1, Math.max(0, value - lut.first));
  return lut.entries[index] ?? 0;
}

function lutOf(dataset: DicomJson, sequence: string): Lut | undefined {
  const item = items(dataset, sequence)[0];
  const isSigned = number(dataset, "00280103") === 1;
  const descriptor = lutDescriptor(item?.["00283002"], isSigned);
  const entries = descriptor && lutEntries(item?.["00283006"], descriptor.count);
  return descriptor && entries ? { first: descriptor.first, entries } : undefined;
}
