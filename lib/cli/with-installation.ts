import { type Context, systemContext } from "@/lib/context";
import { readEnvironment } from "@/lib/env";
import { openDatabase } from "@/lib/installation/open-database";

/**
 * Runs a command against this installation's database, which is started for it when it doesn't run,
 * and stopped again afterwards.
 */
export async function withInstallation<Result>(work: (context: Context) => Promise<Result>): Promise<Result> {
  // Commands must not fail on settings that only the server needs, such as SMTP_URL.
  const settings = readEnvironment({ ...process.env, DEMO: process.env.DEMO ?? "1", HOST: "127.0.0.1" });
  process.env.LOG_LEVEL ??= "error";
  process.env.DEMO ??= "1";
  const database = await openDatabase(settings.DATA_DIR);
  try {
    const { prepareDatabase } = await import("@/lib/installation/prepare-database");
    await prepareDatabase(database);
    return await work(systemContext("cli"));
  } finally {
    const [{ db }, { closeSender }] = await Promise.all([import("@/lib/db"), import("@/lib/queue")]);
    await closeSender();
    await db.$disconnect();
    await database.stop();
  }
}
