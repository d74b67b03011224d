import { db, type Prisma, type Transaction } from "@/lib/db";
import { log } from "@/lib/log";
import { ObjectMissingError, type ObjectWriter, storage } from "@/lib/storage";
import { lockStudy } from "@/lib/studies";
import { checkBytes } from "./check-bytes";
import { isUnchanged, type StoredRow } from "./stored-rows";

/** Objects that hold less than this are put together. */
const SMALL_BYTES = 8n * 1024n * 1024n;
const PACK_BYTES = 256 * 1024 * 1024;
/** How long the old objects stay for those who read them: a download may take hours. */
const GRACE = 6 * 3_600_000;
const LIMITS = { maxWait: 60_000, timeout: 300_000 };

/** An instance and where its bytes are now. */
interface Moved {
  row: StoredRow;
  writer: ObjectWriter;
  offset: number;
}

/**
 * Puts the small objects of a study together: bytes are read, held against their sums and written to a pack; one
 * transaction points the rows there; the old objects go after a grace. A process killed on the way leaves a pack
 * without rows, which is swept; a second run finds nothing to do.
 * @returns how many objects became fewer
 */
export async function packStudy(study: {
  id: string;
  organizationId: string;
  studyInstanceUid: string;
}): Promise<number> {
  const startedAt = new Date();
  const rows = await rowsInSmallObjects(study);
  const writers: ObjectWriter[] = [];
  try {
    const moved = await copy(rows, writers);
    const whole = onlyWholeObjects(rows, moved);
    const old = new Set(whole.map(({ row }) => row.objectKey));
    if (old.size <= writers.length) {
      await markPacked(study.id, startedAt);
      return 0;
    }
    for (const writer of writers) await writer.commit();
    const isDone = await db.$transaction(async (transaction) => {
      await lockStudy(transaction, study.organizationId, study.studyInstanceUid);
      if ((await repoint(transaction, whole)) !== whole.length) return false;
      await noteMovedBytes(transaction, study.id, rows, old);
      return true;
    }, LIMITS);
    if (!isDone) {
      // Deleted meanwhile, or packed by another worker: these copies must not stay.
      for (const writer of writers) await storage.delete(writer.key);
      return 0;
    }
    await markPacked(study.id, startedAt);
    return old.size - writers.length;
  } finally {
    for (const writer of writers) await writer.abort();
  }
}

/** Instances of objects that are small and hold nothing but this study's instances. */
async function rowsInSmallObjects({ id, studyInstanceUid }: { id: string; studyInstanceUid: string }) {
  const rows = await db.$queryRaw<(Omit<StoredRow, "offset" | "length" | "crc32"> & BigColumns)[]>`
    WITH mine AS (
      SELECT "objectKey" FROM "Instance" WHERE "studyId" = ${id}::uuid
      GROUP BY "objectKey" HAVING sum(length) < ${SMALL_BYTES}
    )
    SELECT 'INSTANCE' AS kind, i.id, i."organizationId", ${studyInstanceUid} AS "studyInstanceUid", i."sopInstanceUid",
      i."objectKey", i."offset", i."length", i."dataSetOffset", i."dataSetSha256" AS sha256, i."crc32"
    FROM "Instance" i JOIN "Series" e ON e.id = i."seriesId" JOIN mine ON mine."objectKey" = i."objectKey"
    WHERE i."studyId" = ${id}::uuid
      AND NOT EXISTS (SELECT FROM "Instance" o WHERE o."objectKey" = i."objectKey" AND o."studyId" <> ${id}::uuid)
      AND NOT EXISTS (SELECT FROM "Conflict" c WHERE c."objectKey" = i."objectKey")
      AND NOT EXISTS (SELECT FROM "StudyDocument" d WHERE d."objectKey" = i."objectKey")
    ORDER BY e."seriesNumber", e.id, i."instanceNumber", i.id`;
  return rows.map(
    (row): StoredRow => ({
      ...row,
      offset: Number(row.offset),
      length: Number(row.length),
      crc32: Number(row.crc32),
    }),
  );
}

interface BigColumns {
  offset: bigint;
  length: bigint;
  crc32: bigint;
}

/** Copies what is whole, series by series; what isn't stays where it is, for the verification to report. */
async function copy(rows: StoredRow[], writers: ObjectWriter[]): Promise<Moved[]> {
  const moved: Moved[] = [];
  if (new Set(rows.map((row) => row.objectKey)).size < 2) return moved;
  for (const row of rows) {
    let writer = writers.at(-1);
    if (!writer || writer.position + row.length > PACK_BYTES) {
      writer = await storage.create();
      writers.push(writer);
    }
    const offset = writer.position;
    const damage = await copyOne(row, writer);
    if (!damage) {
      moved.push({ row, writer, offset });
      continue;
    }
    writer.rewind(offset);
    // Not when it was deleted meanwhile.
    if (await isUnchanged(row))
      log.error({ rowId: row.id, objectKey: row.objectKey, reason: damage }, "stored bytes are damaged");
  }
  return moved;
}

async function copyOne(row: StoredRow, writer: ObjectWriter): Promise<string | undefined> {
  try {
    const object = await storage.open(row.objectKey);
    try {
      return await checkBytes(object, row, (chunk) => writer.write(chunk));
    } finally {
      await object.close();
    }
  } catch (error) {
    if (error instanceof ObjectMissingError) return "MISSING";
    throw error;
  }
}

/** An object goes as a whole or not at all: one with a damaged instance stays with all that it holds. */
function onlyWholeObjects(rows: StoredRow[], moved: Moved[]): Moved[] {
  const copied = new Set(moved.map(({ row }) => row.id));
  const staying = new Set(rows.filter((row) => !copied.has(row.id)).map((row) => row.objectKey));
  return moved.filter(({ row }) => !staying.has(row.objectKey));
}

/** @returns how many rows were still where they had been read from */
async function repoint(transaction: Transaction, moved: Moved[]): Promise<number> {
  return transaction.$executeRaw`
    UPDATE "Instance" i SET "objectKey" = m."newKey", "offset" = m."newOffset", "verifiedAt" = now()
    FROM unnest(
      ${moved.map(({ row }) => row.id)}::uuid[], ${moved.map(({ row }) => row.objectKey)}::text[],
      ${moved.map(({ row }) => BigInt(row.offset))}::bigint[], ${moved.map(({ writer }) => writer.key)}::text[],
      ${moved.map(({ offset }) => BigInt(offset))}::bigint[]
    ) AS m(id, "oldKey", "oldOffset", "newKey", "newOffset")
    WHERE i.id = m.id AND i."objectKey" = m."oldKey" AND i."offset" = m."oldOffset"`;
}

async function noteMovedBytes(
  transaction: Transaction,
  studyId: string,
  rows: StoredRow[],
  keys: Set<string>,
): Promise<void> {
  const dueAt = new Date(Date.now() + GRACE);
  const data = [...Map.groupBy(rows, (row) => row.objectKey)]
    .filter(([key]) => keys.has(key))
    .map(([objectKey, group]): Prisma.ByteRemovalCreateManyInput => {
      const ends = group.map(({ offset, length }) => offset + length);
      return { objectKey, offset: 0n, length: BigInt(Math.max(...ends)), studyId, dueAt };
    });
  await transaction.byteRemoval.createMany({ data });
}

/** What arrives from now on sets it back. */
async function markPacked(id: string, packedAt: Date): Promise<void> {
  await db.study.updateMany({ where: { id, lastReceivedAt: { lt: packedAt } }, data: { packedAt } });
}
