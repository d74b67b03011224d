import type { Context, SystemActor } from "@/lib/context";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import {
  DepartmentEntry,
  type DirectoryFile,
  importDirectory,
  linkAccount,
  OrganizationEntry,
} from "@/lib/directory";
import { openIngest } from "@/lib/ingest";
import { addOrganization, findOrganization } from "@/lib/organizations";
import { createUser } from "@/lib/users";
import {
  accounts,
  DEMO_PASSWORD,
  type DirectoryData,
  directoryData,
  generateStudies,
  part10Of,
} from "@/prisma/seed";

import { seedExchanges } from "./seed-exchanges";
import { seedMeetings } from "./seed-meetings";

const SOURCE = { name: "Demo", kind: "DEMO" } as const;

/** Fills an empty installation through the same verbs that people use; one that has organisations is left alone. */
export async function seedDemo(): Promise<void> {
  if ((await db.organization.count({ where: { isConnected: true } })) > 0) return;
  const context = systemContext("demo");
  for (const { slug, name, city, ura } of directoryData.organizations)
    if (slug) await addOrganization(context, { slug, name, city, ura });
  await importDirectory(context, { file: toDirectoryFile(directoryData), source: SOURCE });
  await seedAccounts(context);
  await seedStudies(context);
  await seedExchanges();
  await seedMeetings();
}

async function seedAccounts(context: Context<SystemActor>): Promise<void> {
  for (const { email, name, organization, roles, mailboxes } of accounts) {
    const { userId } = await createUser(context, {
      email,
      name: [name.given, name.prefix, name.family].filter(Boolean).join(" "),
      organizationSlug: organization,
      roles,
      password: DEMO_PASSWORD,
      isDemo: true,
    });
    const own = { organization: { slug: organization }, isListed: true };
    const addresses = await db.address.findMany({
      where: {
        OR: [
          { ...own, kind: "PRACTITIONER", email },
          { ...own, kind: "MAILBOX", healthcareService: { department: { name: { in: mailboxes } } } },
        ],
      },
    });
    for (const address of addresses) await linkAccount(context, { addressId: address.id, userId });
  }
}

async function seedStudies(context: Context<SystemActor>): Promise<void> {
  for await (const study of generateStudies()) {
    const { id: organizationId } = await findOrganization(study.organization);
    const batch = openIngest(context, { organizationId, origin: "CSTORE" });
    for (const instance of study.instances) await batch.add(chunks(part10Of(instance)));
    await batch.commit();
    const refused = batch.entries.find((entry) => entry.outcome !== "STORED");
    if (refused) throw new Error(`demo study ${study.key}: ${refused.reason}`);
  }
}

async function* chunks(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* parts;
}

/** The demo's address book in the shape that every source has. */
function toDirectoryFile(data: DirectoryData): DirectoryFile {
  const organizations = data.organizations.map(({ name, city, ura, agb, departments }) =>
    OrganizationEntry.parse({
      name,
      city,
      ura,
      agb,
      departments: departments.map(({ name: department, specialty, mailbox }) =>
        DepartmentEntry.parse({
          identifier: department,
          name: department,
          specialty,
          mailboxes: mailbox ? [{ ...mailbox, identifier: mailbox.email, specialty }] : [],
        }),
      ),
    }),
  );
  for (const { name, uzi, agb, email, roles } of data.practitioners)
    for (const [index, { organization, department, specialty, role }] of roles.entries()) {
      const place = organizations
        .find((candidate) => candidate.ura === organization)
        ?.departments.find((candidate) => candidate.name === department);
      place?.roles.push({
        identifier: `${uzi}-${index + 1}`,
        familyName: name.family,
        prefix: name.prefix,
        initials: name.initials,
        givenName: name.given,
        uzi,
        agb,
        role,
        specialty,
        email,
      });
    }
  return { organizations, errors: [] };
}

/** What a newcomer reads at the end of the start. */
export function demoAccounts(): string {
  const rows = accounts.map((account) => `  ${account.email.padEnd(30)} ${account.roles.join(", ")}`);
  return ["Demo accounts, all with the password beeldbrug:", ...rows].join("\n");
}
