import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function watchedFolderCommands(): Command {
  const watched = new Command("watched-folder").description(
    "folders whose files are taken into an archive; what was refused is in their folder `refused`, with the reason",
  );
  jsonOption(watched.command("add"))
    .description("watch a folder below WATCHED_FOLDERS_DIR, which is made when it isn't there")
    .requiredOption("--organization <slug>", "whose archive")
    .option("--path <folder>", "absolute or below WATCHED_FOLDERS_DIR; left out: the organisation's slug")
    .action(({ organization, path, ...options }) =>
      withInstallation(async (context) => {
        const { addWatchedFolder } = await import("@/lib/drops");
        const row = await addWatchedFolder(context, {
          organizationId: await idOf(organization),
          ...(path !== undefined && { path }),
        });
        print({ id: row.id, path: row.path }, options, [`Watching ${row.path} for ${organization}.`]);
      }),
    );
  jsonOption(watched.command("list"))
    .description("list watched folders")
    .option("--organization <slug>", "only this organisation's")
    .action(({ organization, ...options }) =>
      withInstallation(async (context) => {
        const { listWatchedFolders } = await import("@/lib/drops");
        const filter = organization === undefined ? {} : { organizationId: await idOf(organization) };
        const rows = (await listWatchedFolders(context, filter)).map(({ id, path }) => ({ id, path }));
        print(rows, options, table(rows.map((row) => [row.id, row.path])));
      }),
    );
  jsonOption(watched.command("remove"))
    .description("stop watching a folder; it stays, with what is in it")
    .argument("<id>", "as `list` shows it")
    .action((id: string, options) =>
      withInstallation(async (context) => {
        const { removeWatchedFolder } = await import("@/lib/drops");
        await removeWatchedFolder(context, { id });
        print({ id }, options, ["It is not watched any more."]);
      }),
    );
  return watched;
}

async function idOf(slug: string): Promise<string> {
  const { findOrganization } = await import("@/lib/organizations");
  return (await findOrganization(slug)).id;
}
