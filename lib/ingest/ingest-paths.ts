import type { Context } from "@/lib/context";
import { ArchiveBudget, type ArchiveLimits } from "./files/archive-budget";
import { isNotOpened } from "./files/found-file";
import { walkPaths } from "./files/walk-paths";
import { IngestBatch } from "./ingest-batch";
import type { IngestEntry } from "./outcome";

export interface IngestReport {
  stored: number;
  duplicates: number;
  setAside: number;
  refused: { path: string; code: string; reason: string }[];
}

const FILES_AT_ONCE = 500;
const BYTES_AT_ONCE = 512 * 1024 * 1024;

/**
 * Stores everything below folders, files and ZIPs. A disc's DICOMDIR is passed over silently; every other file
 * that is not stored is in the report. For the command line, which acts as the system.
 */
export async function ingestPaths(
  context: Context,
  { organizationId, paths, limits }: { organizationId: string; paths: string[]; limits?: ArchiveLimits },
): Promise<IngestReport> {
  const report: IngestReport = { stored: 0, duplicates: 0, setAside: 0, refused: [] };
  const target = { organizationId, origin: "CLI" as const, auditedStudies: new Set<string>() };
  let batch = new IngestBatch(context, target);
  // While one batch becomes durable the next one is read.
  let committing: Promise<void> = Promise.resolve();
  const commit = async (full: IngestBatch) => addTo(report, await full.commit());
  for await (const found of walkPaths(paths, new ArchiveBudget(limits))) {
    if (isNotOpened(found)) batch.refuse(found.path, found.code, found.reason);
    else await batch.add(found.bytes, { path: found.path });
    if (batch.size < FILES_AT_ONCE && batch.bytes < BYTES_AT_ONCE) continue;
    await committing;
    committing = commit(batch);
    batch = new IngestBatch(context, target);
  }
  await committing;
  await commit(batch);
  return report;
}

// Also a broken one: the files that it lists are walked in any case.
const MEDIA_DIRECTORY = /(^|\/)DICOMDIR\.?$/i;

function addTo(report: IngestReport, entries: IngestEntry[]): void {
  for (const { outcome, path, code = "", reason = "" } of entries) {
    if (outcome === "STORED") report.stored += 1;
    else if (outcome === "DUPLICATE") report.duplicates += 1;
    else if (outcome === "SET_ASIDE") report.setAside += 1;
    else if (code !== "DICOMDIR" && !MEDIA_DIRECTORY.test(path)) report.refused.push({ path, code, reason });
  }
}
