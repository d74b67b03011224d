import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "../../lib/db/embedded/embedded-postgres";
import { diffMigrationsToSchema } from "./schema-engine";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("usage: npm run migration -- name_in_lower_case");
  process.exit(2);
}
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-migration-"));
fs.chmodSync(dataDir, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir });
try {
  const sql = await diffMigrationsToSchema(postgres.ownerUrl);
  if (sql === "") console.log("The migrations already lead to prisma/schema.prisma.");
  else {
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = path.resolve(import.meta.dirname, "../../prisma/migrations", `${stamp}_${name}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "migration.sql"), sql);
    console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
  }
} finally {
  await postgres.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}
