import { startEmbeddedPostgres } from "@/lib/db/embedded/embedded-postgres";

export interface OpenDatabase {
  ownerUrl: string;
  applicationUrl: string;
  stop(): Promise<void>;
}

/**
 * The database of DATABASE_URL, or the embedded one, started when it doesn't run yet. Points this process and
 * the processes that it starts at it.
 */
export async function openDatabase(dataDir: string): Promise<OpenDatabase> {
  const external = process.env.DATABASE_URL;
  if (external && process.env.DATABASE_EMBEDDED !== "1")
    return {
      ownerUrl: process.env.DATABASE_OWNER_URL || external,
      applicationUrl: external,
      stop: async () => {},
    };
  const { ownerUrl, applicationUrl, stop } = await startEmbeddedPostgres({ dataDir });
  Object.assign(process.env, {
    DATABASE_URL: applicationUrl,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_EMBEDDED: "1",
    DATA_DIR: dataDir,
  });
  return { ownerUrl, applicationUrl, stop };
}
