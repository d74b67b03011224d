import { randomInt } from "node:crypto";
import type { Transaction } from "@/lib/db";
import { keyedHash } from "./auth-secret";

export const RECOVERY_CODE_COUNT = 10;
/** Without 0/O, 1/I/L and U: read from paper. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 10 characters of 30: 49 bits, beside the sign-in's own limits. */
export function makeRecoveryCode(): string {
  const text = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

const hashOf = (userId: string, code: string) =>
  keyedHash("recovery-code", `${userId}:${code.toUpperCase().replace(/[^0-9A-Z]/g, "")}`);

/** Replaces all codes of a user. @returns the codes, to be shown once: only their keyed hashes are kept */
export async function replaceRecoveryCodes(transaction: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODE_COUNT }, makeRecoveryCode);
  await transaction.recoveryCode.deleteMany({ where: { userId } });
  await transaction.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })),
  });
  return codes;
}

/** True once for each code, also when two requests bring it at the same moment. */
export async function spendRecoveryCode(
  transaction: Transaction,
  userId: string,
  code: string,
): Promise<boolean> {
  const { count } = await transaction.recoveryCode.updateMany({
    where: { userId, codeHash: hashOf(userId, code), usedAt: null },
    data: { usedAt: new Date() },
  });
  return count === 1;
}
