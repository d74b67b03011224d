import { practitionerName } from "./address-texts";
import type { DirectoryFile, MailboxEntry, OrganizationEntry, RoleEntry } from "./directory-file";

export interface AddressRow {
  name: string;
  role: string;
  specialty: string;
  departmentName: string;
  organizationName: string;
  city: string;
  email: string | null;
}

interface Common {
  ura: string;
  identifier: string;
  department?: string;
  address: AddressRow;
}

/** One mailing address of a source, with where it hangs. */
export type FlatEntry = Common &
  ({ kind: "PRACTITIONER"; role: RoleEntry } | { kind: "MAILBOX"; mailbox: MailboxEntry });

/** The tree as a row of mailing addresses. */
export function* flattenDirectory(file: DirectoryFile): Generator<FlatEntry> {
  for (const organization of file.organizations) {
    yield* entriesOf(organization, organization.roles, organization.mailboxes);
    for (const department of organization.departments)
      yield* entriesOf(organization, department.roles, department.mailboxes, department);
  }
}

function* entriesOf(
  organization: OrganizationEntry,
  roles: RoleEntry[],
  mailboxes: MailboxEntry[],
  department?: { identifier: string; name: string; specialty: string },
): Generator<FlatEntry> {
  const common = { ura: organization.ura, department: department?.identifier };
  const place = {
    departmentName: department?.name ?? "",
    organizationName: organization.name,
    city: organization.city,
  };
  for (const role of roles)
    yield {
      ...common,
      kind: "PRACTITIONER",
      identifier: role.identifier,
      role,
      address: {
        ...place,
        name: practitionerName(role),
        role: role.role,
        specialty: role.specialty || department?.specialty || "",
        email: role.email ?? null,
      },
    };
  for (const mailbox of mailboxes)
    yield {
      ...common,
      kind: "MAILBOX",
      identifier: mailbox.identifier,
      mailbox,
      address: {
        ...place,
        name: mailbox.name,
        role: "",
        specialty: mailbox.specialty || department?.specialty || "",
        email: mailbox.email,
      },
    };
}
