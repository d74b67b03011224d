import path from "node:path";
import { Command } from "commander";
import { jsonOption, print } from "../output";
import { withInstallation } from "../with-installation";

export function ingestCommand(result: { exitCode: number }): Command {
  return jsonOption(new Command("ingest"))
    .description(
      "store studies from folders, files, ZIPs and discs (a DICOMDIR stands for its disc); exit 2 when a file was refused",
    )
    .argument("<path...>", "folders, files, ZIPs or a DICOMDIR")
    .requiredOption("--organization <slug>", "whose archive")
    .action((paths: string[], options) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { ingestPaths }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/ingest"),
        ]);
        const { id: organizationId } = await findOrganization(options.organization);
        // The launcher runs in the project's folder: paths are meant from where the person stands.
        const from = process.env.INIT_CWD ?? process.env.BEELDBRUG_CWD ?? process.cwd();
        const report = await ingestPaths(context, {
          organizationId,
          paths: paths.map((name) => path.resolve(from, name)),
        });
        const { stored, duplicates, setAside, refused, missing } = report;
        print({ stored, duplicates, setAside, refused, missing }, options, [
          `${stored} stored, ${duplicates} there already, ${setAside} set aside, ${refused.length} refused`,
          ...refused.map((file) => `  ${file.path}: ${file.reason} (${file.code})`),
          ...missing.map((file) => `  ${file}: its DICOMDIR lists it, and it is not there`),
        ]);
        if (refused.length > 0) result.exitCode = 2;
      }),
    );
}
