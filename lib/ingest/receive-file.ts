import { crc32 } from "node:zlib";
import {
  type DataSet,
  DicomError,
  encodeFileMeta,
  getString,
  Part10Scanner,
  type ScannedInstance,
} from "@/lib/dicom";
import { BUFFER_BYTES, giveBuffer, type ObjectWriter, takeBuffer } from "@/lib/storage";
import { DataSetHash } from "./data-set-hash";
import type { IngestEntry } from "./outcome";
import type { ReceivedInstance } from "./pending-instance";
import { type ReadInstance, readInstance } from "./read-instance";
import { fromSource, joined, oneChunk, ReadRefusal } from "./read-source";
import { refuseFor } from "./refuse-entry";

/** Chooses the pack that a file's bytes go into. */
export interface PackSource {
  /** By what is known of the file when its bytes have to go somewhere; often everything, at worst nothing. */
  packFor(studyInstanceUid: string | undefined, seriesInstanceUid: string | undefined): Promise<ObjectWriter>;
  /** A pack of its own. */
  freshPack(): Promise<ObjectWriter>;
}

export interface ReceiveOptions {
  requestId: string;
  /** Only instances of this study are taken. */
  studyInstanceUid?: string;
  /** Asked before bytes are written, where that can be waited for: true leaves the file out, as a repeat. */
  isRepeat?: (read: ReadInstance, dataSetSha256: Promise<Uint8Array>) => Promise<boolean>;
}

interface Held {
  buffer: Buffer;
  length: number;
  hash: DataSetHash;
}

/** Where a file's bytes went while they streamed past. */
interface Written {
  pack?: ObjectWriter;
  start: number;
}

/**
 * Streams one file once: into a pack, through the scanner and the hashes. What can't be taken makes its entry a
 * refused one with a code and a reason: it doesn't throw for bad bytes, a failing source or full storage. A chunk
 * may be reused once the next one is asked for.
 * @returns what waits for its row now; nothing for a refused file and a repeat
 */
export async function receiveFile(
  entry: IngestEntry,
  bytes: AsyncIterable<Uint8Array>,
  packs: PackSource,
  options: ReceiveOptions,
): Promise<ReceivedInstance | undefined> {
  const held: Held = { buffer: takeBuffer(), length: 0, hash: new DataSetHash() };
  const scanner = new Part10Scanner({ onDataSetBytes: (chunk) => held.hash.take(chunk) });
  const written: Written = { start: 0 };
  let crc = 0;
  let size = 0;
  try {
    for await (const chunk of fromSource(bytes)) {
      size += chunk.length;
      crc = crc32(chunk, crc);
      scanner.write(chunk);
      await keep(chunk, held, written, scanner.dataSetSoFar, packs);
    }
    entry.size = size;
    const scanned = scanner.end();
    entry.warnings.push(...scanned.warnings);
    if (scanned.isDicomdir)
      throw new ReadRefusal("DICOMDIR", "A DICOMDIR lists the disc's files; those are read themselves.");
    if (!scanned.identity) throw new DicomError("MISSING_UID", "The file has no UIDs.");
    if (!scanned.hasPreamble)
      return await receiveWithFileMeta(entry, scanned, held, written, size, packs, options);
    const read = readInstance(scanned, scanned.identity);
    Object.assign(entry, read.identity);
    checkStudy(read.identity.studyInstanceUid, options.studyInstanceUid);
    const dataSetSha256 = held.hash.digest(held.buffer.subarray(0, held.length));
    if (await options.isRepeat?.(read, dataSetSha256)) {
      entry.outcome = "DUPLICATE";
      forget(written);
      return undefined;
    }
    const { studyInstanceUid, seriesInstanceUid } = read.identity;
    const pack = written.pack ?? (await place(held, written, studyInstanceUid, seriesInstanceUid, packs));
    entry.outcome = "STORED";
    return { entry, read, writer: pack, offset: written.start, length: size, dataSetSha256, crc32: crc };
  } catch (error) {
    forget(written);
    entry.size = Math.max(entry.size, size);
    refuseFor(entry, error, options.requestId);
    return undefined;
  } finally {
    giveBuffer(held.buffer);
  }
}

/** Holds a file's head back until it is known whose study it is; most instances are held whole. */
async function keep(
  chunk: Uint8Array,
  held: Held,
  written: Written,
  header: DataSet,
  packs: PackSource,
): Promise<void> {
  if (!written.pack) {
    if (held.length + chunk.length <= BUFFER_BYTES) {
      held.buffer.set(chunk, held.length);
      held.length += chunk.length;
      return;
    }
    held.hash.stream(held.buffer.subarray(0, held.length));
    const study = getString(header, "StudyInstanceUID");
    await place(held, written, study, getString(header, "SeriesInstanceUID"), packs);
  }
  await written.pack?.write(chunk);
}

async function place(
  held: Held,
  written: Written,
  studyInstanceUid: string | undefined,
  seriesInstanceUid: string | undefined,
  packs: PackSource,
): Promise<ObjectWriter> {
  const pack = await packs.packFor(studyInstanceUid, seriesInstanceUid);
  written.pack = pack;
  written.start = pack.position;
  await pack.write(held.buffer.subarray(0, held.length));
  return pack;
}

/** A data set without preamble is stored as a Part 10 file: what is missing is put before it. */
async function receiveWithFileMeta(
  entry: IngestEntry,
  scanned: ScannedInstance,
  held: Held,
  written: Written,
  size: number,
  packs: PackSource,
  options: ReceiveOptions,
): Promise<ReceivedInstance | undefined> {
  const { pack, start } = written;
  const body = pack
    ? pack.readBack({ offset: start, length: size })
    : oneChunk(held.buffer.subarray(0, held.length));
  // What is read back can't be written to the same pack.
  const into = pack ? await packs.freshPack() : undefined;
  const source = into ? { packFor: async () => into, freshPack: () => packs.freshPack() } : packs;
  const pending = await receiveFile(entry, joined(missingHead(scanned, held.buffer), body), source, options);
  forget(written);
  entry.size = size;
  return pending;
}

function missingHead(scanned: ScannedInstance, start: Buffer): Uint8Array {
  if (scanned.fileMeta.elements.size === 0 && scanned.identity)
    return encodeFileMeta({ ...scanned.identity, transferSyntaxUid: scanned.transferSyntaxUid });
  // File Meta is there and stays as it is; only the preamble, or its mark too, is missing.
  const hasMark = start.subarray(0, 4).toString("latin1") === "DICM";
  const head = Buffer.alloc(hasMark ? 128 : 132);
  if (!hasMark) head.write("DICM", 128, "latin1");
  return head;
}

function checkStudy(studyInstanceUid: string, wanted: string | undefined): void {
  if (wanted !== undefined && wanted !== studyInstanceUid)
    throw new ReadRefusal("STUDY_MISMATCH", "The instance belongs to another study than the one addressed.");
}

function forget({ pack, start }: Written): void {
  pack?.rewind(start);
}
