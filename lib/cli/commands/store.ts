import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function storeCommands(result: { exitCode: number }): Command {
  const store = new Command("store").description("stored bytes");
  jsonOption(store.command("verify"))
    .description("read everything again and hold it against its sums; exit 1 when something is bad")
    .action((options) =>
      withInstallation(async (context) => {
        const [{ verifyStore }, { listOrganizations }] = await Promise.all([
          import("@/lib/keeping"),
          import("@/lib/organizations"),
        ]);
        const names = new Map((await listOrganizations(context)).map(({ id, slug }) => [id, slug ?? id]));
        const { checked, bytes, bad } = await verifyStore();
        const named = bad.map(({ organizationId, ...each }) => ({
          ...each,
          organization: names.get(organizationId) ?? organizationId,
        }));
        print({ checked, bytes, bad: named }, options, [
          `${checked} checked (${(bytes / 1e6).toFixed(1)} MB), ${bad.length} bad`,
          ...named.map(
            (each) =>
              `  ${each.organization}: ${each.kind.toLowerCase()} ${each.sopInstanceUid ?? each.id} of study ${each.studyInstanceUid}: ${each.reason} in ${each.objectKey}`,
          ),
        ]);
        if (bad.length > 0) result.exitCode = 1;
      }),
    );
  jsonOption(store.command("usage"))
    .description("what each organisation keeps, and how much room is left")
    .action((options) =>
      withInstallation(async (context) => {
        const { getStorageOverview } = await import("@/lib/administration");
        const { organizations, disk, verification } = await getStorageOverview(context);
        print({ organizations, disk, verification }, options, [
          ...table(
            organizations.map((row) => [
              row.name,
              `${row.studies} studies`,
              `${row.instances} images`,
              `${(row.bytes / 1e6).toFixed(1)} MB`,
            ]),
          ),
          `${(disk.freeBytes / 1e9).toFixed(1)} of ${(disk.totalBytes / 1e9).toFixed(1)} GB free`,
          `${verification.damaged} damaged, ${verification.checked} read again in this round`,
        ]);
      }),
    );
  jsonOption(store.command("sweep"))
    .description(
      "remove objects that no row names and that are older than a day, and bytes that are due to go",
    )
    .action((options) =>
      withInstallation(async () => {
        const [{ sweepObjects }, { removeDueBytes }] = await Promise.all([
          import("@/lib/keeping"),
          import("@/lib/studies"),
        ]);
        const report = { orphans: await sweepObjects({ isWhole: true }), due: await removeDueBytes() };
        print(report, options, [
          `${report.orphans} objects without rows and ${report.due} that were due were removed`,
        ]);
      }),
    );
  return store;
}
