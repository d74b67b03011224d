import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredUser, refuseOwnAccount } from "./user-administration";

/** Closes an account: its sessions end at once and its tokens die. @throws 403, 404, 422 `own_account` */
export async function disableUser(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<void> {
  const user = await administeredUser(context, who);
  refuseOwnAccount(context, user);
  const now = new Date();
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.user.updateMany({
      where: { id: user.id, disabledAt: null },
      data: { disabledAt: now },
    });
    if (count === 0) return;
    await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: now },
    });
    await transaction.apiToken.updateMany({
      where: { userId: user.id, revokedAt: null },
      data: { revokedAt: now },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "user.disabled",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
    });
  });
}
