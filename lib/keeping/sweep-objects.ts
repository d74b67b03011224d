import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { storage } from "@/lib/storage";
import { referencedKeys } from "@/lib/studies";

const DAY = 86_400_000;
const KEYS_AT_ONCE = 500;
/** An ingest writes bytes first and rows second: never longer ago than this. */
const GRACE = DAY;
const RECORD_DAYS = 90;

export interface SweepOptions {
  /** From the beginning, instead of what was made in the last days. */
  isWhole?: boolean;
  now?: Date;
}

/**
 * Removes objects that no row names and that nobody can be writing rows for any more: their process was killed in
 * between. Two sweeps at once are harmless. @returns how many
 */
export async function sweepObjects({
  isWhole = false,
  now = new Date(),
}: SweepOptions = {}): Promise<number> {
  const range = {
    after: isWhole ? new Date(0) : new Date(now.getTime() - GRACE - 2 * DAY),
    before: new Date(now.getTime() - GRACE),
  };
  let removed = 0;
  let keys: string[] = [];
  for await (const key of storage.list(range)) {
    keys.push(key);
    if (keys.length < KEYS_AT_ONCE) continue;
    removed += await removeOrphans(keys);
    keys = [];
  }
  // Whoever wants to know what went while a backup was made, has asked by then.
  await db.byteRemoval.deleteMany({ where: { doneAt: { lt: new Date(now.getTime() - RECORD_DAYS * DAY) } } });
  return removed + (await removeOrphans(keys));
}

async function removeOrphans(keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const named = await referencedKeys(keys);
  // What was moved elsewhere has its own time to go.
  const waiting = await db.byteRemoval.findMany({
    where: { objectKey: { in: keys }, doneAt: null },
    select: { objectKey: true },
  });
  for (const { objectKey } of waiting) named.add(objectKey);
  const orphans = keys.filter((key) => !named.has(key));
  for (const key of orphans) {
    log.warn({ key }, "removing an object that no row names");
    await storage.delete(key);
  }
  return orphans.length;
}
