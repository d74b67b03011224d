import { constants } from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import type { Context } from "@/lib/context";
import { ArchiveBudget } from "./files/archive-budget";
import { isNotOpened } from "./files/found-file";
import { walkOpened } from "./files/walk-paths";
import { IngestBatch } from "./ingest-batch";
import type { IngestTarget } from "./ingest-target";
import type { IngestEntry } from "./outcome";

/** A file on disk, under the name that reports know it by. */
export interface FileToIngest {
  file: string;
  path: string;
}

/**
 * Stores files, and what is in them where they are archives, in one transaction. Links are not followed.
 * @returns for each file what became of it, or of everything in it; nothing for one that is not there any more
 */
export async function ingestFiles(
  context: Context,
  target: Pick<IngestTarget, "organizationId" | "origin">,
  files: FileToIngest[],
): Promise<IngestEntry[][]> {
  const batch = new IngestBatch(context, { ...target, auditedStudies: new Set() });
  const ends: number[] = [];
  try {
    for (const each of files) {
      await addFile(batch, each);
      ends.push(batch.size);
    }
  } catch (error) {
    await batch.abort();
    throw error;
  }
  const entries = await batch.commit();
  return ends.map((end, at) => entries.slice(ends[at - 1] ?? 0, end));
}

async function addFile(batch: IngestBatch, { file, path }: FileToIngest): Promise<void> {
  const handle = await openPlain(file);
  if (handle === undefined) return;
  if (typeof handle === "string") {
    batch.refuse(path, "READ_FAILURE", handle);
    return;
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      batch.refuse(path, "NOT_A_FILE", "This is neither a file nor a folder.");
      return;
    }
    const all = { start: 0, length: stat.size };
    for await (const found of walkOpened(handle, all, path, new ArchiveBudget())) {
      if (isNotOpened(found)) batch.refuse(found.path, found.code, found.reason);
      else await batch.add(found.bytes, { path: found.path });
    }
  } finally {
    await handle.close();
  }
}

async function openPlain(file: string): Promise<FileHandle | string | undefined> {
  try {
    return await fs.open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    return code === "ELOOP" ? "Links are not followed." : "The file could not be opened.";
  }
}
