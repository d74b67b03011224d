import fs from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";

/** Where tus keeps the bytes of uploads, each with a JSON file of what is known about it. */
export const uploadsFolder = (): string => path.join(env.DATA_DIR, "uploads");

export interface Bundle {
  uploadId: string;
  file: string;
  importId: string;
  /** All its bytes are here. */
  isWhole: boolean;
  changedAt: Date;
}

const UploadInfo = z.object({ size: z.number().optional(), metadata: z.object({ importId: z.uuid() }) });

/** Every upload on disk that belongs to an import. */
export async function* listBundles(): AsyncGenerator<Bundle> {
  const names = await fs.readdir(uploadsFolder()).catch(() => []);
  for (const name of names) {
    if (!name.endsWith(".json")) continue;
    const uploadId = name.slice(0, -".json".length);
    const file = path.join(uploadsFolder(), uploadId);
    const stat = await fs.stat(file).catch(() => undefined);
    const info = UploadInfo.safeParse(await readJson(path.join(uploadsFolder(), name)));
    if (!stat || !info.success) continue;
    const { size, metadata } = info.data;
    yield { uploadId, file, importId: metadata.importId, isWhole: stat.size === size, changedAt: stat.mtime };
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

export async function removeBundle({ file }: Pick<Bundle, "file">): Promise<void> {
  await fs.rm(file, { force: true });
  await fs.rm(`${file}.json`, { force: true });
}

/**
 * Removes what belongs to no upload: the bytes or the JSON alone, when a process was killed while it began or removed
 * one.
 * @param before what changed since is left alone: it may be an upload that begins now
 */
export async function removeRemains(before: Date): Promise<void> {
  const whole = new Set<string>();
  for await (const { uploadId } of listBundles()) whole.add(uploadId);
  for (const name of await fs.readdir(uploadsFolder()).catch(() => [])) {
    if (whole.has(name.replace(/\.json$/, ""))) continue;
    const file = path.join(uploadsFolder(), name);
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat?.isFile() && stat.mtime < before) await fs.rm(file, { force: true });
  }
}
