import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { StorageError } from "@/lib/storage";
import type { IngestTarget } from "./ingest-target";
import type { IngestEntry } from "./outcome";
import { type ReceivedInstance, withHash } from "./pending-instance";
import type { ReadInstance } from "./read-instance";
import { receiveFile } from "./receive-file";
import { refuseEntry } from "./refuse-entry";
import { storeBatch } from "./store-batch";
import { StudyPacks } from "./study-packs";

/**
 * The way in for instances that come in numbers: bytes are streamed once into a pack per study while they are
 * scanned and hashed; `commit` makes the packs durable and then the rows, in one transaction. Until then nothing is
 * visible, and a batch that is dropped leaves nothing. Calls must not overlap.
 */
export class IngestBatch {
  readonly entries: IngestEntry[] = [];
  private readonly received: ReceivedInstance[] = [];
  private readonly packs = new StudyPacks();
  private readonly bySopInstance = new Map<string, ReceivedInstance>();

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
    const received = await receiveFile(entry, bytes, this.packs, {
      requestId: this.context.requestId,
      studyInstanceUid: this.target.studyInstanceUid,
      isRepeat: (read, sha256) => this.isRepeatOf(entry, read, sha256),
    });
    if (!received) return entry;
    this.received.push(received);
    this.bytes += received.length;
    const { sopInstanceUid } = received.read.identity;
    if (!this.bySopInstance.has(sopInstanceUid)) this.bySopInstance.set(sopInstanceUid, received);
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
      const pending = await Promise.all(this.received.map(withHash));
      await storeBatch(this.context, this.target, pending, this.packs.writers, this.entries);
    } catch (error) {
      await this.abort();
      this.failPending(error);
    }
    return this.entries;
  }

  /** Drops everything that was added. */
  async abort(): Promise<void> {
    await Promise.all([...this.packs.writers].map((writer) => writer.abort()));
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

  /** A further file with the same content in this batch fares like the first one. */
  private async isRepeatOf(
    entry: IngestEntry,
    { instance }: ReadInstance,
    sha256: Promise<Uint8Array>,
  ): Promise<boolean> {
    const earlier = this.bySopInstance.get(instance.sopInstanceUid);
    const isSame =
      earlier !== undefined &&
      earlier.read.instance.transferSyntaxUid === instance.transferSyntaxUid &&
      Buffer.compare(await earlier.dataSetSha256, await sha256) === 0;
    if (isSame) earlier.repeats = [...(earlier.repeats ?? []), entry];
    return isSame;
  }
}
