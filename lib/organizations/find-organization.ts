import { db } from "@/lib/db";
import type { Organization } from "@/lib/db/generated/client";
import { ProblemError } from "@/lib/errors";

/** @throws ProblemError 404 `unknown_organization` when no connected organisation has this slug */
export async function findOrganization(slug: string): Promise<Organization> {
  const organization = await db.organization.findUnique({ where: { slug } });
  if (!organization?.isConnected)
    throw new ProblemError(404, "unknown_organization", `There is no connected organisation "${slug}".`);
  return organization;
}
