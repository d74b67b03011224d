import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import type { Organization } from "@/lib/db/generated/client";

/** The connected organisations, for the operator. */
export async function listOrganizations(context: Context): Promise<Organization[]> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  return db.organization.findMany({ where: { isConnected: true }, orderBy: { name: "asc" } });
}
