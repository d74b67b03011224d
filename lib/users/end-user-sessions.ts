import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredUser } from "./user-administration";

/** An administrator signs a user out everywhere. @returns how many sessions ended. @throws 403, 404 */
export async function endUserSessions(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<{ ended: number }> {
  const user = await administeredUser(context, who);
  return db.$transaction(async (transaction) => {
    const { count } = await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "user.sessions-ended",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
      detail: { ended: count },
    });
    return { ended: count };
  });
}
