import { db, type Prisma, type Transaction } from "@/lib/db";
import { ObjectMissingError, storage } from "@/lib/storage";
import { mergeRanges, type StoredPlace } from "./merge-ranges";

const KEYS_AT_ONCE = 500;
const LIMITS = { maxWait: 60_000, timeout: 30 * 60_000 };
/** A backup that gives no sign of life any more holds nothing back. */
const DEAD_BACKUP = 15 * 60_000;

/** Lets one at a time decide on an object: whether rows name it, whether it goes. */
async function lockObject(transaction: Transaction, objectKey: string): Promise<void> {
  await transaction.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`object:${objectKey}`}, 0))`;
}

/** Notes in the transaction that removes a study's rows that their bytes go too, with those that were moved earlier. */
export async function noteDeletedBytes(
  transaction: Transaction,
  studyId: string,
  places: StoredPlace[],
): Promise<void> {
  const now = new Date();
  const due = { dueAt: now, deletedAt: now };
  await transaction.byteRemoval.updateMany({ where: { studyId, doneAt: null }, data: due });
  await transaction.byteRemoval.createMany({
    data: mergeRanges(places).map((place) => ({ ...place, ...due, studyId })),
  });
}

/**
 * Removes the bytes whose time has come, of one study or of all: a whole object when no row names it, else the
 * ranges. What was only moved waits while a backup is made, whose rows may still name it.
 * @returns how many objects were touched
 * @throws StorageError; what is left is tried again by the job
 */
export async function removeDueBytes({ studyId }: { studyId?: string } = {}): Promise<number> {
  const now = new Date();
  const held = await isBackupRunning();
  const where = {
    doneAt: null,
    dueAt: { lte: now },
    ...(studyId !== undefined && { studyId }),
    ...(held && { deletedAt: { not: null } }),
  };
  let touched = 0;
  let failure: unknown;
  let last = "";
  while (true) {
    const due = await db.byteRemoval.groupBy({
      by: ["objectKey"],
      where: { ...where, objectKey: { gt: last } },
      orderBy: { objectKey: "asc" },
      take: KEYS_AT_ONCE,
    });
    for (const { objectKey } of due)
      await removeFromObject({ ...where, objectKey }).catch((error: unknown) => {
        // The others go all the same.
        failure ??= error;
      });
    touched += due.length;
    last = due.at(-1)?.objectKey ?? last;
    if (due.length < KEYS_AT_ONCE) break;
  }
  if (failure !== undefined) throw failure;
  return touched;
}

async function removeFromObject(where: Prisma.ByteRemovalWhereInput & { objectKey: string }): Promise<void> {
  await db.$transaction(async (transaction) => {
    await lockObject(transaction, where.objectKey);
    const rows = await transaction.byteRemoval.findMany({ where });
    if (await isReferenced(where.objectKey)) await eraseRanges(rows);
    else await storage.delete(where.objectKey);
    await transaction.byteRemoval.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { doneAt: new Date() },
    });
  }, LIMITS);
}

async function eraseRanges(places: StoredPlace[]): Promise<void> {
  for (const { objectKey, offset, length } of mergeRanges(places))
    await storage
      .erase(objectKey, { offset: Number(offset), length: Number(length) })
      .catch((error: unknown) => {
        if (!(error instanceof ObjectMissingError)) throw error;
      });
}

async function isBackupRunning(): Promise<boolean> {
  const alive = new Date(Date.now() - DEAD_BACKUP);
  return (await db.backupRun.count({ where: { finishedAt: null, beatAt: { gt: alive } } })) > 0;
}

/** Whether a row refers to the object. */
async function isReferenced(objectKey: string): Promise<boolean> {
  return (await referencedKeys([objectKey])).size > 0;
}

/** Those of the keys that a row refers to. */
export async function referencedKeys(keys: string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ objectKey: string }[]>`
    SELECT "objectKey" FROM "Instance" WHERE "objectKey" = ANY(${keys})
    UNION SELECT "objectKey" FROM "Conflict" WHERE "objectKey" = ANY(${keys})
    UNION SELECT "objectKey" FROM "StudyDocument" WHERE "objectKey" = ANY(${keys})`;
  return new Set(rows.map((row) => row.objectKey));
}
