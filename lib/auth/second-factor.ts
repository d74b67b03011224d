import type { Transaction, User } from "@/lib/db";
import type { SignInMethod } from "@/lib/db/generated/enums";
import { spendRecoveryCode } from "./recovery-codes";
import { totpStep, unsealTotpSecret } from "./totp";

/**
 * Takes a code of the authenticator or a recovery code, each once.
 * @returns how the user signed in by it; undefined when it is wrong or was used
 */
export async function spendSecondFactor(
  transaction: Transaction,
  user: Pick<User, "id" | "totpSecret">,
  code: string,
): Promise<SignInMethod | undefined> {
  if (/^[\d\s]+$/.test(code)) return (await spendTotp(transaction, user, code)) ? "PASSWORD_TOTP" : undefined;
  return (await spendRecoveryCode(transaction, user.id, code)) ? "RECOVERY_CODE" : undefined;
}

async function spendTotp(
  transaction: Transaction,
  user: Pick<User, "id" | "totpSecret">,
  code: string,
): Promise<boolean> {
  const secret = user.totpSecret === null ? undefined : unsealTotpSecret(user.totpSecret, user.id);
  const step = secret === undefined ? undefined : totpStep(secret, code);
  if (step === undefined) return false;
  // One statement: of two requests with the same code one finds the step taken (RFC 6238 5.2).
  const { count } = await transaction.user.updateMany({
    where: { id: user.id, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}
