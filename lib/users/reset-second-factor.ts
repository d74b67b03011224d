import { EventCode, recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { administeredUser, refuseOwnAccount } from "./user-administration";

/**
 * For who lost the telephone: the second factor and its recovery codes go, every session ends, and the next sign-in
 * leads to a new enrolment. @throws 403, 404, 422 `own_account`
 */
export async function resetSecondFactor(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<void> {
  const user = await administeredUser(context, who);
  refuseOwnAccount(context, user);
  await db.$transaction(async (transaction) => {
    await transaction.user.update({
      where: { id: user.id },
      data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null },
    });
    await transaction.recoveryCode.deleteMany({ where: { userId: user.id } });
    await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "second-factor.reset",
      organizations: [user.organizationId],
      object: { type: "User", id: user.id },
    });
  });
}
