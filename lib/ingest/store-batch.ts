import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { type ObjectWriter, storage } from "@/lib/storage";
import type { IngestTarget } from "./ingest-target";
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
  const fresh = await dropRepeats(target.organizationId, pending);
  const used = new Set(fresh.map(({ writer }) => writer));
  for (const writer of writers) if (!used.has(writer)) await writer.abort();
  await Promise.all([...used].map(makeDurable));
  const audited = new Set(target.auditedStudies);
  const referenced = await withRetries(() => {
    const attempt = new Set(audited);
    return db.$transaction(async (transaction) => {
      const keys = await storeRows(transaction, context, { ...target, auditedStudies: attempt }, fresh);
      await target.inTransaction?.(transaction, entries);
      for (const study of attempt) target.auditedStudies?.add(study);
      return keys;
    }, TRANSACTION_LIMITS);
  });
  for (const { key } of used) if (!referenced.has(key)) await storage.delete(key);
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
