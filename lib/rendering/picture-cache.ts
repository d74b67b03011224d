import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

const MOST_BYTES = 512 * 1024 * 1024;
/** Every so many pictures the folder is looked over and the ones longest unused go. */
const SWEEP_EVERY = 500;
let written = 0;

/** A picture made earlier with the same parameters, else the one that `make` gives, kept on disk. */
export async function cachedPicture(parts: unknown[], make: () => Promise<Buffer>): Promise<Buffer> {
  const name = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  const folder = path.join(env.DATA_DIR, "cache", "pictures", name.slice(0, 2));
  const file = path.join(folder, name.slice(2));
  const kept = await fs.readFile(file).catch(() => undefined);
  if (kept && kept.length > 0) return kept;
  const picture = await make();
  // A full disk must not keep anybody from seeing the picture.
  await keep(folder, file, picture).catch(() => {});
  return picture;
}

async function keep(folder: string, file: string, picture: Buffer): Promise<void> {
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomBytes(4).toString("hex")}`;
  await fs.writeFile(temporary, picture, { mode: 0o600 });
  await fs.rename(temporary, file);
  written += 1;
  if (written % SWEEP_EVERY === 0) await sweep(path.join(env.DATA_DIR, "cache", "pictures"));
}

async function sweep(root: string): Promise<void> {
  const files: { file: string; size: number; usedAt: number }[] = [];
  for (const folder of await fs.readdir(root)) {
    for (const name of await fs.readdir(path.join(root, folder))) {
      const file = path.join(root, folder, name);
      const stat = await fs.stat(file).catch(() => undefined);
      if (stat) files.push({ file, size: stat.size, usedAt: Math.max(stat.atimeMs, stat.mtimeMs) });
    }
  }
  files.sort((a, b) => b.usedAt - a.usedAt);
  let total = 0;
  for (const { file, size } of files) {
    total += size;
    if (total > MOST_BYTES) await fs.rm(file, { force: true });
  }
}
