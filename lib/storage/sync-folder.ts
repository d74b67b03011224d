import fs from "node:fs/promises";

/** Makes a folder's entries durable: without it a renamed file may be gone after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
