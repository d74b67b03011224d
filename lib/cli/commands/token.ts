import { Command, InvalidArgumentError, Option } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

export function tokenCommands(): Command {
  const token = new Command("token").description("bearer tokens");
  jsonOption(token.command("create"))
    .description("make a token of a user or of an organisation, and print it: it can't be shown again")
    .addOption(new Option("--user <email>", "acts as this user").conflicts("organization"))
    .addOption(new Option("--organization <slug>", "acts as the system of this organisation"))
    .addOption(
      new Option("--scope <scope...>", "what it covers; both when left out").choices(["dicomweb", "api"]),
    )
    .option("--expires <days>", "such as 90d; without it, until it is revoked", parseDays)
    .option("--name <name>", "what it is for")
    .action(({ user, organization, scope, expires, name, ...options }) =>
      withInstallation(async (context) => {
        if (!user && !organization) throw new Error("give --user or --organization");
        const { createToken } = await import("@/lib/users");
        const owner = user ? { email: user } : { organizationSlug: organization };
        const created = await createToken(context, { owner, scopes: scope, expiresInDays: expires, name });
        print(created, options, [created.token]);
      }),
    );
  jsonOption(token.command("list"))
    .description("list the tokens of an organisation's systems; never the secrets")
    .requiredOption("--organization <slug>", "whose tokens")
    .action(({ organization, ...options }) =>
      withInstallation(async (context) => {
        const [{ findOrganization }, { listOrganizationTokens }] = await Promise.all([
          import("@/lib/organizations"),
          import("@/lib/users"),
        ]);
        const { id } = await findOrganization(organization);
        const tokens = await listOrganizationTokens(context, id);
        print(
          tokens,
          options,
          table(
            tokens.map((row) => [
              row.tokenId,
              row.name,
              row.scopes.join(",").toLowerCase(),
              row.expiresAt === null ? "" : `until ${row.expiresAt.slice(0, 10)}`,
            ]),
          ),
        );
      }),
    );
  jsonOption(token.command("revoke"))
    .description("end a token at once")
    .argument("<id>", "as `token list` and `token create --json` tell it")
    .action((tokenId: string, options) =>
      withInstallation(async (context) => {
        const { revokeToken } = await import("@/lib/users");
        await revokeToken(context, tokenId);
        print({ tokenId, revoked: true }, options, [`Revoked ${tokenId}.`]);
      }),
    );
  return token;
}

function parseDays(value: string): number {
  const days = /^([1-9]\d{0,3})d$/.exec(value)?.[1];
  if (!days) throw new InvalidArgumentError("give a number of days such as 90d");
  return Number(days);
}
