import { SettingsError } from "@/lib/env";
import { runCommandLine } from "./run";

try {
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  const lines = error instanceof SettingsError ? error.problems : [(error as Error).message];
  for (const line of lines) process.stderr.write(`beeldbrug: ${line}\n`);
  process.exitCode = 1;
}
process.exit();
