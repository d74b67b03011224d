import { parse } from "csv-parse/sync";
import { z } from "zod";
import { type DirectoryFile, MailboxEntry, OpeningHours, RoleEntry } from "./directory-file";
import { DirectoryTree } from "./directory-tree";

/** One line is one mailing address; its organisation and department stand in the same line. */
export const CSV_COLUMNS = [
  "organization_ura",
  "organization_name",
  "city",
  "department",
  "kind",
  "identifier",
  "name",
  "family_name",
  "prefix",
  "initials",
  "given_name",
  "uzi",
  "agb",
  "role",
  "specialty",
  "email",
  "opening_hours",
  "accepted_modalities",
  "accepted_purposes",
] as const;

type Row = Partial<Record<(typeof CSV_COLUMNS)[number], string>>;

const Kind = z.enum(["PRACTITIONER", "MAILBOX"], "kind must be PRACTITIONER or MAILBOX");

/** Reads an address book in CSV with a header line; comma or semicolon, UTF-8. Lines that are wrong are told by number. */
export function readCsv(text: string): DirectoryFile {
  const tree = new DirectoryTree();
  const rows = parse(text, {
    columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
    bom: true,
    delimiter: [",", ";"],
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
    info: true,
  }) as unknown as { record: Row; info: { lines: number } }[];
  for (const { record, info } of rows)
    tree.attempt(`line ${info.lines}`, () => addRow(tree, emptyAsUndefined(record)));
  return tree.finish();
}

function addRow(tree: DirectoryTree, row: Row): void {
  const kind = Kind.parse(row.kind?.toUpperCase());
  const organization = tree.organization({
    ura: row.organization_ura,
    name: row.organization_name,
    city: row.city,
  });
  const place = row.department
    ? tree.department(organization, {
        identifier: row.department,
        name: row.department,
        specialty: row.specialty,
      })
    : organization;
  const identifier = row.identifier ?? row.uzi ?? row.email;
  if (kind === "PRACTITIONER")
    place.roles.push(
      RoleEntry.parse({
        identifier,
        familyName: row.family_name,
        prefix: row.prefix,
        initials: row.initials,
        givenName: row.given_name,
        uzi: row.uzi,
        agb: row.agb,
        role: row.role,
        specialty: row.specialty,
        email: row.email,
      }),
    );
  else
    place.mailboxes.push(
      MailboxEntry.parse({
        identifier,
        name: row.name,
        specialty: row.specialty,
        email: row.email,
        openingHours: parseHours(row.opening_hours),
        acceptedModalities: words(row.accepted_modalities),
        acceptedPurposes: words(row.accepted_purposes),
      }),
    );
}

/** "mon-fri 08:00-17:30; sat 09:00-12:00" */
export function parseHours(text: string | undefined): OpeningHours {
  const week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const periods = (text ?? "")
    .split(/[;|]/)
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);
  return OpeningHours.parse(
    periods.map((period) => {
      const match = /^([a-z]{3})(?:-([a-z]{3}))? (\d\d:\d\d)-(\d\d:\d\d)$/.exec(period);
      const first = week.indexOf(match?.[1] ?? "");
      const last = match?.[2] ? week.indexOf(match[2]) : first;
      if (!match || first < 0 || last < first)
        throw new Error(`opening_hours "${period}" is not of the form "mon-fri 08:00-17:30"`);
      return { days: week.slice(first, last + 1), from: match[3], to: match[4] };
    }),
  );
}

function words(text: string | undefined): string[] {
  return (text ?? "")
    .toUpperCase()
    .split(/[\s|;]+/)
    .filter(Boolean);
}

function emptyAsUndefined(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
}
