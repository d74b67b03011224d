import { buildDicomdir } from "@/lib/dicom";
import type { FiledEntry } from "./directory-entry";

/** Smaller directories are built at once. */
const FEW = 20;

/**
 * The length of a DICOMDIR before it is built, so that a download of thousands of images begins at once: one record
 * of each kind is measured.
 */
export function directoryLength(entries: readonly FiledEntry[], sopInstanceUid: string, few = FEW): number {
  const lengthOf = (some: readonly FiledEntry[]) =>
    buildDicomdir(
      some.map(({ make }) => make()),
      { sopInstanceUid },
    ).length;
  if (entries.length <= few) return lengthOf(entries);
  const measured = new Map<string, number>();
  let length = lengthOf(entries.filter(({ kind }) => kind === undefined));
  for (const entry of entries) {
    if (entry.kind === undefined) continue;
    let one = measured.get(entry.kind);
    if (one === undefined) {
      one = lengthOf([entry, entry]) - lengthOf([entry]);
      measured.set(entry.kind, one);
    }
    length += one;
  }
  return length;
}
