import { buildDicomdir, type DirectoryEntry } from "@/lib/dicom";
import type { FiledEntry } from "./directory-entries";

/** Smaller directories are built at once. */
const FEW = 20;

/**
 * The length of a DICOMDIR before it is built, so that a download of thousands of images begins at once. Records of
 * plain images have the same length when their UIDs and numbers have: one is measured for each such kind.
 */
export function directoryLength(entries: readonly FiledEntry[], sopInstanceUid: string, few = FEW): number {
  const lengthOf = (some: readonly DirectoryEntry[]) => buildDicomdir(some, { sopInstanceUid }).length;
  if (entries.length <= few) return lengthOf(entries);
  const measured = new Map<string, number>();
  let length = lengthOf(entries.filter(({ isPlain }) => !isPlain));
  for (const entry of entries) {
    if (!entry.isPlain) continue;
    const kind = kindOf(entry);
    let one = measured.get(kind);
    if (one === undefined) {
      one = lengthOf([entry, entry]) - lengthOf([entry]);
      measured.set(kind, one);
    }
    length += one;
  }
  return length;
}

const VARYING = ["00080016", "00080018", "00200013"];

function kindOf({ attributes, transferSyntaxUid }: FiledEntry): string {
  const texts = VARYING.map((tag) =>
    String((attributes[tag] as { Value?: unknown[] } | undefined)?.Value?.[0] ?? ""),
  );
  // Values are padded to even lengths (PS3.5 7.1.1).
  return [...texts, transferSyntaxUid].map((text) => text.length + (text.length % 2)).join(" ");
}
