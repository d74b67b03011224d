import type { BundleFile } from "./pack-bundles";

type Sum = { files: number; bytes: number };

/** What of each study has left: what was there from before, and what each bundle has sent so far. */
export class SentByStudy {
  private readonly before = new Map<string, Sum>();
  private readonly bundles = new Map<number, Map<string, Sum>>();

  /** There already: it isn't sent again. */
  addKnown(file: BundleFile): void {
    add(this.before, file, file.source.size);
  }

  /** Replaces what was known of the bundle. */
  setBundle(index: number, sent: Iterable<[BundleFile, number]>): void {
    const sums = new Map<string, Sum>();
    for (const [file, bytes] of sent) add(sums, file, bytes);
    this.bundles.set(index, sums);
  }

  totals(): Map<string, Sum> {
    const totals = new Map<string, Sum>();
    for (const sums of [this.before, ...this.bundles.values()])
      for (const [uid, { files, bytes }] of sums) {
        const total = totals.get(uid) ?? { files: 0, bytes: 0 };
        totals.set(uid, { files: total.files + files, bytes: total.bytes + bytes });
      }
    return totals;
  }
}

/** A file counts when all of it has left; documents count by their bytes alone. */
function add(sums: Map<string, Sum>, file: BundleFile, bytes: number): void {
  const sum = sums.get(file.studyInstanceUid) ?? { files: 0, bytes: 0 };
  sum.bytes += bytes;
  if (bytes === file.source.size && !file.document) sum.files += 1;
  sums.set(file.studyInstanceUid, sum);
}
