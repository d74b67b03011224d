import { type Context, systemContext } from "@/lib/context";
import { readEnvironment } from "@/lib/env";
import { type OpenDatabase, openDatabase } from "@/lib/installation/open-database";

/**
 * Runs a command against this installation's database, which is started for it when it doesn't run,
 * and stopped again afterwards.
 */
export function withInstallation<Result>(work: (context: Context) => Promise<Result>): Promise<Result> {
  return withDatabase(async (context, database) => {
    const { prepareDatabase } = await import("@/lib/installation/prepare-database");
    await prepareDatabase(database);
    return work(context);
  });
}

/** The same with a database that may be empty still. */
export async function withDatabase<Result>(
  work: (context: Context, database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  // Commands must not fail on settings that only the server needs, such as SMTP_URL.
  const settings = readEnvironment({ ...process.env, DEMO: process.env.DEMO ?? "1", HOST: "127.0.0.1" });
  process.env.LOG_LEVEL ??= "error";
  process.env.DEMO ??= "1";
  const database = await openDatabase(settings.DATA_DIR);
  try {
    return await work(systemContext("cli"), database);
  } finally {
    const [{ db }, { closeSender }] = await Promise.all([import("@/lib/db"), import("@/lib/queue")]);
    await closeSender();
    await db.$disconnect();
    await database.stop();
  }
}
