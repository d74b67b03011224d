import { EventCode, recordAudit } from "@/lib/audit";
import { confirmOwnPassword, replaceRecoveryCodes } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { ownAccount } from "./own-account";

/** Ten new recovery codes; the old ones are worth nothing any more. @throws 422 `password_invalid`, 403 */
export async function renewRecoveryCodes(
  context: Context,
  password: string,
): Promise<{ recoveryCodes: string[] }> {
  const { user } = await ownAccount(context);
  if (user.totpConfirmedAt === null) throw forbidden();
  await confirmOwnPassword(context, password);
  return db.$transaction(async (transaction) => {
    const recoveryCodes = await replaceRecoveryCodes(transaction, user.id);
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: "recovery-codes.renewed",
      object: { type: "User", id: user.id },
    });
    return { recoveryCodes };
  });
}
