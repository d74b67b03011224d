import path from "node:path";
import { Command } from "commander";
import { jsonOption, print } from "../output";
import { withDatabase, withInstallation } from "../with-installation";

export function backupCommands(result: { exitCode: number }): Command {
  const backup = new Command("backup").description(
    "a copy of database and bytes, made while everything runs",
  );
  jsonOption(backup.command("create"))
    .description("save rows and the bytes that they name in a new folder; exit 1 when bytes were missing")
    .argument("<folder>", "new or empty; holds patient data afterwards")
    .option("--database-only", "leave the bytes to a bucket with versions or a replica of its own")
    .action((folder: string, options) =>
      withInstallation(async (context) => {
        const { createBackup } = await import("@/lib/backup");
        const { tables, objects, bytes, missing, deletedStudies } = await createBackup(context, {
          ownerUrl: process.env.DATABASE_OWNER_URL || (process.env.DATABASE_URL as string),
          folder: fromHere(folder),
          isDatabaseOnly: options.databaseOnly === true,
        });
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        print({ rows, objects, bytes, missing, deletedStudies: deletedStudies.length }, options, [
          `${rows} rows and ${objects} objects (${(bytes / 1e6).toFixed(1)} MB) saved in ${folder}`,
          ...missing.map((key) => `  ${key} is not in storage: run store verify`),
        ]);
        if (missing.length > 0) result.exitCode = 1;
      }),
    );
  jsonOption(backup.command("restore"))
    .description("fill a new, empty installation with a backup; exit 1 when bytes are missing")
    .argument("<folder>", "what backup create made")
    .action((folder: string, options) =>
      withDatabase(async (context, database) => {
        const [{ restoreBackup }, { prepareDatabase }] = await Promise.all([
          import("@/lib/backup"),
          import("@/lib/installation/prepare-database"),
        ]);
        const report = await restoreBackup(context, {
          ...database,
          folder: fromHere(folder),
          prepare: () => prepareDatabase(database),
        });
        print(report, options, [
          `${report.rows} rows and ${report.objects} objects of ${report.createdAt} restored`,
          ...(report.leftOut > 0
            ? [`${report.leftOut} rows were deleted while the backup was made: left out`]
            : []),
          ...(report.lost > 0 ? [`${report.lost} rows have no bytes in storage: left out`] : []),
          ...report.missing.map((key) => `  ${key} is not in storage, or ends too early`),
        ]);
        if (report.missing.length > 0) result.exitCode = 1;
      }),
    );
  return backup;
}

/** The launcher runs in the project's folder: paths are meant from where the person stands. */
function fromHere(folder: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.env.BEELDBRUG_CWD ?? process.cwd(), folder);
}
