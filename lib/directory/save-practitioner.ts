import { randomUUID } from "node:crypto";
import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, type Practitioner, type Transaction } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { administeredOrganization } from "./administered-organization";
import { RoleEntry } from "./directory-file";
import { rewriteAddresses } from "./rewrite-addresses";

const none = z.literal("").transform(() => undefined);

export const SavePractitionerInput = RoleEntry.omit({ identifier: true }).extend({
  /** Left out for a new address. */
  addressId: z.uuid().optional(),
  departmentId: z.uuid().nullable().default(null),
  // Forms send what was left empty as "".
  uzi: none.or(RoleEntry.shape.uzi),
  agb: none.or(RoleEntry.shape.agb),
  email: none.or(RoleEntry.shape.email),
});
export type SavePractitionerInput = z.input<typeof SavePractitionerInput>;
type Person = Pick<
  z.output<typeof SavePractitionerInput>,
  "familyName" | "prefix" | "initials" | "givenName" | "uzi" | "agb"
>;

/**
 * A care provider in a role at the administrator's own organisation, with the address: new or changed. Somebody whose
 * UZI number is in the book gets a further role; a person who works elsewhere too keeps the name that is there.
 * @throws ProblemError 403, 404; 409 `uzi_of_another` when the UZI number is that of somebody with another name,
 *   `practitioner_elsewhere` when a change would change another organisation's entry
 */
export async function savePractitioner(
  context: Context,
  input: SavePractitionerInput,
  ofOrganization?: string,
): Promise<{ addressId: string }> {
  const organizationId = administeredOrganization(context, ofOrganization);
  const { addressId, departmentId, role, specialty, email, ...person } = SavePractitionerInput.parse(input);
  return db.$transaction(async (transaction) => {
    if (
      departmentId &&
      !(await transaction.department.findFirst({ where: { id: departmentId, organizationId } }))
    )
      throw notFound();
    const known = addressId ? await findOwn(transaction, addressId, organizationId) : null;
    const practitionerId = known
      ? await changePerson(transaction, known.practitioner, person, organizationId)
      : await findOrCreatePerson(transaction, person);
    const data = { practitionerId, departmentId, role, specialty, email: email ?? null, endedAt: null };
    const { id: practitionerRoleId } = known
      ? await transaction.practitionerRole.update({ where: { id: known.id }, data })
      : await transaction.practitionerRole.create({
          data: { ...data, organizationId, localIdentifier: randomUUID() },
        });
    const address = await transaction.address.upsert({
      where: { practitionerRoleId },
      create: {
        kind: "PRACTITIONER",
        organizationId,
        practitionerRoleId,
        name: person.familyName,
        organizationName: "",
        searchText: "",
      },
      update: { isListed: true },
    });
    // A changed name shows at all of the person's addresses; they are all of this organisation.
    await rewriteAddresses(transaction, { practitionerRole: { practitionerId } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.orderOrAdministration,
      action: "directory.practitioner-saved",
      organizations: [organizationId],
      object: { type: "Address", id: address.id },
      detail: { name: person.familyName, isNew: !known },
    });
    return { addressId: address.id };
  });
}

async function findOwn(transaction: Transaction, addressId: string, organizationId: string) {
  const address = await transaction.address.findFirst({
    where: { id: addressId, organizationId, kind: "PRACTITIONER", isListed: true },
    include: { practitionerRole: { include: { practitioner: true } } },
  });
  if (!address?.practitionerRole) throw notFound();
  return address.practitionerRole;
}

async function findOrCreatePerson(transaction: Transaction, person: Person): Promise<string> {
  const known = person.uzi ? await transaction.practitioner.findUnique({ where: { uzi: person.uzi } }) : null;
  if (known && fold(known.familyName) !== fold(person.familyName))
    throw conflict("uzi_of_another", "This UZI number belongs to somebody with another name.");
  return known?.id ?? (await transaction.practitioner.create({ data: person })).id;
}

async function changePerson(
  transaction: Transaction,
  known: Practitioner,
  person: Person,
  organizationId: string,
): Promise<string> {
  const data = { ...person, uzi: person.uzi ?? null, agb: person.agb ?? null };
  const isSame = (Object.keys(data) as (keyof typeof data)[]).every((key) => data[key] === known[key]);
  if (isSame) return known.id;
  const elsewhere = await transaction.practitionerRole.count({
    where: { practitionerId: known.id, organizationId: { not: organizationId }, endedAt: null },
  });
  if (elsewhere > 0)
    throw conflict("practitioner_elsewhere", "This person is in the book of another organisation too.");
  if (
    data.uzi &&
    data.uzi !== known.uzi &&
    (await transaction.practitioner.count({ where: { uzi: data.uzi } })) > 0
  )
    throw conflict("uzi_of_another", "This UZI number belongs to somebody else.");
  await transaction.practitioner.update({ where: { id: known.id }, data });
  return known.id;
}

const fold = (name: string): string => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
