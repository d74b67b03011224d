import fs from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/context";
import { ArchiveBudget, type ArchiveLimits } from "./files/archive-budget";
import { isNotOpened } from "./files/found-file";
import { isDirectoryName, MediaDirectories } from "./files/media-directory";
import { walkPaths } from "./files/walk-paths";
import { IngestBatch } from "./ingest-batch";
import type { IngestEntry } from "./outcome";

export interface IngestReport {
  /** Files that a disc's DICOMDIR lists and that are not there. */
  missing: string[];
  stored: number;
  duplicates: number;
  setAside: number;
  refused: { path: string; code: string; reason: string }[];
}

const FILES_AT_ONCE = 500;
const BYTES_AT_ONCE = 512 * 1024 * 1024;

/**
 * Stores everything below folders, files and ZIPs; a DICOMDIR stands for the disc that it lies on. A DICOMDIR itself
 * is passed over silently; every other file that is not stored is in the report. For the command line, which acts as
 * the system.
 */
export async function ingestPaths(
  context: Context,
  { organizationId, paths, limits }: { organizationId: string; paths: string[]; limits?: ArchiveLimits },
): Promise<IngestReport> {
  const report: IngestReport = { stored: 0, duplicates: 0, setAside: 0, refused: [], missing: [] };
  const target = { organizationId, origin: "CLI" as const, auditedStudies: new Set<string>() };
  let batch = new IngestBatch(context, target);
  // While one batch becomes durable the next one is read.
  let committing: Promise<void> = Promise.resolve();
  const commit = async (full: IngestBatch) => addTo(report, await full.commit());
  const media = new MediaDirectories();
  for await (const found of walkPaths(await Promise.all(paths.map(mediumOf)), new ArchiveBudget(limits))) {
    media.see(found.path);
    if (isNotOpened(found)) batch.refuse(found.path, found.code, found.reason);
    else {
      const bytes = isDirectoryName(found.path) ? media.read(found) : found.bytes;
      await batch.add(bytes, { path: found.path });
    }
    if (batch.size < FILES_AT_ONCE && batch.bytes < BYTES_AT_ONCE) continue;
    await committing;
    committing = commit(batch);
    batch = new IngestBatch(context, target);
  }
  await committing;
  await commit(batch);
  report.missing = media.missing();
  return report;
}

async function mediumOf(given: string): Promise<string> {
  if (!isDirectoryName(given)) return given;
  const stat = await fs.stat(given).catch(() => undefined);
  return stat?.isFile() ? path.dirname(given) : given;
}

function addTo(report: IngestReport, entries: IngestEntry[]): void {
  for (const { outcome, path: name, code = "", reason = "" } of entries) {
    if (outcome === "STORED") report.stored += 1;
    else if (outcome === "DUPLICATE") report.duplicates += 1;
    else if (outcome === "SET_ASIDE") report.setAside += 1;
    // Also a broken one: what it would list has been walked.
    else if (code !== "DICOMDIR" && !isDirectoryName(name)) report.refused.push({ path: name, code, reason });
  }
}
