import { type Context, organizationOf } from "@/lib/context";
import type { Role } from "@/lib/db/generated/enums";
import { forbidden } from "@/lib/errors";

const READERS: readonly Role[] = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR"];
const KEEPERS: readonly Role[] = ["CARE_PROVIDER", "DESK", "ADMINISTRATOR"];

/** Whose studies the actor may read: those of the own organisation. @throws ProblemError 403 */
export function organizationToRead(context: Context): string {
  return organizationFor(context, READERS);
}

/** Where the actor may store studies. @throws ProblemError 403 */
export function organizationToStore(context: Context): string {
  return organizationFor(context, KEEPERS);
}

/** Whose studies the actor may delete: an administrator's or the token's organisation. @throws ProblemError 403 */
export function organizationToDelete(context: Context): string {
  return organizationFor(context, ["ADMINISTRATOR"]);
}

function organizationFor(context: Context, roles: readonly Role[]): string {
  const { actor } = context;
  if (actor.kind === "user" && !actor.roles.some((role) => roles.includes(role))) throw forbidden();
  return organizationOf(context);
}
