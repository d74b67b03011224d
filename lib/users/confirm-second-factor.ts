import { z } from "zod";
import { EventCode, recordAudit } from "@/lib/audit";
import { confirmOwnPassword, replaceRecoveryCodes, sealTotpSecret, totpStep, unseal } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { forbidden, unprocessable } from "@/lib/errors";
import { draftPurpose } from "./begin-second-factor";
import { ownAccount } from "./own-account";

const confirmInput = z.object({
  draft: z.string(),
  code: z.string(),
  /** Needed to replace a second factor, not to set up the first. */
  password: z.string().optional(),
});
const draftSchema = z.object({ secret: z.string(), expiresAt: z.number() });

/**
 * Sets up the second factor, or replaces it, once a code proves that the app has the secret. The session that did it
 * becomes a full one; every other session of the account ends.
 * @returns ten recovery codes, shown this once
 * @throws 422 `second_factor_invalid` | `draft_expired` | `password_invalid`, 403
 */
export async function confirmSecondFactor(
  context: Context,
  input: z.input<typeof confirmInput>,
): Promise<{ recoveryCodes: string[] }> {
  const { draft, code, password } = confirmInput.parse(input);
  const { user, actor } = await ownAccount(context);
  if (user.isDemo) throw forbidden();
  const opened = draftSchema.safeParse(JSON.parse(unseal(draft, draftPurpose(user.id)) ?? "null"));
  if (!opened.success || opened.data.expiresAt <= Date.now())
    throw unprocessable("draft_expired", "This code has been on the screen for too long. Scan the new one.");
  const step = totpStep(opened.data.secret, code);
  if (step === undefined) throw unprocessable("second_factor_invalid", "This code is wrong.");
  const isReplacement = user.totpConfirmedAt !== null;
  if (isReplacement) await confirmOwnPassword(context, password ?? "");
  return db.$transaction(async (transaction) => {
    const session = await transaction.userSession.findUniqueOrThrow({ where: { id: actor.sessionId ?? "" } });
    // Who knows the password alone must not put another telephone in the place of the enrolled one.
    if (isReplacement && session.method === "PASSWORD") throw forbidden();
    const { count } = await transaction.user.updateMany({
      where: { id: user.id, totpConfirmedAt: user.totpConfirmedAt },
      data: {
        totpSecret: sealTotpSecret(opened.data.secret, user.id),
        totpConfirmedAt: new Date(),
        totpLastStep: step,
      },
    });
    if (count === 0) throw forbidden();
    const recoveryCodes = await replaceRecoveryCodes(transaction, user.id);
    if (session.method === "PASSWORD")
      await transaction.userSession.update({ where: { id: session.id }, data: { method: "PASSWORD_TOTP" } });
    await transaction.userSession.updateMany({
      where: { userId: user.id, endedAt: null, id: { not: session.id } },
      data: { endedAt: new Date() },
    });
    await recordAudit(transaction, context, {
      eventCode: EventCode.securityAlert,
      action: isReplacement ? "second-factor.replaced" : "second-factor.set-up",
      object: { type: "User", id: user.id },
    });
    return { recoveryCodes };
  });
}
