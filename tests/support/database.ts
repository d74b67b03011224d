import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

// A setup file: runs before each integration test file, so that the rooms it imports find these settings.
const name = `test_${randomBytes(6).toString("hex")}`;
const withDatabase = (url: string, database: string) => url.replace(/\/[^/]*$/, `/${database}`);

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(inject("ownerUrl"), "postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await asOwner(`CREATE DATABASE ${name} TEMPLATE beeldbrug`);
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-files-"));
Object.assign(process.env, {
  DATABASE_URL: withDatabase(inject("applicationUrl"), name),
  DATABASE_OWNER_URL: withDatabase(inject("ownerUrl"), name),
  DATABASE_EMBEDDED: "1",
  DATA_DIR: dataDir,
  AUTH_SECRET: randomBytes(32).toString("hex"),
  DEMO: "1",
  BASE_URL: "http://127.0.0.1:3000",
  DICOM_PORT: "0",
});

afterAll(async () => {
  const { db } = await import("@/lib/db");
  const { closeSender } = await import("@/lib/queue");
  await closeSender();
  await db.$disconnect();
  await asOwner(`DROP DATABASE ${name} WITH (FORCE)`);
  fs.rmSync(dataDir, { recursive: true, force: true });
});
