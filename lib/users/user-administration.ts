import { z } from "zod";
import type { Context } from "@/lib/context";
import { db, type Organization, type User } from "@/lib/db";
import { Role } from "@/lib/db/generated/enums";
import { forbidden, notFound, ProblemError, unprocessable } from "@/lib/errors";

export const rolesSchema = z.array(z.enum(Role)).transform((roles) => [...new Set(roles)]);
export const emailSchema = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());

/** Beeldbrug itself (command line, seed), or an administrator of that organisation. @throws 403 `forbidden` */
export function requireAdministratorOf(context: Context, organizationId: string): void {
  const { actor } = context;
  if (actor.kind === "system") return;
  const isAdministrator = actor.kind === "user" && actor.roles.includes("ADMINISTRATOR");
  if (!isAdministrator || actor.organizationId !== organizationId) throw forbidden();
}

/** Only who has the whole installation may hand out the role that has it. @throws 403 `forbidden` */
export function requireMayGrant(context: Context, roles: Role[]): void {
  const { actor } = context;
  if (!roles.includes("OPERATOR") || actor.kind === "system") return;
  if (actor.kind !== "user" || !actor.roles.includes("OPERATOR")) throw forbidden();
}

/** An administrator must not shut the own door behind. @throws 422 `own_account` */
export function refuseOwnAccount(context: Context, user: User): void {
  if (context.actor.kind === "user" && context.actor.userId === user.id)
    throw unprocessable("own_account", "Somebody else has to do this with your account.");
}

/** A user that the actor administers; somebody else's is as unknown as none. @throws 404, 403 */
export async function administeredUser(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<User & { organization: Organization }> {
  const { actor } = context;
  if (actor.kind !== "system" && !(actor.kind === "user" && actor.roles.includes("ADMINISTRATOR")))
    throw forbidden();
  const user = await db.user.findUnique({
    where: "userId" in who ? { id: z.uuid().parse(who.userId) } : { email: who.email.trim().toLowerCase() },
    include: { organization: true },
  });
  if (user === null && actor.kind === "system")
    throw new ProblemError(
      404,
      "unknown_user",
      `There is no account "${"email" in who ? who.email : who.userId}".`,
    );
  if (user === null || (actor.kind === "user" && user.organizationId !== actor.organizationId))
    throw notFound();
  // Else an administrator could become the operator by giving that account a new password or another login.
  requireMayGrant(context, user.roles);
  return user;
}
