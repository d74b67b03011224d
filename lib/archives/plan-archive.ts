import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import {
  centralHeader,
  centralHeaderLength,
  type DosTime,
  dosTime,
  endOfArchive,
  localHeader,
  localHeaderLength,
  type ZipEntry,
} from "./zip-format";

/**
 * A file of the archive: bytes made here, at once or when the download has come to them, or a range of a stored
 * object with the CRC-32 taken at ingest.
 */
export type ArchiveFile =
  | { name: string; bytes: Uint8Array }
  | { name: string; length: number; make: () => Uint8Array; version: string }
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
  const fingerprint = [`${at.date} ${at.time}`];
  let position = 0;
  const add = (segment: Omit<Segment, "start">) => {
    if (segment.length > 0) segments.push({ start: position, ...segment });
    position += segment.length;
  };
  for (const file of files) {
    const entry = entryOf(file);
    placed.push({ entry, offset: position });
    // What is made later is known by what it will be made of.
    fingerprint.push(`${entry.name} ${entry.length} ${"make" in file ? file.version : entry.crc32}`);
    add({ length: localHeaderLength(entry), bytes: () => localHeader(entry, at) });
    if ("bytes" in file) add({ length: entry.length, bytes: () => file.bytes });
    else if ("make" in file) add({ length: entry.length, bytes: file.make });
    else add({ length: entry.length, source: file.source });
  }
  const directoryOffset = position;
  const directory = once(() => directoryBytes(placed, at));
  const directoryLength = placed.reduce(
    (sum, { entry, offset }) => sum + centralHeaderLength(entry, offset),
    0,
  );
  add({ length: directoryLength, bytes: directory });
  const end = endOfArchive(placed.length, directoryOffset, directoryLength);
  add({ length: end.length, bytes: () => end });
  const digest = createHash("sha256").update(fingerprint.join("\n")).digest("base64url");
  return { length: position, etag: `"${digest.slice(0, 32)}"`, segments };
}

function entryOf(file: ArchiveFile): ZipEntry {
  if ("bytes" in file) return { name: file.name, length: file.bytes.length, crc32: crc32(file.bytes) };
  if ("source" in file) return { name: file.name, length: file.length, crc32: file.crc32 };
  const checksum = once(() => crc32(file.make()));
  return {
    name: file.name,
    length: file.length,
    get crc32() {
      return checksum();
    },
  };
}

function directoryBytes(placed: { entry: ZipEntry; offset: number }[], at: DosTime): Buffer {
  return Buffer.concat(placed.map(({ entry, offset }) => centralHeader(entry, offset, at)));
}

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
