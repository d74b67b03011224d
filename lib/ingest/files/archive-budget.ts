import { ReadRefusal } from "../read-source";

/** What reading one drop, folder or archive may cost in all; nested archives draw on the same budget. */
export const ARCHIVE_LIMITS = {
  entries: 250_000,
  /** Bytes that may come out of archives. */
  bytes: 512 * 1024 ** 3,
  /** Archives within archives. */
  depth: 4,
  /** A nested archive that is compressed has to be unpacked before it can be read. */
  nestedBytes: 16 * 1024 ** 3,
  /** Times that an entry may be larger than it is packed, once `ratioFloor` bytes have come out. */
  ratio: 250,
  ratioFloor: 64 * 1024 ** 2,
} as const;

export type ArchiveLimits = { [Name in keyof typeof ARCHIVE_LIMITS]: number };

/** Counts while archives are read, and stops them: what they say about their sizes is not believed. */
export class ArchiveBudget {
  private entries = 0;
  private bytes = 0;

  constructor(readonly limits: ArchiveLimits = ARCHIVE_LIMITS) {}

  /** @throws ReadRefusal ARCHIVE_LIMIT */
  countEntry(): void {
    this.entries += 1;
    if (this.entries > this.limits.entries)
      throw archiveLimit(`It has more than ${this.limits.entries} files.`);
  }

  /** The same bytes, counted. @throws ReadRefusal ARCHIVE_LIMIT in the middle */
  async *count(bytes: AsyncIterable<Uint8Array>, packedBytes: number): AsyncGenerator<Uint8Array> {
    let out = 0;
    for await (const chunk of bytes) {
      out += chunk.length;
      this.bytes += chunk.length;
      if (this.bytes > this.limits.bytes) throw archiveLimit("It unpacks to more than is taken at once.");
      if (out > this.limits.ratioFloor && out > packedBytes * this.limits.ratio)
        throw archiveLimit("It unpacks to far more than it is packed.");
      yield chunk;
    }
  }
}

export const archiveLimit = (message: string) => new ReadRefusal("ARCHIVE_LIMIT", message);
