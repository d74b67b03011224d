import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { type ObjectWriter, storage } from "@/lib/storage";
import { inTurn } from "./in-turn";
import type { IngestTarget } from "./ingest-target";
import { rememberSeries } from "./known/known-series";
import { storeKnown } from "./known/store-known";
import type { IngestEntry } from "./outcome";
import { isSameInstance, knownInstances, type PendingInstance, setOutcome } from "./pending-instance";
import { storeRows } from "./store-rows";

const MOST_ATTEMPTS = 6;
const TRANSACTION_LIMITS = { maxWait: 60_000, timeout: 180_000 };

/**
 * Bytes first, then rows: packs become durable, then one transaction makes everything visible. Sets the final
 * outcome of each entry. What fails after the packs were committed is left to the sweep: nothing refers to it.
 * @throws StorageFullError, or what the database said, with nothing visible
 */
export async function storeBatch(
  context: Context,
  target: IngestTarget,
  pending: PendingInstance[],
  writers: ReadonlySet<ObjectWriter>,
  entries: IngestEntry[],
  makeDurable: (writer: ObjectWriter) => Promise<void> = (writer) => writer.commit(),
): Promise<void> {
  const durable = new Set<ObjectWriter>();
  const makeAllDurable = async (some: PendingInstance[]) => {
    const missing = [...new Set(some.map(({ writer }) => writer))].filter((writer) => !durable.has(writer));
    await Promise.all(missing.map(makeDurable));
    for (const writer of missing) durable.add(writer);
  };
  let left = pending;
  const stored = await inTurn(
    studiesOf(target, pending),
    async () => {
      left = await storeKnown(target, left, () => makeAllDurable(left));
      return left.length === 0 && pending.length > 0 ? new Set<string>() : undefined;
    },
    async () => {
      const fresh = await dropRepeats(target.organizationId, left);
      await makeAllDurable(fresh);
      return storeInTransaction(context, target, fresh, entries);
    },
  );
  for (const { entry, writer } of pending) if (entry.outcome === "STORED") stored.add(writer.key);
  for (const writer of writers) {
    if (!durable.has(writer)) await writer.abort();
    else if (!stored.has(writer.key)) await storage.delete(writer.key);
  }
}

const studiesOf = ({ organizationId }: IngestTarget, pending: PendingInstance[]): string[] => [
  ...new Set(pending.map(({ read }) => `${organizationId}/${read.identity.studyInstanceUid}`)),
];

/** The long way, which looks at everything. @returns the keys of the objects that a row refers to now */
async function storeInTransaction(
  context: Context,
  target: IngestTarget,
  pending: PendingInstance[],
  entries: IngestEntry[],
): Promise<Set<string>> {
  const { referenced, studies, logged } = await withRetries(() =>
    db.$transaction(async (transaction) => {
      const rows = await storeRows(transaction, context, target, pending);
      await target.inTransaction?.(transaction, entries);
      return rows;
    }, TRANSACTION_LIMITS),
  );
  for (const uid of logged) target.auditedStudies?.add(uid);
  for (const { studyInstanceUid, study, patient, seriesIds } of studies)
    for (const [uid, seriesId] of seriesIds)
      rememberSeries(studyInstanceUid, uid, {
        organizationId: target.organizationId,
        seriesId,
        study,
        patient,
      });
  return referenced;
}

/** Marks what is stored already, so that a pack of nothing but repeats is never made durable. */
async function dropRepeats(organizationId: string, pending: PendingInstance[]): Promise<PendingInstance[]> {
  const known = await knownInstances(db, organizationId, pending);
  return pending.filter((each) => {
    if (!isSameInstance(known.get(each.read.identity.sopInstanceUid), each)) return true;
    setOutcome(each, "DUPLICATE");
    return false;
  });
}

async function withRetries<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !isPassing(error)) throw error;
      await sleep(20 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

// Serialization failure, deadlock, and a unique index that another transaction won meanwhile.
function isPassing(error: unknown): boolean {
  const known = error instanceof Prisma.PrismaClientKnownRequestError;
  return (
    (known && ["P2034", "P2002", "P2028"].includes(error.code)) ||
    /\b(40001|40P01)\b|deadlock/i.test(String(error))
  );
}
