import { lutDescriptor, lutEntries } from "./binary";
import { type DicomJson, items, number } from "./dicom-json";

export type Lut = { first: number; entries: number[] };

/** The Modality LUT (0028,3000), which replaces rescale slope and intercept (PS3.3 C.11.1). */
export function modalityLut(dataset: DicomJson): Lut | undefined {
  return lutOf(dataset, "00283000");
}

/** The window that spans a LUT from its first to its last entry: the curve itself is drawn inside it. */
export function windowOf({ first, entries }: Lut): { center: number; width: number } {
  return { center: first + entries.length / 2, width: entries.length };
}

/** Values outside the table take its first or last entry. */
export function applyLut(lut: Lut, value: number): number {
  const index = Math.min(lut.entries.length - 1, Math.max(0, value - lut.first));
  return lut.entries[index] ?? 0;
}

/** The VOI LUT itself (0028,3010): from modality values to what is seen, as far as its entries are here. */
export function voiLut(dataset: DicomJson): Lut | undefined {
  return lutOf(dataset, "00283010");
}

function lutOf(dataset: DicomJson, sequence: string): Lut | undefined {
  return lutFrom(items(dataset, sequence)[0], number(dataset, "00280103") === 1);
}

/** An item of a LUT sequence: descriptor (0028,3002) and data (0028,3006). */
export function lutFrom(item: DicomJson | undefined, isSigned: boolean): Lut | undefined {
  const descriptor = lutDescriptor(item?.["00283002"], isSigned);
  const entries = descriptor && lutEntries(item?.["00283006"], descriptor.count);
  return descriptor && entries ? { first: descriptor.first, entries } : undefined;
}
