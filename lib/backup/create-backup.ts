import fs from "node:fs/promises";
import pg from "pg";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { FileStorage, storage } from "@/lib/storage";
import { copyObject, isIncomplete } from "./copy-object";
import { readLines, writeLines } from "./json-lines";
import { type Manifest, objectsFolder, tableFile, writeManifest } from "./manifest";
import { NAMED_OBJECTS, quoted, rowsAsJson, tablesInOrder } from "./tables";

const BEAT_EVERY = 60_000;
const COPIES_AT_ONCE = 4;
/** Clocks of two machines differ; to list a deletion too many does no harm. */
const CLOCKS_DIFFER = 10 * 60_000;

export interface BackupOptions {
  ownerUrl: string;
  /** New, or empty. */
  folder: string;
  /** Leaves the bytes to a bucket with versions or a replica. */
  isDatabaseOnly?: boolean;
}

/**
 * Saves database and bytes while everything runs. First the rows, as they are at one moment; then the objects
 * that those rows name. Bytes that are only moved meanwhile stay until the backup is done; bytes that a person
 * deletes go at once, and are listed, so that a restored database doesn't name them.
 */
export async function createBackup(
  context: Context,
  { ownerUrl, folder, isDatabaseOnly = false }: BackupOptions,
): Promise<Manifest> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await fs.readdir(folder)).length > 0) throw new Error(`${folder} is not empty`);
  const startedAt = new Date();
  const run = await db.backupRun.create({ data: { startedAt, beatAt: startedAt } });
  const beat = setInterval(() => {
    db.backupRun
      .update({ where: { id: run.id }, data: { beatAt: new Date() } })
      .catch((error) => log.warn({ err: error }, "backup: no sign of life"));
  }, BEAT_EVERY);
  try {
    const dump = await dumpDatabase(ownerUrl, folder);
    const copied = isDatabaseOnly ? { objects: 0, bytes: 0, missing: [] } : await copyObjects(folder);
    const deleted = await deletedSince(new Date(startedAt.getTime() - CLOCKS_DIFFER));
    const known = new Set(deleted.deletedRanges.map(({ objectKey }) => objectKey));
    const manifest: Manifest = {
      format: 1,
      createdAt: startedAt.toISOString(),
      ...dump,
      hasObjects: !isDatabaseOnly,
      ...copied,
      ...deleted,
      missing: copied.missing.filter((key) => !known.has(key)),
    };
    await writeManifest(folder, manifest);
    await recordAuditAlone(context, {
      eventCode: EventCode.export,
      action: "installation.backed-up",
      detail: { objects: manifest.objects, databaseOnly: isDatabaseOnly, missing: manifest.missing.length },
    });
    return manifest;
  } finally {
    clearInterval(beat);
    await db.backupRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } });
  }
}

async function dumpDatabase(ownerUrl: string, folder: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name",
    );
    const tables: Manifest["tables"] = [];
    for (const name of await tablesInOrder(client)) {
      const lines = rowsAsJson(client, `SELECT * FROM ${quoted(name)}`);
      tables.push({ name, rows: await writeLines(tableFile(folder, name), lines) });
    }
    const waiting =
      "SELECT * FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%'";
    const jobs = await writeLines(tableFile(folder, "waiting-jobs"), rowsAsJson(client, waiting));
    await writeLines(tableFile(folder, "named-objects"), rowsAsJson(client, NAMED_OBJECTS));
    await client.query("COMMIT");
    return { migrations: rows.map((row) => row.migration_name), tables, jobs };
  } finally {
    await client.end();
  }
}

async function copyObjects(folder: string) {
  const target = new FileStorage(objectsFolder(folder));
  const report = { objects: 0, bytes: 0, missing: [] as string[] };
  const lines = readLines(tableFile(folder, "named-objects"));
  const copyNext = async (): Promise<void> => {
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      const { key, length } = JSON.parse(next.value) as { key: string; length: number };
      try {
        await copyObject(storage, target, key, length);
        report.objects += 1;
        report.bytes += length;
      } catch (error) {
        if (!isIncomplete(error)) throw error;
        report.missing.push(key);
      }
    }
  };
  await Promise.all(Array.from({ length: COPIES_AT_ONCE }, copyNext));
  return report;
}

async function deletedSince(since: Date): Promise<Pick<Manifest, "deletedStudies" | "deletedRanges">> {
  const rows = await db.byteRemoval.findMany({ where: { deletedAt: { gte: since } } });
  return {
    deletedStudies: [...new Set(rows.flatMap(({ studyId }) => (studyId === null ? [] : [studyId])))],
    deletedRanges: rows.map(({ objectKey, offset, length }) => ({
      objectKey,
      offset: String(offset),
      length: String(length),
    })),
  };
}
