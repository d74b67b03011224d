import { createHash, randomBytes } from "node:crypto";
import type { OrganizationActor, UserActor } from "@/lib/context";
import { db } from "@/lib/db";
import { isUsable, userActor } from "./sessions";

const FORM = /^bb[uo]_[A-Za-z0-9_-]{43}$/;

/** 256 random bits; the prefix tells people and secret scanners what they hold. */
export function makeToken(owner: "user" | "organization"): string {
  return `${owner === "user" ? "bbu" : "bbo"}_${randomBytes(32).toString("base64url")}`;
}

/** Hex SHA-256: enough for a value of 256 random bits, and quick at every request. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Who a bearer token stands for; undefined when it is unknown, revoked, expired or its owner is disabled. */
export async function actorOfToken(
  token: string,
  now = new Date(),
): Promise<UserActor | OrganizationActor | undefined> {
  if (!FORM.test(token)) return undefined;
  const row = await db.apiToken.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { user: { include: { organization: true } }, organization: true },
  });
  if (row === null || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now))
    return undefined;
  const common = { tokenId: row.id, scopes: row.scopes };
  if (row.user !== null) return isUsable(row.user) ? { ...userActor(row.user), ...common } : undefined;
  if (row.organization === null || !row.organization.isConnected) return undefined;
  return {
    kind: "organization",
    organizationId: row.organization.id,
    organizationSlug: row.organization.slug ?? "",
    organizationName: row.organization.name,
    ...common,
  };
}
