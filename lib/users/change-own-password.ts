import { EventCode, recordAudit } from "@/lib/audit";
import { confirmOwnPassword, hashPassword, requireStrongPassword } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { ownAccount } from "./own-account";

/** Every other session ends. @throws 422 `password_invalid` | `weak_password`, 403 for demo accounts */
export async function changeOwnPassword(context: Context, current: string, wanted: string): Promise<void> {
  const { user, actor } = await ownAccount(context);
  if (user.isDemo) throw forbidden("demo_account", "The password of a demo account is for everybody.");
  requireStrongPassword(wanted, user);
  await confirmOwnPassword(context, current);
  const passwordHash = await hashPassword(wanted);
  await db.$transaction(async (transaction) => {
    await transaction.user.update({ where: { id: user.id }, data: { passwordHash } });
    await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null, id: { not: actor.sessionId ?? "" } },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "password.changed",
      object: { type: "User", id: user.id },
    });
  });
}
