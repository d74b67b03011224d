import { text } from "node:stream/consumers";
import { Command, Option } from "commander";
import { jsonOption, print, table } from "../output";
import { withInstallation } from "../with-installation";

const ROLES = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "PRIVACY_OFFICER", "OPERATOR"];

export function userCommands(): Command {
  const user = new Command("user").description("accounts");
  jsonOption(user.command("add"))
    .description("make an account; its second factor is set up at the first sign-in")
    .requiredOption("--email <address>", "e-mail address, with which it signs in")
    .requiredOption("--name <name>", "full name")
    .requiredOption("--organization <slug>", "where it belongs")
    .addOption(
      new Option("--role <role...>", "what it may do; may be given several times")
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option("--password-stdin", "read the password from standard input")
    .action(({ organization, role, passwordStdin, email, name, ...options }) =>
      withInstallation(async (context) => {
        const { createUser } = await import("@/lib/users");
        const password = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, "") : undefined;
        const created = await createUser(context, {
          email,
          name,
          organizationSlug: organization,
          roles: role,
          password,
        });
        print(created, options, [`Made the account ${created.email}.`]);
      }),
    );
  jsonOption(user.command("disable"))
    .description("disable an account: its sessions and tokens end at once")
    .argument("<email>", "e-mail address")
    .action((email: string, options) =>
      withInstallation(async (context) => {
        const { disableUser, listUsers } = await import("@/lib/users");
        const account = (await listUsers(context)).find(
          (candidate) => candidate.email === email.trim().toLowerCase(),
        );
        if (!account) throw new Error(`there is no account ${email}`);
        await disableUser(context, { userId: account.userId });
        print({ email: account.email, disabled: true }, options, [`Disabled ${account.email}.`]);
      }),
    );
  jsonOption(user.command("list"))
    .description("list the accounts")
    .action((options) =>
      withInstallation(async (context) => {
        const { listUsers } = await import("@/lib/users");
        const users = await listUsers(context);
        print(
          users,
          options,
          table(
            users.map((row) => [row.email, row.name, row.roles.join(","), row.disabledAt ? "disabled" : ""]),
          ),
        );
      }),
    );
  return user;
}
