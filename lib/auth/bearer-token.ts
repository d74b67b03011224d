import { createHash, randomBytes } from "node:crypto";
import type { OrganizationActor, UserActor } from "@/lib/context";
import { lookUpRows, Prisma, together } from "@/lib/db";
import type { Role, Scope } from "@/lib/db/generated/enums";
import { isUsable } from "./sessions";

const FORM = /^bb[uo]_[A-Za-z0-9_-]{43}$/;

/** 256 random bits; the prefix tells people and secret scanners what they hold. */
export function makeToken(owner: "user" | "organization"): string {
  return `${owner === "user" ? "bbu" : "bbo"}_${randomBytes(32).toString("base64url")}`;
}

/** Hex SHA-256: enough for a value of 256 random bits, and quick at every request. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

interface TokenRow {
  tokenHash: string;
  expiresAt: Date | null;
  tokenId: string;
  scopes: Scope[];
  organizationId: string;
  organizationSlug: string;
  organizationName: string;
  isConnected: boolean;
  userId: string | null;
  name: string;
  email: string;
  roles: Role[];
  disabledAt: Date | null;
  isDemo: boolean;
}

/** Who a bearer token stands for; undefined when it is unknown, revoked, expired or its owner is disabled. */
export async function actorOfToken(
  token: string,
  now = new Date(),
): Promise<UserActor | OrganizationActor | undefined> {
  if (!FORM.test(token)) return undefined;
  const row = await findToken(hashToken(token));
  if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return undefined;
  const { tokenId, scopes, organizationId, organizationSlug, organizationName, isConnected } = row;
  const common = { organizationId, organizationSlug, organizationName, tokenId, scopes };
  if (row.userId === null) return isConnected ? { kind: "organization", ...common } : undefined;
  const { userId, name, email, roles, disabledAt, isDemo } = row;
  if (!isUsable({ disabledAt, isDemo, organization: { isConnected } })) return undefined;
  return { kind: "user", userId, name, email, roles, ...common };
}

/** Asked for with every frame: one statement that stays prepared. */
const findToken = together(async (hashes) => {
  const rows = await lookUpRows<TokenRow>(
    Prisma.sql`
      SELECT t."tokenHash", t."expiresAt", t."id" AS "tokenId", t."scopes"::text[] AS "scopes",
        o."id" AS "organizationId", coalesce(o."slug", '') AS "organizationSlug", o."name" AS "organizationName",
        o."isConnected", t."userId", u."name", u."email", u."roles"::text[] AS "roles", u."disabledAt", u."isDemo"
      FROM "ApiToken" t LEFT JOIN "User" u ON u."id" = t."userId"
      JOIN "Organization" o ON o."id" = coalesce(u."organizationId", t."organizationId")
      WHERE t."tokenHash" = ANY(${hashes}::text[]) AND t."revokedAt" IS NULL`,
    "actor-of-token",
  );
  return new Map(rows.map((row) => [row.tokenHash, row]));
});
