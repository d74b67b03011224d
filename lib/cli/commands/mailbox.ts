import { Command } from "commander";
import { jsonOption, print, table } from "../output";
import { named, ownDirectory } from "../own-directory";
import { withInstallation } from "../with-installation";

export function mailboxCommands(): Command {
  const mailbox = new Command("mailbox").description(
    "an organisation's mailboxes; `address link` makes an account a member",
  );
  described(mailbox.command("add"), "make a mailbox")
    .requiredOption("--email <address>", "where its mails go")
    .action(({ organization, name, ...given }) =>
      withInstallation(async (context) => {
        const { listDepartments, saveMailbox, organizationId } = await ownDirectory(organization);
        const fields = await fieldsOf(await listDepartments(context, organizationId), given);
        const saved = await saveMailbox(context, { name, email: given.email, ...fields }, organizationId);
        print(saved, given, [`Made the mailbox ${name} of ${organization}.`]);
      }),
    );
  described(mailbox.command("change"), "change a mailbox; what isn't named stays")
    .option("--new-name <name>", "what it is to be called")
    .option("--email <address>", "where its mails go")
    .option("--unlist", "take it out of the address book; what was sent to it stays")
    .option("--list", "put it back into the address book")
    .action(({ organization, name, newName, email, list, unlist, ...given }) =>
      withInstallation(async (context) => {
        const { listDepartments, saveMailbox, organizationId } = await ownDirectory(organization);
        const listed = await listDepartments(context, organizationId);
        const { members: _members, source: _source, ...known } = named(listed.mailboxes, name, "mailbox");
        const fields = await fieldsOf(listed, given);
        const isListed = list ? true : unlist ? false : known.isListed;
        const entry = {
          ...known,
          ...fields,
          name: newName ?? known.name,
          email: email ?? known.email,
          isListed,
        };
        const saved = await saveMailbox(
          context,
          { ...entry, acceptedPurposes: entry.acceptedPurposes as never },
          organizationId,
        );
        print({ ...saved, isListed }, given, [`Changed the mailbox ${entry.name} of ${organization}.`]);
      }),
    );
  jsonOption(mailbox.command("list"))
    .description("list an organisation's mailboxes")
    .requiredOption("--organization <slug>", "whose")
    .action(({ organization, ...options }) =>
      withInstallation(async (context) => {
        const { listDepartments, organizationId } = await ownDirectory(organization);
        const { mailboxes } = await listDepartments(context, organizationId);
        print(
          mailboxes,
          options,
          table(
            mailboxes.map((row) => [
              row.addressId,
              row.name,
              row.email,
              `${row.members} members`,
              row.isListed ? "" : "not in the book",
            ]),
          ),
        );
      }),
    );
  return mailbox;
}

/** The options that `add` and `change` have in common. */
function described(command: Command, description: string): Command {
  return jsonOption(command)
    .description(description)
    .requiredOption("--organization <slug>", "whose it is")
    .requiredOption("--name <name>", "what it is called")
    .option("--department <name>", "the department that it belongs to")
    .option("--specialty <text>", "its specialty")
    .option(
      "--hours <text>",
      'when it is read, such as "mon-fri 08:00-17:30; sat 09:00-12:00"; empty: always',
    )
    .option("--modality <modality...>", "what it takes; may be given several times")
    .option("--purpose <purpose...>", "what it is for; may be given several times")
    .option("--fallback <name>", "the mailbox that gets requests nobody here answers in time");
}

/** What commander leaves of the options of `described`. */
interface Described {
  department?: string;
  specialty?: string;
  hours?: string;
  modality?: string[];
  purpose?: string[];
  fallback?: string;
}
type ListDepartments = Awaited<ReturnType<typeof ownDirectory>>["listDepartments"];
type Listed = Pick<Awaited<ReturnType<ListDepartments>>, "departments" | "mailboxes">;

/** What was named, as the verb takes it. */
async function fieldsOf(
  { departments, mailboxes }: Listed,
  { department, specialty, hours, modality, purpose, fallback }: Described,
) {
  const { parseHours } = await import("@/lib/directory");
  return {
    ...(specialty !== undefined && { specialty }),
    ...(department !== undefined && {
      departmentId: named(departments, department, "department").departmentId,
    }),
    ...(hours !== undefined && { openingHours: parseHours(hours) }),
    ...(modality !== undefined && { acceptedModalities: modality }),
    // Whether these are purposes the verb says.
    ...(purpose !== undefined && { acceptedPurposes: purpose as never }),
    ...(fallback !== undefined && { fallbackAddressId: named(mailboxes, fallback, "mailbox").addressId }),
  };
}
