import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";

const LOCK = 7_239_114_520;

/**
 * Applies prisma/migrations in order, each in a transaction, under an advisory lock, and keeps Prisma's own
 * `_prisma_migrations` table, so that `prisma migrate deploy` elsewhere agrees. Then grants the application's role
 * its rights: everything but changing the log.
 * @param only leaves the others for later: a backup is loaded into the tables that it was made of
 * @returns the names of the migrations applied now
 * @throws when a migration that was applied has been edited since
 */
export async function migrate(
  ownerUrl: string,
  applicationRole: string,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
    const applied = await appliedMigrations(client);
    const fresh: string[] = [];
    for (const migration of readMigrations()) {
      const known = applied.get(migration.name);
      if (known !== undefined && known !== migration.checksum)
        throw new Error(`migration ${migration.name} was changed after it was applied`);
      if (known !== undefined || only?.has(migration.name) === false) continue;
      await apply(client, migration);
      fresh.push(migration.name);
    }
    await grant(client, applicationRole);
    return fresh;
  } finally {
    await client.end();
  }
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export function readMigrations(): Migration[] {
  const folder = path.resolve(import.meta.dirname, "../../prisma/migrations");
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function grant(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>("SELECT current_user AS owner");
  if (rows[0]?.owner === role) return;
  const name = client.escapeIdentifier(role);
  await client.query(`
    GRANT USAGE ON SCHEMA public TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};
    REVOKE ALL ON _prisma_migrations FROM ${name};
    GRANT SELECT ON _prisma_migrations TO ${name};
    REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEvent" FROM ${name};`);
}
