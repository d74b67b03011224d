import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey } from "./auth-secret";

/**
 * AES-256-GCM under a key derived from AUTH_SECRET; "v1.nonce.text+tag" in base64url.
 * @param purpose bound to the text: what was sealed for one user or use opens for no other
 */
export function seal(text: string, purpose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey("seal"), nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${nonce.toString("base64url")}.${body.toString("base64url")}`;
}

/** @returns undefined when it was changed, sealed for another purpose, or under another AUTH_SECRET */
export function unseal(sealed: string, purpose: string): string | undefined {
  const [version, nonce = "", encoded = ""] = sealed.split(".");
  const body = Buffer.from(encoded, "base64url");
  if (version !== "v1" || body.length < 16) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", deriveKey("seal"), Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    }).setAAD(Buffer.from(purpose));
    decipher.setAuthTag(body.subarray(-16));
    return decipher.update(body.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
  } catch {
    return undefined;
  }
}
