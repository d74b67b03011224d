import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { type ObjectWriter, StorageError, storage } from "@/lib/storage";
import { failureReasonOf } from "../failure-reason";
import type { IngestTarget } from "../ingest-target";
import { rowToStore } from "../known/instance-row";
import { forgetSeries, seriesToAddTo } from "../known/known-series";
import type { IngestEntry } from "../outcome";
import { type PendingInstance, setOutcome, withHash } from "../pending-instance";
import { type PackSource, receiveFile } from "../receive-file";
import { recountNow, recountSoon } from "../recount";
import { refuseEntry, refuseFor } from "../refuse-entry";
import { storeBatch } from "../store-batch";
import { storeRow } from "./row-committer";

/** Series whose packs stay open; the one that was longest without an instance is closed for the next. */
const MOST_OPEN = 16;
/** A pack isn't left open for longer, nor for more: what removes or moves bytes lets young objects alone. */
const MOST_MILLISECONDS = 10 * 60_000;
const MOST_BYTES = 256 * 1024 * 1024;

/** A series of which instances arrive, and the pack that is still open for more of it. */
interface OpenSeries {
  /** Row id: a study that was deleted and came again has another. */
  seriesId: string;
  writer?: ObjectWriter;
  openedAt: number;
}

/**
 * The way in for instances that come one at a time, each durable in bytes and rows before the next one: an
 * association. The first instance of a series is stored as a batch is; those after it are appended to the same pack,
 * which is made durable as far as it is, and need one statement. Whatever is not so simple goes the first way again.
 * Calls must not overlap.
 */
export class IngestSession {
  /** By study and series; the one used last stands last. */
  private readonly open = new Map<string, OpenSeries>();
  /** Writers that are closed after this instance, unless a series keeps them open. */
  private loose = new Set<ObjectWriter>();
  /** Row ids of studies whose counts lag behind. */
  private readonly uncounted = new Set<string>();
  private readonly target: IngestTarget & { auditedStudies: Set<string> };
  private readonly packs: PackSource = {
    packFor: async (study, series) => {
      const known = this.open.get(`${study}/${series}`);
      if (known && isOver(known)) this.dropWriter(known);
      return known?.writer ?? (await this.packs.freshPack());
    },
    freshPack: async () => {
      const writer = await storage.create();
      this.loose.add(writer);
      return writer;
    },
  };

  constructor(
    private readonly context: Context,
    target: Pick<IngestTarget, "organizationId" | "origin">,
  ) {
    this.target = { ...target, auditedStudies: new Set() };
  }

  /**
   * Takes one file. Never throws for its own faults.
   * @param bytes a Part 10 file, or a data set alone; chunks may be reused once the next one is asked for
   * @param expected what the message said: another instance or class in its data set is refused (A900H)
   * @returns the entry and the status of the C-STORE response: 0 when it is durable, now or since earlier
   */
  async store(
    bytes: AsyncIterable<Uint8Array>,
    expected?: { sopInstanceUid: string; sopClassUid: string },
  ): Promise<{ entry: IngestEntry; status: number }> {
    const entry: IngestEntry = { path: "", outcome: "REFUSED", size: 0, warnings: [] };
    try {
      const { requestId } = this.context;
      const received = await receiveFile(entry, bytes, this.packs, { requestId });
      const pending = received && (await withHash(received));
      if (pending && expected && isOther(entry, expected)) refuseOther(pending);
      else if (pending && !(await this.append(pending))) await this.storeAlone(pending);
    } catch (error) {
      refuseFor(entry, error, this.context.requestId);
    }
    await this.closeLoose();
    return { entry, status: failureReasonOf(entry) };
  }

  /** Closes what is open; resolves when the counts of what arrived are right. */
  async end(): Promise<void> {
    for (const key of [...this.open.keys()]) this.drop(key);
    await this.closeLoose();
    const studies = [...this.uncounted];
    this.uncounted.clear();
    await Promise.all(studies.map(recountNow));
  }

