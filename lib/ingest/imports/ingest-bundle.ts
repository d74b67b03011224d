import fs, { type FileHandle } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { db, type Import, type Transaction } from "@/lib/db";
import type { ImportOutcome } from "@/lib/db/generated/enums";
import { ProblemError } from "@/lib/errors";
import { StorageError, StorageFullError } from "@/lib/storage";
import { addDocument } from "@/lib/studies";
import { ArchiveBudget } from "../files/archive-budget";
import { isNotOpened } from "../files/found-file";
import { readRange } from "../files/read-range";
import { walkOpened } from "../files/walk-paths";
import { IngestBatch } from "../ingest-batch";
import type { IngestEntry } from "../outcome";
import { type BundleFile, readBundle } from "./read-bundle";

interface FileRow {
  path: string;
  size: bigint;
  lastModified: bigint;
  outcome: ImportOutcome;
  code?: string;
  reason?: string;
  studyInstanceUid?: string;
}

// Faults of ours that may pass: the bundle is kept and tried again.
const PASSING = new Set(["STORAGE_FULL", "STORAGE_UNAVAILABLE", "PROCESSING_FAILURE"]);

/**
 * Stores the files of a bundle that has arrived whole, and what became of each, in one transaction with the rows.
 * Twice is harmless: the second time they are repeats, and the first line of each file stays.
 * @param isLast record what still fails for a passing reason instead of throwing
 * @throws StorageFullError or ProblemError 503 when it should be tried again; 400 `bad_bundle`
 */
export async function ingestBundle(
  context: Context,
  target: Pick<Import, "id" | "organizationId" | "userId">,
  file: string,
  { isLast = false }: { isLast?: boolean } = {},
): Promise<void> {
  const handle = await fs.open(file, "r");
  try {
    const files = await readBundle(handle);
    const entries = await ingestInstances(
      context,
      target,
      handle,
      files.filter((each) => !each.document),
    );
    const failed = entries.filter((entry) => PASSING.has(entry.code ?? ""));
    if (failed.length > 0 && !isLast) throw tryAgain(failed);
    if (failed.length > 0) await recordFiles(db, target.id, files, entries);
    for (const each of files) if (each.document) await ingestDocument(context, target, handle, each);
  } finally {
    await handle.close();
  }
}

async function ingestInstances(
  context: Context,
  { id, organizationId }: Pick<Import, "id" | "organizationId">,
  handle: FileHandle,
  files: BundleFile[],
): Promise<IngestEntry[]> {
  const batch = new IngestBatch(context, {
    organizationId,
    origin: "UPLOAD",
    inTransaction: async (transaction, entries) => {
      // A passing fault leaves no line: the whole bundle comes again.
      if (!entries.some((entry) => PASSING.has(entry.code ?? "")))
        await recordFiles(transaction, id, files, entries);
    },
  });
  const budget = new ArchiveBudget();
  for (const { path, start, size } of files) {
    for await (const found of walkOpened(handle, { start, length: size }, path, budget)) {
      if (isNotOpened(found)) batch.refuse(found.path, found.code, found.reason, size);
      else await batch.add(found.bytes, { path: found.path });
    }
  }
  return batch.commit();
}

async function recordFiles(
  client: Pick<Transaction, "importFile">,
  importId: string,
  files: BundleFile[],
  entries: IngestEntry[],
): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const rows = entries.map((entry): FileRow => {
    const file = byPath.get(entry.path);
    return {
      path: entry.path,
      size: BigInt(file?.size ?? entry.size),
      lastModified: BigInt(file?.lastModified ?? 0),
      outcome: entry.outcome,
      ...(entry.code !== undefined && { code: entry.code }),
      ...(entry.reason !== undefined && { reason: entry.reason }),
      ...(entry.studyInstanceUid !== undefined && { studyInstanceUid: entry.studyInstanceUid }),
    };
  });
  await client.importFile.createMany({
    data: rows.map((row) => ({ importId, ...row })),
    skipDuplicates: true,
  });
}

async function ingestDocument(
  context: Context,
  { id: importId, organizationId, userId }: Pick<Import, "id" | "organizationId" | "userId">,
  handle: FileHandle,
  { path, size, start, lastModified, document }: BundleFile,
): Promise<void> {
  const row = { importId, path, size: BigInt(size), lastModified: BigInt(lastModified) };
  try {
    const bytes = readRange(handle, start, size);
    const { studyInstanceUid = "", title = path } = document ?? {};
    await addDocument(context, { organizationId, studyInstanceUid, title, bytes, createdById: userId });
    await db.importFile.createMany({
      data: [{ ...row, outcome: "DOCUMENT", studyInstanceUid }],
      skipDuplicates: true,
    });
  } catch (error) {
    if (!(error instanceof ProblemError) || error instanceof StorageError) throw error;
    const code = error.code.toUpperCase();
    await db.importFile.createMany({
      data: [{ ...row, outcome: "REFUSED", code, reason: error.message }],
      skipDuplicates: true,
    });
  }
}

function tryAgain(failed: IngestEntry[]): ProblemError {
  if (failed.some((entry) => entry.code === "STORAGE_FULL")) return new StorageFullError();
  return new ProblemError(503, "try_again", "The files could not be stored now. They are tried again.");
}
