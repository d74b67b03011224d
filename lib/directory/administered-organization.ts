import { type Context, requireRole } from "@/lib/context";
import { forbidden } from "@/lib/errors";

/**
 * Whose part of the book is changed: the administrator's own organisation. The command line has none and names it.
 * @throws ProblemError 403
 */
export function administeredOrganization(context: Context, named?: string): string {
  if (context.actor.kind === "system" && named !== undefined) return named;
  const { organizationId } = requireRole(context, "ADMINISTRATOR").actor;
  if (named !== undefined && named !== organizationId) throw forbidden();
  return organizationId;
}
