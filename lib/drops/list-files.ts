import type { Stats } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";

/** Where files go that were not taken; nothing is taken out of it. */
export const REFUSED_FOLDER = "refused";

export interface DroppedFile {
  file: string;
  /** Below the folder, with "/". */
  name: string;
  stat: Stats;
}

/** More wait for the next look: a list is held in memory. */
const MOST_FILES = 5_000;
const STALE_FOLDER_MILLISECONDS = 24 * 3_600_000;

// Names that programs write under until a file is whole, and what systems leave behind.
const NOT_YET = /^\.|\.(part|partial|filepart|tmp|temp|crdownload)$|~$/i;

/**
 * The files below a folder, as they are to be taken. Links are not followed: they lead out of it. Folders that were
 * left empty a day ago are removed.
 */
export async function listFiles(root: string): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  await walk(root, "", files);
  return files;
}

async function walk(root: string, below: string, files: DroppedFile[]): Promise<void> {
  const entries = await fs.readdir(path.join(root, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (files.length >= MOST_FILES) return;
    if (NOT_YET.test(entry.name) || (below === "" && entry.name === REFUSED_FOLDER)) continue;
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    const file = path.join(root, name);
    if (entry.isDirectory()) {
      await walk(root, name, files).catch(ignoreGone);
      await removeStale(file);
    } else if (entry.isFile()) {
      const stat = await fs.lstat(file).catch(ignoreGone);
      if (stat) files.push({ file, name, stat });
    }
  }
}

async function removeStale(folder: string): Promise<void> {
  const stat = await fs.lstat(folder).catch(ignoreGone);
  if (stat && Date.now() - stat.mtimeMs > STALE_FOLDER_MILLISECONDS) await fs.rmdir(folder).catch(() => {});
}

/** Somebody takes things away while we look. */
function ignoreGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
}
