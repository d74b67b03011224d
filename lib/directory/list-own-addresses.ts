import { z } from "zod";
import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { foldText } from "@/lib/studies";
import { administeredOrganization } from "./administered-organization";

export const ListOwnAddressesInput = z.object({
  q: z.string().max(200).default(""),
  /** This one alone. */
  addressId: z.uuid().optional(),
});
export type ListOwnAddressesInput = z.input<typeof ListOwnAddressesInput>;

export interface OwnAddress {
  addressId: string;
  kind: "PRACTITIONER" | "MAILBOX";
  name: string;
  role: string;
  specialty: string;
  department: string;
  email: string | null;
  /** Who reads what is sent here. */
  accounts: { userId: string; name: string; email: string; isDisabled: boolean }[];
  /** Since when somebody has sent to it while nobody reads it. */
  taskSince: string | null;
  /** Whose next import overwrites it; null when the organisation keeps it itself. */
  source: string | null;
  /** What an administrator changes of a care provider's address; null for a mailbox. */
  practitioner: {
    familyName: string;
    prefix: string;
    initials: string;
    givenName: string;
    uzi: string | null;
    agb: string | null;
    role: string;
    specialty: string;
    departmentId: string | null;
  } | null;
}

const SHOWN = 100;
const user = { select: { id: true, name: true, email: true, disabledAt: true } } as const;
const include = {
  accounts: { include: { user }, orderBy: { createdAt: "asc" } },
  healthcareService: {
    select: {
      members: { include: { user }, orderBy: { createdAt: "asc" } },
      source: { select: { name: true } },
    },
  },
  practitionerRole: { include: { practitioner: true, source: { select: { name: true } } } },
  tasks: { where: { doneAt: null }, orderBy: { createdAt: "asc" }, take: 1 },
} satisfies Prisma.AddressInclude;

/**
 * The addresses of the administrator's own organisation with who reads them; those that something was sent to while
 * nobody reads them come first. @returns at most 100, and how many there are
 */
export async function listOwnAddresses(
  context: Context,
  input: ListOwnAddressesInput,
  ofOrganization?: string,
): Promise<{ items: OwnAddress[]; total: number; openTasks: number }> {
  const organizationId = administeredOrganization(context, ofOrganization);
  const { q, addressId } = ListOwnAddressesInput.parse(input);
  const words = foldText(q).split(" ").filter(Boolean);
  const where: Prisma.AddressWhereInput = {
    organizationId,
    isListed: true,
    ...(addressId && { id: addressId }),
    AND: words.map((word) => ({ searchText: { contains: word } })),
  };
  const hasTask = { tasks: { some: { doneAt: null } } };
  const orderBy = [
    { name: "asc" },
    { id: "asc" },
  ] as const satisfies Prisma.AddressOrderByWithRelationInput[];
  const [waiting, others, total, openTasks] = await Promise.all([
    db.address.findMany({ where: { ...where, ...hasTask }, include, orderBy: [...orderBy], take: SHOWN }),
    db.address.findMany({
      where: { ...where, NOT: hasTask },
      include,
      orderBy: [...orderBy],
      take: SHOWN,
    }),
    db.address.count({ where }),
    db.administratorTask.count({ where: { organizationId, doneAt: null } }),
  ]);
  return {
    items: [...waiting, ...others].slice(0, SHOWN).map((row) => ({
      addressId: row.id,
      kind: row.kind,
      name: row.name,
      role: row.role,
      specialty: row.specialty,
      department: row.departmentName,
      email: row.email,
      accounts: (row.healthcareService?.members ?? row.accounts).map((link) => ({
        userId: link.user.id,
        name: link.user.name,
        email: link.user.email,
        isDisabled: link.user.disabledAt !== null,
      })),
      taskSince: row.tasks[0]?.createdAt.toISOString() ?? null,
      source: (row.practitionerRole ?? row.healthcareService)?.source?.name ?? null,
      practitioner: row.practitionerRole && practitionerIn(row.practitionerRole),
    })),
    total,
    openTasks,
  };
}

type RoleRow = NonNullable<Prisma.AddressGetPayload<{ include: typeof include }>["practitionerRole"]>;

function practitionerIn({
  practitioner,
  role,
  specialty,
  departmentId,
}: RoleRow): OwnAddress["practitioner"] {
  const { familyName, prefix, initials, givenName, uzi, agb } = practitioner;
  return { familyName, prefix, initials, givenName, uzi, agb, role, specialty, departmentId };
}
