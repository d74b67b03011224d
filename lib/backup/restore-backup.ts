import pg from "pg";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { migrate, readMigrations } from "@/lib/db/migrate";
import { FileStorage, ObjectMissingError, storage } from "@/lib/storage";
import { recomputeStudy, referencedKeys } from "@/lib/studies";
import { copyObject } from "./copy-object";
import { readLines } from "./json-lines";
import { type Manifest, objectsFolder, readManifest, tableFile } from "./manifest";
import { removeDeletedRows } from "./remove-deleted-rows";
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
  /** Objects that rows name and storage doesn't have. */
  missing: string[];
}

/**
 * Fills a new, empty installation with a backup: bytes first, then all rows in one transaction, without those
 * whose bytes were deleted while the backup was made. Harmless to repeat after it broke off.
 * @throws Error when the database isn't empty or the backup is of a newer version
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
    await client.query("BEGIN");
    let rows = 0;
    for (const { name } of manifest.tables)
      rows += await insertJson(client, quoted(name), readLines(tableFile(folder, name)));
    const { leftOut, changedStudies } = await removeDeletedRows(client, manifest);
    await client.query("COMMIT");
    await prepare();
    await insertJson(client, "pgboss.job", readLines(tableFile(folder, "waiting-jobs")), { skipKnown: true });
    for (const studyId of changedStudies)
      await db.$transaction((transaction) => recomputeStudy(transaction, studyId));
    const missing = await findMissing(folder);
    await recordAuditAlone(context, {
      eventCode: EventCode.import,
      action: "installation.restored",
      detail: { backup: manifest.createdAt, rows, leftOut, missing: missing.length },
    });
    return { createdAt: manifest.createdAt, rows, objects, leftOut, missing };
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
        if (!(error instanceof ObjectMissingError)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, copyNext));
  return copied;
}

/** Objects that rows name in the end and that aren't there, or end too early. */
async function findMissing(folder: string): Promise<string[]> {
  const missing: string[] = [];
  for await (const line of readLines(tableFile(folder, "named-objects"))) {
    const { key, length } = JSON.parse(line) as { key: string; length: number };
    const object = await storage.open(key).catch((error: unknown) => {
      if (error instanceof ObjectMissingError) return undefined;
      throw error;
    });
    await object?.close();
    if (object && object.size >= length) continue;
    if ((await referencedKeys([key])).size > 0) missing.push(key);
  }
  return missing;
}
