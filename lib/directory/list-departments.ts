import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredOrganization } from "./administered-organization";
import { OpeningHours } from "./directory-file";

export interface ListedDepartment {
  departmentId: string;
  name: string;
  specialty: string;
  /** Whose next import overwrites it; null when the organisation keeps it itself. */
  source: string | null;
}

export interface ListedMailbox {
  addressId: string;
  departmentId: string | null;
  name: string;
  specialty: string;
  email: string;
  openingHours: OpeningHours;
  acceptedModalities: string[];
  acceptedPurposes: string[];
  /** Who gets requests that nobody here answers in time. */
  fallbackAddressId: string | null;
  isListed: boolean;
  members: number;
  source: string | null;
}

/** The departments and mailboxes of the administrator's own organisation. */
export async function listDepartments(
  context: Context,
  ofOrganization?: string,
): Promise<{ departments: ListedDepartment[]; mailboxes: ListedMailbox[] }> {
  const organizationId = administeredOrganization(context, ofOrganization);
  const [departments, addresses] = await Promise.all([
    db.department.findMany({
      where: { organizationId },
      include: { source: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    db.address.findMany({
      where: { organizationId, kind: "MAILBOX" },
      include: { healthcareService: { include: { source: true, _count: { select: { members: true } } } } },
      orderBy: [{ isListed: "desc" }, { name: "asc" }, { id: "asc" }],
    }),
  ]);
  return {
    departments: departments.map(({ id, name, specialty, source }) => ({
      departmentId: id,
      name,
      specialty,
      source: source?.name ?? null,
    })),
    mailboxes: addresses.flatMap(({ id, isListed, healthcareService: mailbox }) =>
      mailbox === null
        ? []
        : {
            addressId: id,
            departmentId: mailbox.departmentId,
            name: mailbox.name,
            specialty: mailbox.specialty,
            email: mailbox.email,
            openingHours: OpeningHours.safeParse(mailbox.openingHours).data ?? [],
            acceptedModalities: mailbox.acceptedModalities,
            acceptedPurposes: mailbox.acceptedPurposes,
            fallbackAddressId: mailbox.fallbackAddressId,
            isListed,
            members: mailbox._count.members,
            source: mailbox.source?.name ?? null,
          },
    ),
  };
}
