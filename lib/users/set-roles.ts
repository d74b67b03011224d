import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { administeredUser, refuseOwnAccount, requireMayGrant, rolesSchema } from "./user-administration";

/** Replaces a user's roles; they hold from the next request. @throws 403, 404, 422 `own_account` */
export async function setRoles(
  context: Context,
  who: { userId: string } | { email: string },
  wanted: Role[],
): Promise<{ roles: Role[] }> {
  const roles = rolesSchema.parse(wanted);
  const user = await administeredUser(context, who);
  if (user.roles.includes("ADMINISTRATOR") && !roles.includes("ADMINISTRATOR"))
    refuseOwnAccount(context, user);
  // Taking the operator's role away is as weighty as giving it.
  requireMayGrant(
    context,
    roles.includes("OPERATOR") === user.roles.includes("OPERATOR") ? [] : ["OPERATOR"],
  );
  await db.$transaction(async (transaction) => {
    await transaction.user.update({ where: { id: user.id }, data: { roles } });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "user.roles-changed",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
      detail: { before: user.roles, after: roles },
    });
  });
  return { roles };
}
