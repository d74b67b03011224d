import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "@/lib/db/embedded/embedded-postgres";
import { migrate } from "@/lib/db/migrate";
import { migrateQueue } from "@/lib/queue";
import { jobs } from "@/lib/worker/jobs";

declare module "vitest" {
  export interface ProvidedContext {
    ownerUrl: string;
    applicationUrl: string;
  }
}

/** One real PostgreSQL for the run, with a migrated template that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-test-"));
  fs.chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
  });
  const role = new URL(postgres.applicationUrl).username;
  await migrate(postgres.ownerUrl, role);
  await migrateQueue(
    postgres.ownerUrl,
    role,
    jobs.map((job) => job.definition),
  );
  await markAsTemplate(postgres.ownerUrl);
  project.provide("ownerUrl", postgres.ownerUrl);
  project.provide("applicationUrl", postgres.applicationUrl);
  return async () => {
    await postgres.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}

async function markAsTemplate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl.replace(/\/beeldbrug$/, "/postgres") });
  await client.connect();
  await client.query("ALTER DATABASE beeldbrug IS_TEMPLATE true");
  await client.end();
}
