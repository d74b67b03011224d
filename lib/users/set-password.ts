import { EventCode, recordAudit } from "@/lib/audit";
import { hashPassword, requireStrongPassword } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredUser, refuseOwnAccount } from "./user-administration";

/** An administrator gives an account a new password; every session of it ends. @throws 403, 404, 422 `weak_password` */
export async function setPassword(
  context: Context,
  who: { userId: string } | { email: string },
  password: string,
): Promise<void> {
  const user = await administeredUser(context, who);
  // The own password is changed on the account page, where the old one is asked.
  refuseOwnAccount(context, user);
  requireStrongPassword(password, user);
  const passwordHash = await hashPassword(password);
  await db.$transaction(async (transaction) => {
    await transaction.user.update({ where: { id: user.id }, data: { passwordHash } });
    await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "password.set",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
    });
  });
}
