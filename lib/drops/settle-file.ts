import fs from "node:fs/promises";
import path from "node:path";
import type { IngestEntry } from "@/lib/ingest";
import { type DroppedFile, REFUSED_FOLDER } from "./list-files";

/** Faults of ours, or of the disk, that may pass: the file stays and is tried again. */
const PASSING = new Set(["STORAGE_FULL", "STORAGE_UNAVAILABLE", "PROCESSING_FAILURE", "READ_FAILURE"]);
/** What a file looks like of which a part has still to come. */
const INCOMPLETE = new Set(["TRUNCATED", "NOT_DICOM", "BAD_ARCHIVE", "DEFLATE_ERROR"]);

export type Settled = "TAKEN" | "REFUSED" | "LATER";

/**
 * Does with a file what its entries say: what is durable in the archive is removed here; what was refused is moved to
 * the folder for that, beside a file that says why; what may still come right stays.
 * @param mayGrow the file may be one that somebody still writes
 */
export async function settleFile(
  root: string,
  dropped: DroppedFile,
  entries: IngestEntry[],
  mayGrow: boolean,
): Promise<Settled> {
  const now = await fs.lstat(dropped.file).catch(() => undefined);
  // Somebody took it away or changed it while it was read: the next look finds what is there then.
  if (!now || now.ino !== dropped.stat.ino || now.size !== dropped.stat.size) return "LATER";
  if (now.mtimeMs !== dropped.stat.mtimeMs) return "LATER";
  const refused = entries.filter(({ outcome, code }) => isRefused(outcome) && code !== "DICOMDIR");
  if (refused.length === 0) {
    await fs.rm(dropped.file, { force: true });
    return "TAKEN";
  }
  const codes = refused.map(({ code = "" }) => code);
  if (codes.some((code) => PASSING.has(code) || (mayGrow && INCOMPLETE.has(code)))) return "LATER";
  await moveToRefused(root, dropped, refused);
  return "REFUSED";
}

const isRefused = (outcome: IngestEntry["outcome"]): boolean =>
  outcome === "REFUSED" || outcome === "SET_ASIDE";

/** The reason first: a file without one would leave people guessing. */
async function moveToRefused(
  root: string,
  { file, name }: DroppedFile,
  entries: IngestEntry[],
): Promise<void> {
  const target = await freeName(path.join(root, REFUSED_FOLDER, name));
  await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o770 });
  const lines = entries.map((entry) => `${entry.path}: ${entry.reason ?? ""} (${entry.code ?? ""})\n`);
  await fs.writeFile(`${target}.reason.txt`, lines.join(""), { mode: 0o660 });
  await fs.rename(file, target);
}

async function freeName(wanted: string): Promise<string> {
  for (let number = 0; ; number++) {
    const name = number === 0 ? wanted : `${wanted}.${number}`;
    if (!(await fs.lstat(name).catch(() => undefined))) return name;
  }
}
