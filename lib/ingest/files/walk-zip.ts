import { randomUUID } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import yauzl from "yauzl";
import { env } from "@/lib/env";
import { toStorageError } from "@/lib/storage";
import { ReadRefusal } from "../read-source";
import { type ArchiveBudget, archiveLimit } from "./archive-budget";
import { displayPath, type Found, looksLikeZip } from "./found-file";
import { type ArchivePlace, openEntry, openZip, zipEntries } from "./open-zip";

const NO_COMPRESSION = 0;
const HEAD_BYTES = 132;

/**
 * The files of a ZIP, also of ZIPs in it, one at a time. What an archive claims is checked while it is read:
 * sizes, how often the same bytes are used, how much comes out. A fault ends that archive with a line about it.
 */
export async function* walkZip(place: ArchivePlace, budget: ArchiveBudget, depth = 1): AsyncGenerator<Found> {
  if (depth > budget.limits.depth)
    return yield { path: place.path, code: "ARCHIVE_LIMIT", reason: "Archives are nested too deep." };
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await openZip(place);
    let packed = 0;
    for await (const entry of zipEntries(zip)) {
      const name = displayPath(place.path, entryName(entry));
      if (name.endsWith("/")) continue;
      budget.countEntry();
      packed += entry.compressedSize;
      // Entries that lie over each other: a few packed bytes that come out many times.
      if (packed > place.length) throw archiveLimit("Its files overlap each other.");
      if (entry.isEncrypted()) {
        yield { path: name, code: "ENCRYPTED", reason: "The file is encrypted in its archive." };
      } else if (!entry.canDecodeFileData()) {
        yield {
          path: name,
          code: "BAD_ARCHIVE",
          reason: "The file is packed in a way that is not supported.",
        };
      } else {
        yield* walkEntry(place, zip, entry, name, budget, depth);
      }
    }
  } catch (error) {
    const known = error instanceof ReadRefusal;
    yield {
      path: place.path,
      code: known ? error.code : "BAD_ARCHIVE",
      reason: known
        ? `The archive was not read further. ${error.message}`
        : "The archive is damaged or cut short.",
    };
  } finally {
    zip?.close();
  }
}

async function* walkEntry(
  place: ArchivePlace,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  name: string,
  budget: ArchiveBudget,
  depth: number,
): AsyncGenerator<Found> {
  const stream = await openEntry(zip, entry);
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    const head: Buffer[] = [];
    let length = 0;
    let failure: unknown;
    while (length < HEAD_BYTES) {
      const next = await iterator.next().catch((error: unknown) => {
        failure = error;
        return { done: true as const, value: undefined };
      });
      if (next.done) break;
      head.push(next.value);
      length += next.value.length;
    }
    const start = Buffer.concat(head);
    const bytes = budget.count(rest(start, iterator, failure), entry.compressedSize);
    if (looksLikeZip(start.subarray(0, HEAD_BYTES)))
      yield* walkNested(place, zip, entry, name, bytes, budget, depth);
    else yield { path: name, size: entry.uncompressedSize, bytes: damagedAs(bytes) };
  } finally {
    stream.destroy();
  }
}

/** What a broken or lying entry throws, in the words of the report. */
async function* damagedAs(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof ReadRefusal) throw error;
    throw new ReadRefusal("BAD_ARCHIVE", "The file is damaged in its archive, or its sizes are wrong.");
  }
}

async function* walkNested(
  place: ArchivePlace,
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  budget: ArchiveBudget,
  depth: number,
): AsyncGenerator<Found> {
  if (entry.compressionMethod === NO_COMPRESSION && !entry.isEncrypted()) {
    const start = place.start + (await dataStart(zip, entry));
    const length = entry.compressedSize;
    return yield* walkZip({ handle: place.handle, start, length, path: name }, budget, depth + 1);
  }
  const unpacked = await unpack(damagedAs(bytes), budget.limits.nestedBytes).catch((error: unknown) => {
    if (error instanceof ReadRefusal) return error;
    throw error;
  });
  if (unpacked instanceof ReadRefusal)
    return yield { path: name, code: unpacked.code, reason: unpacked.message };
  try {
    yield* walkZip({ ...unpacked, start: 0, path: name }, budget, depth + 1);
  } finally {
    await unpacked.handle.close();
  }
}

function dataStart(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<number> {
  return new Promise((resolve, reject) => {
    zip.readLocalFileHeader(entry, (error, header) =>
      error ? reject(error) : resolve(header.fileDataStart),
    );
  });
}

/** A temporary file without a name: gone with its handle, also when the process is killed. */
async function unpack(
  bytes: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<{ handle: FileHandle; length: number }> {
  const folder = path.join(env.DATA_DIR, "unpacking");
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, randomUUID());
  const handle = await fs.open(file, "wx+", 0o600);
  try {
    await fs.rm(file);
    let length = 0;
    for await (const chunk of bytes) {
      if (length + chunk.length > mostBytes) throw archiveLimit("The archive in it is too large.");
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, length);
        if (bytesWritten === 0) throw toStorageError({ code: "ENOSPC" });
        at += bytesWritten;
        length += bytesWritten;
      }
    }
    return { handle, length };
  } catch (error) {
    await handle.close();
    throw toStorageError(error);
  }
}

async function* rest(
  start: Buffer,
  iterator: AsyncIterator<Buffer>,
  failure: unknown,
): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  if (failure !== undefined) throw failure;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

function entryName(entry: yauzl.Entry): string {
  const raw = entry.fileName as unknown;
  if (typeof raw === "string") return raw;
  return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
}
