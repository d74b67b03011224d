import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Child } from "../../scratch/child";
import type { Installation } from "../../scratch/installation";
import type { Round, Scenario } from "../round";

/** How long it takes undisturbed, and what it makes. */
let usual: Promise<{ milliseconds: number; shape: string[] }> | undefined;

/** kill -9 of a migration from nothing, at any moment; the next one brings it to the end. */
export const killedMigration: Scenario = {
  name: "kill-migrate",
  async strike({ installation, random, violate }: Round) {
    usual ??= undisturbed(installation);
    const { milliseconds, shape } = await usual;
    await withFreshDatabase(installation, async (migration, url) => {
      await migration.start();
      await sleep(random.next() * milliseconds);
      await migration.end("SIGKILL");
      await migration.start();
      const code = await migration.over();
      if (code !== 0) return violate(`the migration that came after ended with ${code}`);
      const made = await shapeOf(url);
      const other = [
        ...shape.filter((line) => !made.includes(line)),
        ...made.filter((line) => !shape.includes(line)),
      ];
      if (other.length > 0) violate(`the database is not like one that was migrated at once: ${other[0]}`);
    });
    return [];
  },
};

async function undisturbed(installation: Installation): Promise<{ milliseconds: number; shape: string[] }> {
  let milliseconds = 0;
  let shape: string[] = [];
  await withFreshDatabase(installation, async (migration, url) => {
    await migration.start();
    const begunAt = performance.now();
    await migration.over();
    milliseconds = performance.now() - begunAt;
    shape = await shapeOf(url);
  });
  return { milliseconds, shape };
}

async function withFreshDatabase(
  { database: { urls }, folder }: Installation,
  work: (migration: Child, url: string) => Promise<void>,
): Promise<void> {
  const name = `migration_${Date.now()}`;
  const at = (url: string) => url.replace(/\/[^/]*$/, `/${name}`);
  await withClient(urls.ownerUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const settings = { DATABASE_OWNER_URL: at(urls.ownerUrl), DATABASE_URL: at(urls.applicationUrl) };
  const script = "scripts/faults/installation/migrate-process.ts";
  await work(new Child("migration", script, settings, path.join(folder, "migration.log")), at(urls.ownerUrl));
  await withClient(urls.ownerUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
}

/** Everything that a migration makes, a line for each. */
function shapeOf(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const texts: string[] = [];
    for (const sql of SHAPE)
      texts.push(...(await client.query<{ text: string }>(sql)).rows.map((row) => row.text));
    return texts;
  });
}

const OWN = "nspname IN ('public', 'pgboss')";
const SHAPE = [
  `SELECT concat_ws(' ', c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
     pg_get_expr(d.adbin, d.adrelid)) AS text
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
   LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE ${OWN} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1`,
  `SELECT pg_get_constraintdef(k.oid) || conname AS text FROM pg_constraint k
   JOIN pg_namespace n ON n.oid = k.connamespace WHERE ${OWN} ORDER BY 1`,
  `SELECT indexdef AS text FROM pg_indexes WHERE schemaname IN ('public', 'pgboss') ORDER BY 1`,
  `SELECT proname || md5(prosrc) AS text FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
   WHERE ${OWN} ORDER BY 1`,
  `SELECT tgname || tgrelid::regclass AS text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`,
  `SELECT migration_name || checksum AS text FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1`,
  "SELECT name || policy AS text FROM pgboss.queue ORDER BY 1",
  `SELECT table_name || privilege_type || grantee AS text FROM information_schema.role_table_grants
   WHERE table_schema IN ('public', 'pgboss') ORDER BY 1`,
];

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
