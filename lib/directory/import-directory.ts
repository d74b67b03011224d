import { EventCode, recordAudit } from "@/lib/audit";
import { type Context, requireRole } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import type { DirectorySourceKind } from "@/lib/db/generated/enums";
import { addressTexts } from "./address-texts";
import type { DirectoryFile, OrganizationEntry } from "./directory-file";
import { type FlatEntry, flattenDirectory } from "./flatten-directory";
import { type ImportPlan, planImport } from "./plan-import";

export interface ImportDirectoryInput {
  file: DirectoryFile;
  source: { name: string; kind: DirectorySourceKind };
  /** Only tell what would change. */
  isDryRun?: boolean;
}

/** One transaction must not hold the book too long; an import that dies half-way is harmless to repeat. */
const TRANSACTION_LIMIT = { maxWait: 20_000, timeout: 10 * 60_000 };

/**
 * Brings the address book in line with a source: entries are matched by the organisation's URA and their local
 * identifier; those that this source no longer has are ended, never deleted, because shares point at them.
 * Whether an organisation is connected is no source's to say.
 */
export async function importDirectory(context: Context, input: ImportDirectoryInput): Promise<ImportPlan> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const plan = await planImport(input.file, input.source.name);
  if (input.isDryRun) return plan;
  await db.$transaction(async (transaction) => {
    const source = await transaction.directorySource.upsert({
      where: { name: input.source.name },
      create: input.source,
      update: { kind: input.source.kind, importedAt: new Date() },
    });
    const places = new Places(transaction, source.id);
    for (const organization of input.file.organizations) await places.place(organization);
    const kept = { roles: new Set<string>(), services: new Set<string>() };
    for (const entry of flattenDirectory(input.file))
      await writeEntry(transaction, places, source.id, entry, kept);
    await endMissing(transaction, source.id, kept);
    await recordAudit(transaction, context, {
      eventCode: EventCode.import,
      action: "directory.imported",
      object: { type: "DirectorySource", id: source.id },
      detail: { source: source.name, ...plan.counts, errors: plan.errors.length },
    });
  }, TRANSACTION_LIMIT);
  return plan;
}

/** Ids of the organisations and departments that entries hang in. */
class Places {
  private readonly organizations = new Map<string, string>();
  private readonly departments = new Map<string, string>();

  constructor(
    private readonly transaction: Transaction,
    private readonly sourceId: string,
  ) {}

  async place(entry: OrganizationEntry): Promise<void> {
    const data = { name: entry.name, city: entry.city, agb: entry.agb ?? null, sourceId: this.sourceId };
    const { id } = await this.transaction.organization.upsert({
      where: { ura: entry.ura },
      create: { ...data, ura: entry.ura },
      update: data,
    });
    this.organizations.set(entry.ura, id);
    for (const { identifier, name, specialty } of entry.departments) {
      const department = await this.transaction.department.upsert({
        where: { organizationId_localIdentifier: { organizationId: id, localIdentifier: identifier } },
        create: { organizationId: id, localIdentifier: identifier, name, specialty, sourceId: this.sourceId },
        update: { name, specialty, sourceId: this.sourceId },
      });
      this.departments.set(`${entry.ura} ${identifier}`, department.id);
    }
  }

  organizationOf(entry: FlatEntry): string {
    return this.organizations.get(entry.ura) as string;
  }

  departmentOf(entry: FlatEntry): string | null {
    return entry.department === undefined
      ? null
      : (this.departments.get(`${entry.ura} ${entry.department}`) ?? null);
  }
}

async function writeEntry(
  transaction: Transaction,
  places: Places,
  sourceId: string,
  entry: FlatEntry,
  kept: { roles: Set<string>; services: Set<string> },
): Promise<void> {
  const organizationId = places.organizationOf(entry);
  const where = { organizationId_localIdentifier: { organizationId, localIdentifier: entry.identifier } };
  const common = { departmentId: places.departmentOf(entry), sourceId, endedAt: null };
  const texts = { ...addressTexts(entry.address), isListed: true };
  if (entry.kind === "PRACTITIONER") {
    const { role, specialty, email } = entry.role;
    const existing = await transaction.practitionerRole.findUnique({
      where,
      select: { practitionerId: true },
    });
    const practitionerId = await writePractitioner(transaction, entry.role, existing?.practitionerId);
    const data = { ...common, practitionerId, role, specialty, email: email ?? null };
    const { id } = await transaction.practitionerRole.upsert({
      where,
      create: { ...data, organizationId, localIdentifier: entry.identifier },
      update: data,
    });
    kept.roles.add(id);
    await transaction.address.upsert({
      where: { practitionerRoleId: id },
      create: { kind: "PRACTITIONER", organizationId, practitionerRoleId: id, ...texts },
      update: texts,
    });
    return;
  }
  const { name, specialty, email, openingHours, acceptedModalities, acceptedPurposes } = entry.mailbox;
  const data = { ...common, name, specialty, email, openingHours, acceptedModalities, acceptedPurposes };
  const { id } = await transaction.healthcareService.upsert({
    where,
    create: { ...data, organizationId, localIdentifier: entry.identifier },
    update: data,
  });
  kept.services.add(id);
  await transaction.address.upsert({
    where: { healthcareServiceId: id },
    create: { kind: "MAILBOX", organizationId, healthcareServiceId: id, ...texts },
    update: texts,
  });
}

/** A UZI number names one person wherever they work; without one, each role has a person of its own. */
async function writePractitioner(
  transaction: Transaction,
  role: {
    familyName: string;
    prefix: string;
    initials: string;
    givenName: string;
    uzi?: string;
    agb?: string;
  },
  knownId: string | undefined,
): Promise<string> {
  const { familyName, prefix, initials, givenName, uzi, agb } = role;
  const data = { familyName, prefix, initials, givenName, agb: agb ?? null };
  if (uzi)
    return (await transaction.practitioner.upsert({ where: { uzi }, create: { ...data, uzi }, update: data }))
      .id;
  if (knownId) return (await transaction.practitioner.update({ where: { id: knownId }, data })).id;
  return (await transaction.practitioner.create({ data })).id;
}

async function endMissing(
  transaction: Transaction,
  sourceId: string,
  kept: { roles: Set<string>; services: Set<string> },
): Promise<void> {
  const active = { sourceId, endedAt: null };
  const roles = await transaction.practitionerRole.findMany({ where: active, select: { id: true } });
  const services = await transaction.healthcareService.findMany({ where: active, select: { id: true } });
  const endedRoles = roles.map(({ id }) => id).filter((id) => !kept.roles.has(id));
  const endedServices = services.map(({ id }) => id).filter((id) => !kept.services.has(id));
  const endedAt = new Date();
  await transaction.practitionerRole.updateMany({ where: { id: { in: endedRoles } }, data: { endedAt } });
  await transaction.healthcareService.updateMany({ where: { id: { in: endedServices } }, data: { endedAt } });
  await transaction.address.updateMany({
    where: {
      OR: [{ practitionerRoleId: { in: endedRoles } }, { healthcareServiceId: { in: endedServices } }],
    },
    data: { isListed: false },
  });
}
