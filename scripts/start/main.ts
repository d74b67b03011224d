import { readEnvironment, SettingsError } from "@/lib/env";
import { openDatabase } from "@/lib/installation/open-database";
import { buildWeb } from "./build-web";
import { startProcess } from "./processes";
import { step } from "./progress";

const isDevelopment = process.argv.includes("--dev");

let settings: ReturnType<typeof readEnvironment>;
try {
  settings = readEnvironment(process.env);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  for (const problem of error.problems) console.error(`Setting wrong: ${problem}`);
  process.exit(2);
}

const cleanUps: (() => Promise<void>)[] = [];
let isStopping = false;
/** Ends everything in the reverse order of its start; a second signal ends at once. */
async function stop(exitCode: number): Promise<void> {
  if (isStopping) process.exit(1);
  isStopping = true;
  console.log("• Stopping");
  for (const cleanUp of cleanUps.reverse())
    await cleanUp().catch((error: Error) => console.error(`  ${error.message}`));
  process.exit(exitCode);
}
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));

try {
  const database = await step("Starting the database", () => openDatabase(settings.DATA_DIR));
  cleanUps.push(database.stop);
  // Only now: what these import reads settings that the step above has completed.
  const { prepareDatabase } = await import("@/lib/installation/prepare-database");
  const { seedDemo, demoAccounts } = await import("./seed-demo");
  await step("Bringing its tables up to date", () => prepareDatabase(database));
  if (!isDevelopment) await step("Building the pages", buildWeb);
  if (settings.DEMO) await step("Filling the demo installation", seedDemo);

  const web = await step("Starting the web process", () =>
    startProcess("web", "lib/http/main.ts", { isDevelopment, onDeath: () => void stop(1) }),
  );
  cleanUps.push(web.stop);
  const worker = await step("Starting the worker", () =>
    startProcess("worker", "lib/worker/main.ts", { isDevelopment, onDeath: () => void stop(1) }),
  );
  cleanUps.push(worker.stop);

  console.log(`\nBeeldbrug is ready at ${settings.BASE_URL}`);
  console.log(`DICOM: ${settings.DICOM_AE_TITLE} at port ${worker.port}`);
  if (settings.DEMO) console.log(`\n${demoAccounts()}\nMails are caught at ${settings.BASE_URL}/dev/mail`);
  console.log("\nCtrl-C stops it.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
