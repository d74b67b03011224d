import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Context } from "@/lib/context";
import {
  type DataSet,
  DicomError,
  encodeFileMeta,
  getString,
  isAcceptableUid,
  Part10Scanner,
  type ScannedInstance,
} from "@/lib/dicom";
import { log } from "@/lib/log";
import {
  BUFFER_BYTES,
  giveBuffer,
  type ObjectWriter,
  StorageError,
  storage,
  takeBuffer,
} from "@/lib/storage";
import type { IngestTarget } from "./ingest-target";
import type { IngestEntry } from "./outcome";
import type { PendingInstance } from "./pending-instance";
import { readInstance } from "./read-instance";
import { fromSource, joined, oneChunk, ReadRefusal } from "./read-source";
import { refuseEntry, refuseFor } from "./refuse-entry";
import { storeBatch } from "./store-batch";

// More open files than this serve nobody; the studies after that share the last one.
const MOST_PACKS = 16;

interface Held {
  buffer: Buffer;
  length: number;
}

/** Where a file's bytes went while they streamed past. */
interface Written {
  pack?: ObjectWriter;
  start: number;
}

/**
 * The one way in for instances, whatever door they come by: bytes are streamed once into a pack per study while
 * they are scanned and hashed; `commit` makes the packs durable and then the rows, in one transaction. Until then
 * nothing is visible, and a batch that is dropped leaves nothing. Calls must not overlap.
 */
export class IngestBatch {
  readonly entries: IngestEntry[] = [];
  private readonly pending: PendingInstance[] = [];
  private readonly packs = new Map<string, ObjectWriter>();
  private readonly writers = new Set<ObjectWriter>();
  private readonly bySopInstance = new Map<string, PendingInstance>();
  private lastPack: ObjectWriter | undefined;

  constructor(
    private readonly context: Context,
    private readonly target: IngestTarget,
  ) {}

  /** Bytes waiting for `commit`. */
  bytes = 0;

  get size(): number {
    return this.entries.length;
  }

  /**
   * Takes one file. What can't be taken becomes a refused entry with a code and a reason: it doesn't throw for
   * bad bytes, a failing source or full storage. A chunk may be reused once the next one is asked for.
   */
  async add(bytes: AsyncIterable<Uint8Array>, { path = "" }: { path?: string } = {}): Promise<IngestEntry> {
    const entry: IngestEntry = { path, outcome: "REFUSED", size: 0, warnings: [] };
    this.entries.push(entry);
    await this.take(entry, bytes);
    return entry;
  }

  /** Records a file that was refused before its bytes were read. */
  refuse(path: string, code: string, reason: string, size = 0): IngestEntry {
    const entry: IngestEntry = { path, outcome: "REFUSED", code, reason, size, warnings: [] };
    this.entries.push(entry);
    return entry;
  }

  /** Makes everything durable; answers every file's final outcome. The batch is of no more use. */
  async commit(): Promise<IngestEntry[]> {
    try {
      await storeBatch(this.context, this.target, this.pending, this.writers, this.entries);
    } catch (error) {
      await this.abort();
      this.failPending(error);
    }
    return this.entries;
  }

  /** Drops everything that was added. */
  async abort(): Promise<void> {
    await Promise.all([...this.writers].map((writer) => writer.abort()));
  }

  private failPending(error: unknown): void {
    const refusal = error instanceof StorageError ? error.refusal : "PROCESSING_FAILURE";
    if (refusal !== "STORAGE_FULL")
      log.error({ err: error, requestId: this.context.requestId }, "ingest failed");
    for (const entry of this.entries) {
      if (entry.outcome === "REFUSED") continue;
      refuseEntry(entry, refusal);
    }
  }

