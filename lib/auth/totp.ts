import { Secret, TOTP } from "otpauth";
import { seal, unseal } from "./seal";

const PERIOD_SECONDS = 30;
const purposeFor = (userId: string) => `totp:${userId}`;

/** 160 random bits (RFC 4226 4, R6), in base32 as authenticator apps take it. */
export function makeTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

export const sealTotpSecret = (secret: string, userId: string) => seal(secret, purposeFor(userId));
export const unsealTotpSecret = (sealed: string, userId: string) => unseal(sealed, purposeFor(userId));

/** The address that authenticator apps read out of the QR code. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/**
 * The 30-second step that a code belongs to, one to either side of now for clocks that are off; undefined when wrong.
 * A step may be used once: the caller keeps the last one.
 */
export function totpStep(secret: string, code: string, now = Date.now()): number | undefined {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp(secret).validate({ token, window: 1, timestamp: now });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

export function totpCode(secret: string, now = Date.now()): string {
  return totp(secret).generate({ timestamp: now });
}

function totp(secret: string, label = ""): TOTP {
  return new TOTP({ issuer: "Beeldbrug", label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}
