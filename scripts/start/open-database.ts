import { startEmbeddedPostgres } from "../../lib/db/embedded/embedded-postgres";
import { migrate } from "../../lib/db/migrate";

export interface OpenDatabase {
  /** Settings that point every process of the installation at this database. */
  environment: Record<string, string>;
  prepare(): Promise<void>;
  stop(): Promise<void>;
}

/** The database of DATABASE_URL, or the embedded one, started when it doesn't run yet. */
export async function openDatabase(dataDir: string): Promise<OpenDatabase> {
  const external = process.env.DATABASE_URL;
  if (external && process.env.DATABASE_EMBEDDED !== "1") {
    const ownerUrl = process.env.DATABASE_OWNER_URL || external;
    return { environment: {}, prepare: () => prepare(ownerUrl, external), stop: async () => {} };
  }
  const postgres = await startEmbeddedPostgres({ dataDir });
  return {
    environment: {
      DATABASE_URL: postgres.applicationUrl,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      DATABASE_EMBEDDED: "1",
    },
    prepare: () => prepare(postgres.ownerUrl, postgres.applicationUrl),
    stop: () => postgres.stop(),
  };
}

async function prepare(ownerUrl: string, applicationUrl: string): Promise<void> {
  const role = decodeURIComponent(new URL(applicationUrl).username);
  await migrate(ownerUrl, role);
  // Imported here: the job definitions read settings that exist only once the database is known.
  const [{ migrateQueue }, { jobs }] = await Promise.all([import("../../lib/queue"), import("../../lib/worker/jobs")]);
  await migrateQueue(ownerUrl, role, jobs.map((job) => job.definition));
}