  private async take(
    entry: IngestEntry,
    bytes: AsyncIterable<Uint8Array>,
    into?: ObjectWriter,
  ): Promise<void> {
    const held: Held = { buffer: takeBuffer(), length: 0 };
    const hash = createHash("sha256");
    const scanner = new Part10Scanner({ onDataSetBytes: (chunk) => hash.update(chunk) });
    const written: Written = { start: 0 };
    let crc = 0;
    let size = 0;
    try {
      for await (const chunk of fromSource(bytes)) {
        size += chunk.length;
        crc = crc32(chunk, crc);
        scanner.write(chunk);
        await this.keep(chunk, held, written, scanner.dataSetSoFar, into);
      }
      entry.size = size;
      const scanned = scanner.end();
      entry.warnings.push(...scanned.warnings);
      if (scanned.isDicomdir)
        throw new ReadRefusal("DICOMDIR", "A DICOMDIR lists the disc's files; those are read themselves.");
      if (!scanned.identity) throw new DicomError("MISSING_UID", "The file has no UIDs.");
      if (!scanned.hasPreamble) return await this.takeWithFileMeta(entry, scanned, held, written, size);
      const read = readInstance(scanned, scanned.identity);
      Object.assign(entry, read.identity);
      this.checkStudy(read.identity.studyInstanceUid);
      const dataSetSha256 = new Uint8Array(hash.digest());
      if (this.isRepeatOf(entry, read.instance, dataSetSha256)) return this.forget(written);
      if (!written.pack) await this.place(held, written, read.identity.studyInstanceUid, into);
      const pending: PendingInstance = {
        entry,
        read,
        writer: written.pack as ObjectWriter,
        offset: written.start,
        length: size,
        dataSetSha256,
        crc32: crc,
      };
      entry.outcome = "STORED";
      this.pending.push(pending);
      this.bytes += size;
      if (!this.bySopInstance.has(read.identity.sopInstanceUid))
        this.bySopInstance.set(read.identity.sopInstanceUid, pending);
    } catch (error) {
      this.forget(written);
      entry.size = Math.max(entry.size, size);
      refuseFor(entry, error, this.context.requestId);
    } finally {
      giveBuffer(held.buffer);
    }
  }

  /** Holds a file's head back until it is known whose study it is; most instances are held whole. */
  private async keep(
    chunk: Uint8Array,
    held: Held,
    written: Written,
    header: DataSet,
    into: ObjectWriter | undefined,
  ): Promise<void> {
    if (!written.pack) {
      if (held.length + chunk.length <= BUFFER_BYTES) {
        held.buffer.set(chunk, held.length);
        held.length += chunk.length;
        return;
      }
      await this.place(held, written, getString(header, "StudyInstanceUID"), into);
    }
    await written.pack?.write(chunk);
  }

  private async place(
    held: Held,
    written: Written,
    studyInstanceUid: string | undefined,
    into?: ObjectWriter,
  ) {
    const pack = into ?? (await this.packFor(studyInstanceUid));
    written.pack = pack;
    written.start = pack.position;
    await pack.write(held.buffer.subarray(0, held.length));
  }

  /** A pack holds one study where possible, so that deleting the study removes the object. */
  private async packFor(studyInstanceUid: string | undefined): Promise<ObjectWriter> {
    const known = studyInstanceUid === undefined ? this.lastPack : this.packs.get(studyInstanceUid);
    if (known) return known;
    const pack = this.lastPack && this.packs.size >= MOST_PACKS ? this.lastPack : await this.newPack();
    if (studyInstanceUid !== undefined && isAcceptableUid(studyInstanceUid))
      this.packs.set(studyInstanceUid, pack);
    this.lastPack = pack;
    return pack;
  }

  private async newPack(): Promise<ObjectWriter> {
    const pack = await storage.create();
    this.writers.add(pack);
    return pack;
  }

  /** A data set without preamble is stored as a Part 10 file: what is missing is put before it. */
  private async takeWithFileMeta(
    entry: IngestEntry,
    scanned: ScannedInstance,
    held: Held,
    written: Written,
    size: number,
  ): Promise<void> {
    const { pack, start } = written;
    const body = pack
      ? pack.readBack({ offset: start, length: size })
      : oneChunk(held.buffer.subarray(0, held.length));
    const into = pack ? await this.newPack() : undefined;
    const head = missingHead(scanned, held.buffer);
    await this.take(entry, joined(head, body), into);
    this.forget(written);
    entry.size = size;
  }

  private checkStudy(studyInstanceUid: string): void {
    const wanted = this.target.studyInstanceUid;
    if (wanted !== undefined && wanted !== studyInstanceUid)
      throw new ReadRefusal(
        "STUDY_MISMATCH",
        "The instance belongs to another study than the one addressed.",
      );
  }

  private isRepeatOf(
    entry: IngestEntry,
    { sopInstanceUid, transferSyntaxUid }: { sopInstanceUid: string; transferSyntaxUid: string },
    sha256: Uint8Array,
  ): boolean {
    const earlier = this.bySopInstance.get(sopInstanceUid);
    if (!earlier) return false;
    const isSame =
      earlier.read.instance.transferSyntaxUid === transferSyntaxUid &&
      Buffer.compare(earlier.dataSetSha256, sha256) === 0;
    if (!isSame) return false;
    entry.outcome = "DUPLICATE";
    earlier.repeats = [...(earlier.repeats ?? []), entry];
    return true;
  }

  private forget({ pack, start }: Written): void {
    pack?.rewind(start);
  }
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