  /** The short way. Answers false when the instance has to go the long one. */
  private async append(pending: PendingInstance): Promise<boolean> {
    const key = keyOf(pending);
    const open = this.open.get(key);
    const series = seriesToAddTo(this.target.organizationId, pending.read);
    if (!open || series?.seriesId !== open.seriesId) return false;
    const durable = makeDurable(pending.writer);
    try {
      if (await storeRow(rowToStore(series, pending), durable)) {
        const staysOpen = await durable;
        setOutcome(pending, "STORED");
        recountSoon(series.study.id);
        this.uncounted.add(series.study.id);
        this.keepOpen(key, open, staysOpen ? pending.writer : undefined);
        return true;
      }
    } catch (error) {
      this.drop(key);
      // Others' bytes may have failed in the same transaction, or the object be gone: these go the long way.
      const own = await durable.catch((failure: unknown) => failure);
      if (own instanceof StorageError) throw own;
      log.debug({ err: error, requestId: this.context.requestId }, "a row could not be appended");
    }
    // Nothing more goes there: the study may be gone, or these instances be here already.
    this.drop(key);
    forgetSeries(this.target.organizationId, pending.read.identity);
    return false;
  }

  /** The long way, in one transaction that looks at everything. */
  private async storeAlone(pending: PendingInstance): Promise<void> {
    const alone = await this.inPackOfItsOwn(pending);
    const { entry, writer } = alone;
    const writers = new Set([writer]);
    let staysOpen = false;
    await storeBatch(this.context, this.target, [alone], writers, [entry], async (one) => {
      staysOpen = await makeDurable(one);
    });
    const key = keyOf(pending);
    this.drop(key);
    if (entry.outcome !== "STORED") return;
    const series = seriesToAddTo(this.target.organizationId, pending.read);
    if (!series) return;
    this.uncounted.add(series.study.id);
    this.keepOpen(key, { seriesId: series.seriesId, openedAt: Date.now() }, staysOpen ? writer : undefined);
  }

  /**
   * A pack that stays open holds one series of one study row, which its statement holds locked: then whoever deletes
   * the study can take the pack away. What began in such a pack and goes the long way is copied out of it.
   */
  private async inPackOfItsOwn(pending: PendingInstance): Promise<PendingInstance> {
    if (pending.offset === 0) return pending;
    const writer = await this.packs.freshPack();
    for await (const chunk of pending.writer.readBack(pending)) await writer.write(chunk);
    // After a failed append it is durable there: then that pack is not open any more.
    if (this.open.get(keyOf(pending))?.writer === pending.writer) pending.writer.rewind(pending.offset);
    return { ...pending, writer, offset: 0 };
  }

  private keepOpen(key: string, series: OpenSeries, writer: ObjectWriter | undefined): void {
    const next = series.writer ? series : { ...series, openedAt: Date.now(), ...(writer && { writer }) };
    this.open.delete(key);
    this.open.set(key, next);
    if (next.writer) this.loose.delete(next.writer);
    const oldest = this.open.keys().next().value;
    if (this.open.size > MOST_OPEN && oldest !== undefined) this.drop(oldest);
  }

  private drop(key: string): void {
    const series = this.open.get(key);
    if (series) this.dropWriter(series);
    this.open.delete(key);
  }

  private dropWriter(series: OpenSeries): void {
    if (series.writer) this.loose.add(series.writer);
    delete series.writer;
  }

  /** What is durable stays; the rest of what was written goes. */
  private async closeLoose(): Promise<void> {
    const loose = this.loose;
    this.loose = new Set();
    for (const writer of loose) await writer.abort();
  }
}

const isOver = ({ writer, openedAt }: OpenSeries): boolean =>
  writer !== undefined && (writer.position > MOST_BYTES || Date.now() - openedAt > MOST_MILLISECONDS);

const keyOf = ({ read: { identity } }: PendingInstance): string =>
  `${identity.studyInstanceUid}/${identity.seriesInstanceUid}`;

/** Answers whether the writer stays open for more. */
async function makeDurable(writer: ObjectWriter): Promise<boolean> {
  if (await writer.checkpoint()) return true;
  await writer.commit();
  return false;
}

function isOther(entry: IngestEntry, expected: { sopInstanceUid: string; sopClassUid: string }): boolean {
  return entry.sopInstanceUid !== expected.sopInstanceUid || entry.sopClassUid !== expected.sopClassUid;
}

function refuseOther({ entry, writer, offset }: PendingInstance): void {
  writer.rewind(offset);
  refuseEntry(entry, "SOP_MISMATCH", "The data set is of another instance or class than the request.");
}
