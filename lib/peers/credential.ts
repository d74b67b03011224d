import { seal, unseal } from "@/lib/auth";

const PURPOSE = "peer-stow";

export interface StowCredential {
  stowBearer?: string | undefined;
  stowUser?: string | undefined;
  stowPassword?: string | undefined;
}

/** The Authorization header of a peer's DICOMweb services, sealed for that address; null without a credential. */
export function sealCredential(stowUrl: string, given: StowCredential): string | null {
  const { stowBearer, stowUser, stowPassword = "" } = given;
  if (stowUrl === "") return null;
  if (stowBearer) return seal(`Bearer ${stowBearer}`, `${PURPOSE}:${stowUrl}`);
  if (!stowUser) return null;
  const basic = Buffer.from(`${stowUser}:${stowPassword}`).toString("base64");
  return seal(`Basic ${basic}`, `${PURPOSE}:${stowUrl}`);
}

/** @throws Error when AUTH_SECRET has changed since it was sealed */
export function openCredential(peer: { stowUrl: string; stowCredential: string | null }): string | undefined {
  if (peer.stowCredential === null) return undefined;
  const header = unseal(peer.stowCredential, `${PURPOSE}:${peer.stowUrl}`);
  if (header === undefined)
    throw new Error("The peer's credential can't be opened with this AUTH_SECRET: register the peer again.");
  return header;
}
