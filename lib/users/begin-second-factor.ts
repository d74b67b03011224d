import QRCode from "qrcode";
import { makeTotpSecret, seal, totpUri } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { forbidden } from "@/lib/errors";
import { ownAccount } from "./own-account";

const DRAFT_MINUTES = 30;
export const draftPurpose = (userId: string) => `totp-draft:${userId}`;

export interface SecondFactorDraft {
  /** The new secret, sealed for this user: it comes back with the code that proves that the app has it. */
  draft: string;
  /** For typing over, in groups of four. */
  secret: string;
  uri: string;
  /** An SVG path of the QR code in a square of `size` units. */
  qr: { size: number; path: string };
}

/** A new secret for an authenticator app. Nothing is kept until `confirmSecondFactor`. @throws 403 for demo accounts */
export async function beginSecondFactor(context: Context): Promise<SecondFactorDraft> {
  const { user } = await ownAccount(context);
  if (user.isDemo) throw forbidden("demo_account", "A demo account signs in with its password alone.");
  const secret = makeTotpSecret();
  const uri = totpUri(secret, user.email);
  const expiresAt = Date.now() + DRAFT_MINUTES * 60_000;
  return {
    draft: seal(JSON.stringify({ secret, expiresAt }), draftPurpose(user.id)),
    secret: secret.match(/.{1,4}/g)?.join(" ") ?? secret,
    uri,
    qr: qrPath(uri),
  };
}

function qrPath(text: string): { size: number; path: string } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`;
  return { size: modules.size, path };
}
