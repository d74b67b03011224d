import type { FileEntry } from "@zip.js/zip.js";
import type { SourceFile } from "./source-file";

/** Why a ZIP, or something in it, was not read. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  constructor(readonly code: "BAD_ARCHIVE" | "ARCHIVE_ENCRYPTED" | "ARCHIVE_TOO_LARGE" | "ARCHIVE_TOO_DEEP") {
    super(code);
  }
}

export const MAX_ARCHIVE_DEPTH = 4;
const MAX_ENTRIES = 200_000;
const MAX_ENTRY_BYTES = 8 * 1024 ** 3;
// Images seldom shrink to less than a tenth; what claims more than this is made to fill memory.
const MAX_RATIO = 200;
const RATIO_FLOOR = 32 * 1024 * 1024;

/** The files in a ZIP, by its directory at the end; nothing is unpacked yet. @throws ArchiveError */
export async function* openArchive(archive: SourceFile): AsyncGenerator<SourceFile> {
  const { BlobReader, configure, ZipReader } = await import("@zip.js/zip.js");
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new BlobReader(await archive.read()), { filenameValidation: "tolerant" });
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue;
      count += 1;
      if (count > MAX_ENTRIES) throw new ArchiveError("ARCHIVE_TOO_LARGE");
      if (entry.encrypted) throw new ArchiveError("ARCHIVE_ENCRYPTED");
      yield entrySource(entry, `${archive.path}/${safePath(entry.filename)}`);
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError("BAD_ARCHIVE");
  }
}

/** Paths are shown and sent, never opened; still nothing climbs out of its archive. */
function safePath(name: string): string {
  return name
    .split(/[\\/]+/)
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
}

function entrySource(entry: FileEntry, path: string): SourceFile {
  return {
    path,
    size: entry.uncompressedSize,
    lastModified: entry.lastModDate?.getTime() || 0,
    head: (length) => unpack(entry, length),
    read: () => unpack(entry, Number.POSITIVE_INFINITY),
  };
}

/** The first `length` bytes of an entry; reading stops there, and stops where the entry turns out to be a bomb. */
async function unpack(entry: FileEntry, length: number): Promise<Blob> {
  if (entry.uncompressedSize > MAX_ENTRY_BYTES) throw new ArchiveError("ARCHIVE_TOO_LARGE");
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const stop = new AbortController();
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes += chunk.length;
      const isBomb = bytes > RATIO_FLOOR && bytes > entry.compressedSize * MAX_RATIO;
      if (isBomb || bytes > entry.uncompressedSize) throw new ArchiveError("ARCHIVE_TOO_LARGE");
      chunks.push(new Uint8Array(chunk));
      if (bytes >= length) stop.abort();
    },
  });
  try {
    await entry.getData(sink, { signal: stop.signal, checkSignature: length === Number.POSITIVE_INFINITY });
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    if (!stop.signal.aborted) throw new ArchiveError("BAD_ARCHIVE");
  }
  return new Blob(chunks).slice(0, length === Number.POSITIVE_INFINITY ? undefined : length);
}
