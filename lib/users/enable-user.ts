import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredUser } from "./user-administration";

/** Opens a closed account again; what ended with it (sessions, tokens) stays ended. @throws 403, 404 */
export async function enableUser(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<void> {
  const user = await administeredUser(context, who);
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.user.updateMany({
      where: { id: user.id, disabledAt: { not: null } },
      data: { disabledAt: null },
    });
    if (count === 0) return;
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "user.enabled",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
    });
  });
}
