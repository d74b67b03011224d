import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { Organization } from "@/lib/db/generated/client";

export interface ListedOrganization extends Organization {
  /** Accounts that are open, and how many of them administer the organisation. */
  users: number;
  administrators: number;
}

/** The connected organisations, for the operator. */
export async function listOrganizations(context: Context): Promise<ListedOrganization[]> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const rows = await db.organization.findMany({
    where: { isConnected: true },
    include: { users: { where: { disabledAt: null }, select: { roles: true } } },
    orderBy: { name: "asc" },
  });
  return rows.map(({ users, ...organization }) => ({
    ...organization,
    users: users.length,
    administrators: users.filter(({ roles }) => roles.includes("ADMINISTRATOR")).length,
  }));
}
