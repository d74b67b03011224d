import { z } from "zod";
import { type DirectoryFile, MailboxEntry, RoleEntry } from "./directory-file";
import { DirectoryTree } from "./directory-tree";
import { NamingSystem } from "./identifiers";

const Reference = z.object({ reference: z.string().optional() }).optional();
const Concepts = z
  .array(
    z.object({
      text: z.string().optional(),
      coding: z.array(z.object({ display: z.string().optional() })).optional(),
    }),
  )
  .default([]);
const Identifiers = z
  .array(z.object({ system: z.string().optional(), value: z.string().optional() }))
  .default([]);
const Telecoms = z
  .array(z.object({ system: z.string().optional(), value: z.string().optional() }))
  .default([]);

const Resource = z.looseObject({ resourceType: z.string(), id: z.string().optional() });
const Bundle = z.object({
  resourceType: z.literal("Bundle"),
  entry: z.array(z.object({ fullUrl: z.string().optional(), resource: Resource })).default([]),
});

const Organization = z.object({
  name: z.string().optional(),
  identifier: Identifiers,
  partOf: Reference,
  address: z.array(z.object({ city: z.string().optional() })).default([]),
});
const Practitioner = z.object({
  identifier: Identifiers,
  name: z
    .array(
      z.object({
        family: z.string().optional(),
        given: z.array(z.string()).default([]),
        prefix: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});
const PractitionerRole = z.object({
  id: z.string().optional(),
  active: z.boolean().default(true),
  practitioner: Reference,
  organization: Reference,
  code: Concepts,
  specialty: Concepts,
  telecom: Telecoms,
});
const HealthcareService = z.object({
  id: z.string().optional(),
  active: z.boolean().default(true),
  name: z.string().optional(),
  providedBy: Reference,
  specialty: Concepts,
  telecom: Telecoms,
  availableTime: z
    .array(
      z.object({
        daysOfWeek: z.array(z.string()).default([]),
        availableStartTime: z.string().optional(),
        availableEndTime: z.string().optional(),
      }),
    )
    .default([]),
});

/**
 * Reads a FHIR R4 Bundle with IHE mCSD resources: Organization (departments by partOf), Practitioner,
 * PractitionerRole and HealthcareService. @throws ZodError when it is no Bundle
 */
export function readFhirBundle(json: unknown): DirectoryFile {
  const bundle = Bundle.parse(json);
  const resources = new Map<string, z.output<typeof Resource>>();
  for (const { fullUrl, resource } of bundle.entry) {
    if (resource.id) resources.set(`${resource.resourceType}/${resource.id}`, resource);
    if (fullUrl) resources.set(fullUrl, resource);
  }
  const tree = new DirectoryTree();
  const find = (reference: z.output<typeof Reference>) => resources.get(reference?.reference ?? "");
  for (const { resource } of bundle.entry) {
    const where = `${resource.resourceType}/${resource.id ?? "?"}`;
    if (resource.resourceType === "PractitionerRole")
      tree.attempt(where, () => addRole(tree, resource, find));
    if (resource.resourceType === "HealthcareService")
      tree.attempt(where, () => addService(tree, resource, find));
  }
  return tree.finish();
}

type Find = (reference: z.output<typeof Reference>) => z.output<typeof Resource> | undefined;

function addRole(tree: DirectoryTree, resource: unknown, find: Find): void {
  const role = PractitionerRole.parse(resource);
  if (!role.active) return;
  const practitioner = Practitioner.parse(find(role.practitioner) ?? {});
  const name = practitioner.name[0];
  const given = name?.given ?? [];
  placeOf(tree, role.organization, find).roles.push(
    RoleEntry.parse({
      identifier: role.id,
      familyName: name?.family,
      prefix: name?.prefix.join(" "),
      initials: given.filter((part) => part.includes(".")).join(""),
      givenName: given.find((part) => !part.includes(".")),
      uzi: identifierOf(practitioner.identifier, NamingSystem.uzi),
      agb: identifierOf(practitioner.identifier, NamingSystem.agb),
      role: textOf(role.code),
      specialty: textOf(role.specialty),
      email: emailOf(role.telecom),
    }),
  );
}

function addService(tree: DirectoryTree, resource: unknown, find: Find): void {
  const service = HealthcareService.parse(resource);
  if (!service.active) return;
  placeOf(tree, service.providedBy, find).mailboxes.push(
    MailboxEntry.parse({
      identifier: service.id,
      name: service.name,
      specialty: textOf(service.specialty),
      email: emailOf(service.telecom),
      openingHours: service.availableTime.map((time) => ({
        days: time.daysOfWeek,
        from: (time.availableStartTime ?? "00:00").slice(0, 5),
        to: (time.availableEndTime ?? "24:00").slice(0, 5),
      })),
    }),
  );
}

/** An Organization without a URA of its own is a department of the one it is part of. */
function placeOf(tree: DirectoryTree, reference: z.output<typeof Reference>, find: Find) {
  const resource = find(reference);
  if (!resource) throw new Error(`organization ${reference?.reference ?? ""} is not in the bundle`);
  const found = Organization.parse(resource);
  const ura = identifierOf(found.identifier, NamingSystem.ura);
  if (ura) return tree.organization(factsOf(found, ura));
  const parentResource = find(found.partOf);
  const parent = parentResource && Organization.parse(parentResource);
  const parentUra = parent && identifierOf(parent.identifier, NamingSystem.ura);
  if (!parentUra)
    throw new Error(`organization ${found.name ?? ""} has no URA, nor has the one it is part of`);
  return tree.department(tree.organization(factsOf(parent, parentUra)), {
    identifier: resource.id,
    name: found.name,
  });
}

function factsOf(organization: z.output<typeof Organization>, ura: string) {
  const agb = identifierOf(organization.identifier, NamingSystem.agb);
  return { ura, agb, name: organization.name, city: organization.address[0]?.city };
}

function identifierOf(identifiers: z.output<typeof Identifiers>, system: string): string | undefined {
  return identifiers.find((identifier) => identifier.system === system)?.value;
}

function textOf(concepts: z.output<typeof Concepts>): string | undefined {
  return concepts[0]?.text ?? concepts[0]?.coding?.[0]?.display;
}

function emailOf(telecoms: z.output<typeof Telecoms>): string | undefined {
  return telecoms.find((telecom) => telecom.system === "email")?.value;
}
