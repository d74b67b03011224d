import { type Context, requireRole } from "@/lib/context";
import { forbidden } from "@/lib/errors";

/** The operator's command line, or an administrator of that organisation. */
export function authorizePeerChange(context: Context, organizationId: string): void {
  requirePeerChanger(context);
  if (!mayChangePeers(context, organizationId)) throw forbidden();
}

/** Whoever may change peers of some organisation. @throws ProblemError 403 */
export function requirePeerChanger(context: Context): void {
  if (context.actor.kind !== "system") requireRole(context, "ADMINISTRATOR", "OPERATOR");
}

export function mayChangePeers({ actor }: Context, organizationId: string): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "user") return false;
  if (actor.roles.includes("OPERATOR")) return true;
  return actor.roles.includes("ADMINISTRATOR") && actor.organizationId === organizationId;
}
