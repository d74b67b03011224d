import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import yauzl from "yauzl";
import { readRange } from "./read-range";

/** An archive: a whole file, or a part of one. */
export interface ArchivePlace {
  handle: FileHandle;
  start: number;
  length: number;
  path: string;
}

/** Lets yauzl read an archive that is a part of a file. */
class PlaceReader extends yauzl.RandomAccessReader {
  constructor(private readonly place: ArchivePlace) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { handle, start: base } = this.place;
    // yauzl's streams hold on to chunks while they inflate, so these are copies.
    const copies = async function* () {
      for await (const chunk of readRange(handle, base + start, end - start)) yield Buffer.from(chunk);
    };
    return Readable.from(copies(), { objectMode: false });
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

export function openZip(place: ArchivePlace): Promise<yauzl.ZipFile> {
  // Raw names: yauzl would end the whole archive at one odd name, and we never write to a name.
  const options = {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: true,
  } as const;
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(new PlaceReader(place), place.length, options, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

export async function* zipEntries(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  const ended = once(zip, "end").then(() => undefined);
  ended.catch(() => {});
  for (;;) {
    const next = once(zip, "entry").then(([entry]) => entry as yauzl.Entry);
    next.catch(() => {});
    zip.readEntry();
    const entry = await Promise.race([next, ended]);
    if (!entry) return;
    yield entry;
  }
}

export function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
