import fs from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const Count = z.number().int().min(0);

/** What a backup is; written last, so that a folder without it is no backup. */
export const Manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The tables are as these migrations leave them. */
  migrations: z.array(z.string()),
  /** Rows by table, in the order in which they can be loaded. */
  tables: z.array(z.object({ name: z.string(), rows: Count })),
  /** Jobs that were waiting. */
  jobs: Count,
  /** False when only the database was saved, beside a bucket that has its own copies. */
  hasObjects: z.boolean(),
  objects: Count,
  bytes: Count,
  /** Deleted while the backup was made: their rows are left out when it is restored. */
  deletedStudies: z.array(z.uuid()),
  deletedRanges: z.array(z.object({ objectKey: z.string(), offset: z.string(), length: z.string() })),
  /** Objects that rows name and storage didn't have, or not to their end. */
  missing: z.array(z.string()),
});

export type Manifest = z.output<typeof Manifest>;

const fileIn = (folder: string) => path.join(folder, "manifest.json");

export const tableFile = (folder: string, name: string) => path.join(folder, "database", `${name}.jsonl.gz`);
export const objectsFolder = (folder: string) => path.join(folder, "objects");

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const handle = await fs.open(`${fileIn(folder)}.part`, "w", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(`${fileIn(folder)}.part`, fileIn(folder));
}

/** @throws Error when the folder holds no finished backup that this version understands */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await fs.readFile(fileIn(folder), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT")
      throw new Error(`${folder} holds no finished backup: manifest.json is missing`);
    throw error;
  });
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${folder} holds a backup that this version doesn't understand`);
  return parsed.data;
}
