import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { named, ownDirectory } from "../own-directory";
import { withInstallation } from "../with-installation";

export function addressCommands(): Command {
  const address = new Command("address").description(
    "an organisation's addresses, and which accounts read them",
  );
  described(address.command("add"), "put a care provider in a role into the book")
    .requiredOption("--family-name <name>", "family name")
    .action(({ organization, department, json, ...person }) =>
      withInstallation(async (context) => {
        const { listDepartments, savePractitioner, organizationId } = await ownDirectory(organization);
        const { departments } = await listDepartments(context, organizationId);
        const departmentId = department && named(departments, department, "department").departmentId;
        const saved = await savePractitioner(context, { ...person, departmentId }, organizationId);
        print(saved, { json }, [`Added ${person.familyName}: ${saved.addressId}`]);
      }),
    );
  described(address.command("change"), "change a care provider's address; what isn't named stays")
    .argument("<address>", "its id, as `address list` tells it")
    .option("--family-name <name>", "family name")
    .action((addressId: string, { organization, department, json, ...given }) =>
      withInstallation(async (context) => {
        const { listDepartments, listOwnAddresses, savePractitioner, organizationId } =
          await ownDirectory(organization);
        const [found] = (await listOwnAddresses(context, { addressId }, organizationId)).items;
        if (!found?.practitioner)
          throw new Error(`${organization} has no care provider's address ${addressId}`);
        const { departments } = await listDepartments(context, organizationId);
        const { uzi, agb, ...known } = found.practitioner;
        const person = {
          ...known,
          uzi: uzi ?? "",
          agb: agb ?? "",
          email: found.email ?? "",
          ...given,
          ...(department && { departmentId: named(departments, department, "department").departmentId }),
        };
        const saved = await savePractitioner(context, { ...person, addressId }, organizationId);
        print(saved, { json }, [`Changed ${person.familyName}.`]);
      }),
    );
  jsonOption(address.command("remove"))
    .description("take a care provider's address out of the book; what was sent to it stays")
    .requiredOption("--organization <slug>", "where")
    .argument("<address>", "its id, as `address list` tells it")
    .action((addressId: string, { organization, ...options }) =>
      withInstallation(async (context) => {
        const { removePractitioner, organizationId } = await ownDirectory(organization);
        await removePractitioner(context, addressId, organizationId);
        print({ addressId, removed: true }, options, [`Removed ${addressId}.`]);
      }),
    );
  link(address, true, "let an account read what is sent to an address, or make it a member of a mailbox");
  link(address, false, "let an account no longer read what is sent to an address");
  jsonOption(address.command("list"))
    .description("list an organisation's addresses; those that wait for an account first, at most 100")
    .requiredOption("--organization <slug>", "whose")
    .option("--find <text>", "only what answers to this")
    .action(({ organization, find, ...options }) =>
      withInstallation(async (context) => {
        const { listOwnAddresses, organizationId } = await ownDirectory(organization);
        const found = await listOwnAddresses(context, { q: find }, organizationId);
        print(found, options, [
          ...table(
            found.items.map((row) => [
              row.addressId,
              row.name,
              row.department,
              row.accounts.map(({ email }) => email).join(", ") || "nobody",
              row.taskSince ? `waits since ${row.taskSince.slice(0, 10)}` : "",
            ]),
          ),
          ...(found.total > found.items.length ? [`and ${found.total - found.items.length} more`] : []),
        ]);
      }),
    );
  return address;
}

/** The options that `add` and `change` have in common. */
function described(command: Command, description: string): Command {
  return jsonOption(command)
    .description(description)
    .requiredOption("--organization <slug>", "where")
    .option("--prefix <text>", 'what stands before it, such as "van der"')
    .option("--initials <text>", "initials")
    .option("--given-name <name>", "given name")
    .option("--uzi <number>", "UZI number, 9 digits")
    .option("--agb <number>", "AGB code, 8 digits")
    .option("--role <text>", "role")
    .option("--specialty <text>", "specialty")
    .option("--department <name>", "department")
    .option("--email <address>", "where mails go while no account reads it");
}

function link(address: Command, isLinked: boolean, description: string): void {
  jsonOption(address.command(isLinked ? "link" : "unlink"))
    .description(description)
    .argument("<address>", "its id, as `address list` and `mailbox list` tell it")
    .requiredOption("--user <email>", "the account")
    .action((addressId: string, { user, ...options }) =>
      withInstallation(async (context) => {
        const [{ linkAccount }, { listUsers }] = await Promise.all([
          import("@/lib/directory"),
          import("@/lib/users"),
        ]);
        const email = user.trim().toLowerCase();
        const account = (await listUsers(context)).find((each) => each.email === email);
        if (!account) throw new Error(`there is no account ${email}`);
        await linkAccount(context, { addressId, userId: account.userId, isLinked });
        print({ addressId, email, isLinked }, options, [
          `${email} ${isLinked ? "reads" : "no longer reads"} what is sent to ${addressId}.`,
        ]);
      }),
    );
}
