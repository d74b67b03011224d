import pg from "pg";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { migrate, readMigrations } from "@/lib/db/migrate";
import { FileStorage, ObjectMissingError, storage } from "@/lib/storage";
import { recomputeStudy } from "@/lib/studies";
import { copyObject, isIncomplete } from "./copy-object";
import { readLines } from "./json-lines";
import { type Manifest, objectsFolder, readManifest, tableFile } from "./manifest";
import { removeRows } from "./remove-rows";
import { insertJson, quoted } from "./tables";

const COPIES_AT_ONCE = 4;
// Of a new installation these are empty, whatever it prepares for itself.
const MUST_BE_EMPTY = ["Organization", "User", "Study", "AuditEvent"];

export interface RestoreOptions {
  ownerUrl: string;
  applicationUrl: string;
  folder: string;
  /** Applies the migrations that are newer than the backup, and makes the queues. */
  prepare: () => Promise<void>;
}

export interface RestoreReport {
  createdAt: string;
  rows: number;
  objects: number;
  /** Rows that are left out because their bytes were deleted while the backup was made. */
  leftOut: number;
  /** Rows that are left out because storage doesn't have their bytes. */
  lost: number;
  /** The objects in which those rows had their bytes. */
  missing: string[];
}

/**
 * Fills a new, empty installation with a backup: bytes first, then all rows in one transaction, without those
 * whose bytes were deleted while the backup was made or aren't there. Harmless to repeat after it broke off.
 * @throws Error when the database isn't empty, the backup is of a newer version, or storage has nothing of it
 */
export async function restoreBackup(
  context: Context,
  { ownerUrl, applicationUrl, folder, prepare }: RestoreOptions,
): Promise<RestoreReport> {
  const manifest = await readManifest(folder);
  const known = new Set(readMigrations().map(({ name }) => name));
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown) throw new Error(`the backup is of a newer version: it has the migration ${unknown}`);
  const role = decodeURIComponent(new URL(applicationUrl).username);
  await migrate(ownerUrl, role, new Set(manifest.migrations));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await requireEmpty(client, manifest);
    const objects = manifest.hasObjects ? await copyObjects(folder) : 0;
    const gaps = await findGaps(folder);
    await client.query("BEGIN");
    let rows = 0;
    for (const { name } of manifest.tables)
      rows += await insertJson(client, quoted(name), readLines(tableFile(folder, name)));
    const deleted = await removeRows(client, manifest);
    const lost = await removeRows(client, { deletedStudies: [], deletedRanges: gaps });
    await client.query("COMMIT");
    await prepare();
    await insertJson(client, "pgboss.job", readLines(tableFile(folder, "waiting-jobs")), { skipKnown: true });
    const stillThere = await db.study.findMany({
      where: { id: { in: [...deleted.changedStudies, ...lost.changedStudies] } },
      select: { id: true },
    });
    for (const { id: studyId } of stillThere)
      await db.$transaction((transaction) => recomputeStudy(transaction, studyId));
    await recordAuditAlone(context, {
      eventCode: EventCode.import,
      action: "installation.restored",
      detail: {
        ...{ backup: manifest.createdAt, rows, leftOut: deleted.rows },
        ...{ lost: lost.rows, missing: lost.objects.length },
      },
    });
    return {
      ...{ createdAt: manifest.createdAt, rows, objects },
      ...{ leftOut: deleted.rows, lost: lost.rows, missing: lost.objects },
    };
  } finally {
    await client.end();
  }
}

async function requireEmpty(client: pg.Client, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL",
  );
  if (rows.some(({ migration_name }) => !manifest.migrations.includes(migration_name)))
    throw new Error(
      "the database was prepared by a newer version than the backup: restore into a new database",
    );
  for (const table of MUST_BE_EMPTY) {
    const found = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
    if (found.rowCount !== 0)
      throw new Error(`the database is not empty (${table} has rows): restore into a new installation`);
  }
}

async function copyObjects(folder: string): Promise<number> {
  const source = new FileStorage(objectsFolder(folder));
  const lines = readLines(tableFile(folder, "named-objects"));
  let copied = 0;
  const copyNext = async (): Promise<void> => {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      const { key, length } = JSON.parse(next.value) as { key: string; length: number };
      try {
        await copyObject(source, storage, key, length);
        copied += 1;
      } catch (error) {
        // Not in the backup: deleted meanwhile, or listed as missing.
        if (!isIncomplete(error)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, copyNext));
  return copied;
}

/** What storage lacks of the objects that the backup's rows name: from where on, to the end of all. */
async function findGaps(folder: string): Promise<Manifest["deletedRanges"]> {
  const gaps: Manifest["deletedRanges"] = [];
  let named = 0;
  let found = 0;
  for await (const line of readLines(tableFile(folder, "named-objects"))) {
    const { key, length } = JSON.parse(line) as { key: string; length: number };
    const object = await storage.open(key).catch((error: unknown) => {
      if (error instanceof ObjectMissingError) return undefined;
      throw error;
    });
    await object?.close();
    named += 1;
    if (object) found += 1;
    const size = object?.size ?? 0;
    if (size < length)
      gaps.push({ objectKey: key, offset: String(size), length: String(Number.MAX_SAFE_INTEGER) });
  }
  // Another bucket than was meant would cost every row.
  if (named > 0 && found === 0)
    throw new Error(`storage has none of the ${named} objects that the backup names: is STORAGE_URL right?`);
  return gaps;
}
