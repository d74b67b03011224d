import pg from "pg";
import { PgBoss } from "pg-boss";
import type { JobDefinition } from "./define-job";

/** Creates or upgrades the queue's tables and its queues as the database's owner, and grants the application its rights. */
export async function migrateQueue(
  ownerUrl: string,
  applicationRole: string,
  definitions: JobDefinition<object>[],
): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  try {
    const existing = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const { name, options } of definitions) {
      const settings = { ...options, notify: true };
      if (existing.has(name)) await boss.updateQueue(name, settings);
      else await boss.createQueue(name, settings);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  await grant(ownerUrl, applicationRole);
}

async function grant(ownerUrl: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const name = client.escapeIdentifier(role);
    // Two processes that start at once would change the same rows of the catalogue.
    await client.query(`
      SELECT pg_advisory_xact_lock(hashtextextended('queue-grants', 0));
      GRANT USAGE ON SCHEMA pgboss TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${name};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${name};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${name};`);
  } finally {
    await client.end();
  }
}
