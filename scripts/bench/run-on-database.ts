import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openDatabase } from "@/lib/installation/open-database";

/**
 * Runs a benchmark on a database of its own and ends the process with 0, or with 1 where a limit was missed.
 * @param load imports the benchmark, whose modules read their settings then
 */
export async function runOnDatabase(load: () => Promise<() => Promise<boolean>>): Promise<never> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-bench-"));
  fs.chmodSync(dataDir, 0o755);
  Object.assign(process.env, { DEMO: "1", DATA_DIR: dataDir, LOG_LEVEL: "error" });
  delete process.env.DATABASE_URL;
  const database = await openDatabase(dataDir);
  let isWithin = false;
  try {
    const { prepareDatabase } = await import("@/lib/installation/prepare-database");
    await prepareDatabase(database);
    const bench = await load();
    isWithin = await bench();
  } finally {
    const { db } = await import("@/lib/db");
    await db.$disconnect();
    await database.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(isWithin ? 0 : 1);
}
