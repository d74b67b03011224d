import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import {
  centralHeader,
  type DosTime,
  dosTime,
  endOfArchive,
  localHeader,
  localHeaderLength,
  type ZipEntry,
} from "./zip-format";

/** A file of the archive: bytes made here, or a range of a stored object with the CRC-32 taken at ingest. */
export type ArchiveFile =
  | { name: string; bytes: Uint8Array }
  | { name: string; length: number; crc32: number; source: { key: string; offset: number } };

/** A run of the archive's bytes: made when it is needed, or copied from storage. */
export interface Segment {
  /** Where in the archive it begins. */
  start: number;
  length: number;
  bytes?: () => Uint8Array;
  source?: { key: string; offset: number };
}

export interface ArchivePlan {
  length: number;
  /** The same for the same bytes, so that a download can be resumed. */
  etag: string;
  segments: Segment[];
}

/** Where every byte of a stored (not compressed) ZIP comes from; nothing is read from storage for it. */
export function planArchive(files: readonly ArchiveFile[], writtenAt: Date): ArchivePlan {
  const at = dosTime(writtenAt);
  const segments: Segment[] = [];
  const placed: { entry: ZipEntry; offset: number }[] = [];
  const fingerprint = createHash("sha256").update(`${at.date} ${at.time}`);
  let position = 0;
  const add = (segment: Omit<Segment, "start">) => {
    if (segment.length > 0) segments.push({ start: position, ...segment });
    position += segment.length;
  };
  for (const file of files) {
    const entry: ZipEntry =
      "bytes" in file
        ? { name: file.name, length: file.bytes.length, crc32: crc32(file.bytes) }
        : { name: file.name, length: file.length, crc32: file.crc32 };
    placed.push({ entry, offset: position });
    fingerprint.update(`\n${entry.name} ${entry.length} ${entry.crc32}`);
    add({ length: localHeaderLength(entry), bytes: () => localHeader(entry, at) });
    add({
      length: entry.length,
      ...("bytes" in file ? { bytes: () => file.bytes } : { source: file.source }),
    });
  }
  const directoryOffset = position;
  const directory = once(() => directoryBytes(placed, at));
  const directoryLength = placed.reduce(
    (sum, { entry, offset }) => sum + centralHeader(entry, offset, at).length,
    0,
  );
  add({ length: directoryLength, bytes: directory });
  const end = endOfArchive(placed.length, directoryOffset, directoryLength);
  add({ length: end.length, bytes: () => end });
  return { length: position, etag: `"${fingerprint.digest("base64url").slice(0, 32)}"`, segments };
}

function directoryBytes(placed: { entry: ZipEntry; offset: number }[], at: DosTime): Buffer {
  return Buffer.concat(placed.map(({ entry, offset }) => centralHeader(entry, offset, at)));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
