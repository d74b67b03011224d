import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openDatabase } from "@/lib/installation/open-database";

/** Timings as ratios within one run: absolute figures differ from machine to machine. */
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-bench-"));
fs.chmodSync(dataDir, 0o755);
Object.assign(process.env, { DEMO: "1", DATA_DIR: dataDir, LOG_LEVEL: "error" });
delete process.env.DATABASE_URL;
const database = await openDatabase(dataDir);
let exitCode = 0;
try {
  const { prepareDatabase } = await import("@/lib/installation/prepare-database");
  await prepareDatabase(database);
  const { benchSearch } = await import("./bench-search");
  const isWithin = await benchSearch();
  if (!isWithin) exitCode = 1;
} finally {
  const { db } = await import("@/lib/db");
  await db.$disconnect();
  await database.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);
