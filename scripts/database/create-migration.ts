import fs from "node:fs";
import path from "node:path";
import { diffMigrationsToSchema } from "./schema-engine";
import { withScratchCluster } from "./scratch-cluster";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("usage: npm run migration -- name_in_lower_case");
  process.exit(2);
}
await withScratchCluster(async (url) => {
  const sql = await diffMigrationsToSchema(url);
  if (sql === "") {
    console.log("The migrations already lead to prisma/schema.prisma.");
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.resolve(import.meta.dirname, "../../prisma/migrations", `${stamp}_${name}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
});
