import { readFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function directoryCommands(result: { exitCode: number }): Command {
  const directory = new Command("directory").description("the address book");
  jsonOption(directory.command("import"))
    .description("bring the address book in line with a CSV or a FHIR Bundle (IHE mCSD)")
    .argument("<file>", "the file")
    .option("--source <name>", "name of the source; entries that it no longer has are ended")
    .option("--dry-run", "only tell what would change")
    .action((name: string, options) =>
      withInstallation(async (context) => {
        const { importDirectory, readDirectoryFile } = await import("@/lib/directory");
        const from = process.env.INIT_CWD ?? process.env.BEELDBRUG_CWD ?? process.cwd();
        const { file, kind } = readDirectoryFile(await readFile(path.resolve(from, name), "utf8"));
        const source = { name: options.source ?? path.basename(name), kind };
        const plan = await importDirectory(context, { file, source, isDryRun: options.dryRun });
        const { NEW, CHANGED, ENDED, UNCHANGED } = plan.counts;
        print(plan, options, [
          `${options.dryRun ? "Would be: " : ""}${NEW} new, ${CHANGED} changed, ${ENDED} ended, ${UNCHANGED} unchanged, ${plan.errors.length} not readable`,
          ...plan.errors.map(({ where, reason }) => `  ${where}: ${reason}`),
        ]);
        if (plan.errors.length > 0) result.exitCode = 2;
      }),
    );
  jsonOption(directory.command("sources"))
    .description("where the book comes from, and how much of it")
    .action((options) =>
      withInstallation(async (context) => {
        const { listDirectorySources } = await import("@/lib/directory");
        const sources = await listDirectorySources(context);
        print(
          sources,
          options,
          table(
            sources.map((row) => [
              row.name,
              row.kind,
              row.importedAt.slice(0, 16).replace("T", " "),
              `${row.organizations} organisations, ${row.practitioners} practitioners, ${row.mailboxes} mailboxes`,
            ]),
          ),
        );
      }),
    );
  return directory;
}
