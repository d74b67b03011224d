import { Command, Option } from "commander";
import { jsonOption, print, table } from "../output";
import { readSecret } from "../read-secret";
import { withInstallation } from "../with-installation";
import { addAccountChanges } from "./account-changes";
import { roleOption } from "./role-option";

export function userCommands(): Command {
  const user = new Command("user").description("accounts");
  jsonOption(user.command("add"))
    .description("make an account; its second factor is set up at the first sign-in")
    .requiredOption("--email <address>", "e-mail address, with which it signs in")
    .requiredOption("--name <name>", "full name")
    .requiredOption("--organization <slug>", "where it belongs")
    .addOption(roleOption())
    .option("--password-stdin", "read the password from standard input")
    .option("--uzi <number>", "UZI number, 9 digits: links the addresses of that number at its own login")
    .addOption(new Option("--language <language>", "of its mails and screens").choices(["nl", "en"]))
    .action(({ organization, role, passwordStdin, email, name, uzi, language, ...options }) =>
      withInstallation(async (context) => {
        const { createUser } = await import("@/lib/users");
        const password = passwordStdin ? await readSecret() : undefined;
        const created = await createUser(context, {
          email,
          name,
          organizationSlug: organization,
          roles: role,
          password,
          uzi,
          locale: language,
        });
        print(created, options, [`Made the account ${created.email}.`]);
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
  addAccountChanges(user);
  return user;
}
