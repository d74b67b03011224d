import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function organizationCommands(): Command {
  const organization = new Command("organization").description("care organisations that are connected");
  jsonOption(organization.command("add"))
    .description("connect an organisation")
    .requiredOption("--slug <slug>", "short name in lower case, for commands")
    .requiredOption("--name <name>", "full name")
    .option("--ura <number>", "URA, 8 digits")
    .option("--city <city>", "city")
    .action((options) =>
      withInstallation(async (context) => {
        const { addOrganization } = await import("@/lib/organizations");
        const { id, slug, name } = await addOrganization(context, options);
        print({ id, slug, name }, options, [`Connected ${name} (${slug}).`]);
      }),
    );
  jsonOption(organization.command("list"))
    .description("list the connected organisations")
    .action((options) =>
      withInstallation(async (context) => {
        const { listOrganizations } = await import("@/lib/organizations");
        const rows = (await listOrganizations(context)).map(({ id, slug, name, ura, city }) => ({
          id,
          slug,
          name,
          ura,
          city,
        }));
        print(rows, options, table(rows.map((row) => [row.slug ?? "", row.name, row.ura ?? "", row.city])));
      }),
    );
  return organization;
}
