import { keyedHash } from "@/lib/auth";
import { env } from "@/lib/env";

// A UUID has 25 digits in base 36; 64 bits of its HMAC have 13. Mail servers may lose upper case.
const ID_DIGITS = 25;
const SIGN_DIGITS = 13;
const TAG = new RegExp(`^([0-9a-z]{${ID_DIGITS}})([0-9a-z]{${SIGN_DIGITS}})$`);

/**
 * Where one mail returns to when it bounces: `bounce+{id}{sign}@…`. The id is the row of its link, the sign keeps
 * strangers from declaring mails undelivered. Undefined where no MAIL_BOUNCE_ADDRESS is set.
 */
export function bounceAddressOf(linkId: string): string | undefined {
  if (env.MAIL_BOUNCE_ADDRESS === undefined) return undefined;
  const [local, domain] = env.MAIL_BOUNCE_ADDRESS.split("@");
  return `${local}+${BigInt(`0x${linkId.replaceAll("-", "")}`)
    .toString(36)
    .padStart(ID_DIGITS, "0")}${signOf(linkId)}@${domain}`;
}

/** The link's id in an address that `bounceAddressOf` made, whatever stands around its tag. */
export function linkIdOfBounce(address: string): string | undefined {
  const [, id, sign] = TAG.exec(/\+([^+@]+)@/.exec(address.toLowerCase())?.[1] ?? "") ?? [];
  if (id === undefined) return undefined;
  const hex = [...id]
    .reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
    .toString(16)
    .padStart(32, "0");
  if (hex.length !== 32) return undefined;
  const linkId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return sign === signOf(linkId) ? linkId : undefined;
}

function signOf(linkId: string): string {
  return BigInt(`0x${keyedHash("bounce-address", linkId).slice(0, 16)}`)
    .toString(36)
    .padStart(SIGN_DIGITS, "0");
}
