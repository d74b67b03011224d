import fs, { type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { ArchiveBudget } from "./archive-budget";
import { displayPath, type Found, looksLikeZip } from "./found-file";
import { readRange } from "./read-range";
import { walkZip } from "./walk-zip";

/**
 * Every file below the given paths, folder by folder in order of name, archives opened. What was named is
 * followed when it is a link; links found on the way are not: they lead out of what was chosen.
 */
export async function* walkPaths(paths: string[], budget: ArchiveBudget): AsyncGenerator<Found> {
  for (const each of paths) {
    const stat = await fs.stat(each).catch(() => undefined);
    if (!stat) yield { path: each, code: "NOT_FOUND", reason: "There is no such file or folder." };
    else if (stat.isDirectory()) yield* walkFolder(each, each, budget);
    else if (stat.isFile()) yield* walkFile(each, displayPath(each), budget);
    else yield { path: each, code: "NOT_A_FILE", reason: "This is neither a file nor a folder." };
  }
}

async function* walkFolder(folder: string, shown: string, budget: ArchiveBudget): AsyncGenerator<Found> {
  const entries = await fs.readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries)
    return yield { path: displayPath(shown), code: "READ_FAILURE", reason: "The folder could not be read." };
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    const name = `${shown}/${entry.name}`;
    if (entry.isDirectory()) yield* walkFolder(full, name, budget);
    else if (entry.isFile()) yield* walkFile(full, displayPath(name), budget);
    else if (entry.isSymbolicLink())
      yield { path: displayPath(name), code: "SYMBOLIC_LINK", reason: "Links are not followed." };
    else
      yield { path: displayPath(name), code: "NOT_A_FILE", reason: "This is neither a file nor a folder." };
  }
}

async function* walkFile(file: string, name: string, budget: ArchiveBudget): AsyncGenerator<Found> {
  const handle = await fs.open(file, "r").catch(() => undefined);
  if (!handle) return yield { path: name, code: "READ_FAILURE", reason: "The file could not be opened." };
  try {
    const { size } = await handle.stat();
    yield* walkOpened(handle, { start: 0, length: size }, name, budget);
  } finally {
    await handle.close();
  }
}

/** A file, or the files of the archive that it is; `range` is where in the opened file it stands. */
export async function* walkOpened(
  handle: FileHandle,
  { start, length }: { start: number; length: number },
  name: string,
  budget: ArchiveBudget,
): AsyncGenerator<Found> {
  const head = Buffer.alloc(Math.min(length, 132));
  await handle.read(head, 0, head.length, start).catch(() => undefined);
  if (looksLikeZip(head)) yield* walkZip({ handle, start, length, path: name }, budget);
  else yield { path: name, size: length, bytes: readRange(handle, start, length) };
}
