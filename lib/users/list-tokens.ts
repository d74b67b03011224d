import { type Context, requireUser } from "@/lib/context";
import { type ApiToken, db } from "@/lib/db";
import type { Scope } from "@/lib/db/generated/enums";
import { requireAdministratorOf } from "./user-administration";

export interface ListedToken {
  tokenId: string;
  name: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt: string | null;
  isExpired: boolean;
}

const live = { revokedAt: null } as const;

/** The tokens of the person who asks, newest first; revoked ones are gone. */
export async function listOwnTokens(context: Context): Promise<ListedToken[]> {
  const { userId } = requireUser(context).actor;
  return listed(await db.apiToken.findMany({ where: { userId, ...live }, orderBy: { createdAt: "desc" } }));
}

/** The tokens of an organisation's systems. @throws 403 for everybody but its administrators */
export async function listOrganizationTokens(
  context: Context,
  organizationId: string,
): Promise<ListedToken[]> {
  requireAdministratorOf(context, organizationId);
  return listed(
    await db.apiToken.findMany({ where: { organizationId, ...live }, orderBy: { createdAt: "desc" } }),
  );
}

function listed(tokens: ApiToken[]): ListedToken[] {
  const now = new Date();
  return tokens.map((token) => ({
    tokenId: token.id,
    name: token.name,
    scopes: token.scopes,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    isExpired: token.expiresAt !== null && token.expiresAt <= now,
  }));
}
