import { diffMigrationsToSchema } from "./schema-engine";
import { withScratchCluster } from "./scratch-cluster";

await withScratchCluster(async (url) => {
  const sql = await diffMigrationsToSchema(url);
  if (sql === "") return;
  console.error(`prisma/schema.prisma and prisma/migrations differ:\n${sql}`);
  process.exitCode = 1;
});
