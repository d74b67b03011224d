import { z } from "zod";
import { SettingsError } from "@/lib/env";
import { runCommandLine } from "./run";

// What the database's driver will change one day is nothing that who types a command can do something about.
process.noDeprecation = true;

try {
  process.exitCode = await runCommandLine(process.argv.slice(2));
} catch (error) {
  for (const line of linesOf(error)) process.stderr.write(`beeldbrug: ${line}\n`);
  process.exitCode = 1;
}
process.exit();

/** One line for each thing that is wrong; what was typed is named as the option is called. */
function linesOf(error: unknown): string[] {
  if (error instanceof SettingsError) return error.problems;
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => {
      const name = path
        .filter((part) => typeof part === "string")
        .join(".")
        .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return name ? `${name}: ${message}` : message;
    });
  return [(error as Error).message];
}
