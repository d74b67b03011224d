import { EventCode, recordAuditAlone } from "@/lib/audit";
import { forgetSignInAttempts } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { administeredUser } from "./user-administration";

/** Forgets failed sign-ins, so that the user need not wait. @throws 403, 404 */
export async function unlockUser(
  context: Context,
  who: { userId: string } | { email: string },
): Promise<void> {
  const user = await administeredUser(context, who);
  await forgetSignInAttempts(user.email);
  await recordAuditAlone(context, {
    eventCode: EventCode.securityAlert,
    action: "user.unlocked",
    organizations: [user.organizationId],
    object: { type: "User", id: user.id },
  });
}
