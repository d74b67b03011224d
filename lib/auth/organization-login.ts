import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";

export const ORGANIZATION_LOGIN = "oidc";

/** What sign-in takes from an ID token or the UserInfo answer. */
export interface IdentityClaims {
  iss: string;
  sub: string;
  uzi?: string;
}

/** The organisation's own login, when OIDC_ISSUER is set: code flow with PKCE, state and nonce. */
export function organizationLogin(): OAuthConfig<IdentityClaims> | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || OIDC_CLIENT_SECRET === undefined)
    return undefined;
  return {
    id: ORGANIZATION_LOGIN,
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/+$/, "")}/.well-known/openid-configuration`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid profile" } },
    httpOptions: { timeout: 10_000 },
    userinfo: {
      request: ({ tokens, client }) =>
        readClaims(tokens as unknown as VerifiedTokens, client as unknown as UserInfoClient),
    },
    profile: ({ sub }) => ({ id: sub }),
  };
}

interface VerifiedTokens {
  claims(): Record<string, unknown>;
}

interface UserInfoClient {
  issuer: { metadata: { userinfo_endpoint?: string } };
  userinfo(tokens: VerifiedTokens): Promise<Record<string, unknown>>;
}

/**
 * Issuer and subject of the verified ID token; the UZI number of it, or of UserInfo, where OpenID Connect Core 5.4
 * puts the claims of a scope. The client refuses UserInfo of another subject (5.3.2).
 */
async function readClaims(tokens: VerifiedTokens, client: UserInfoClient): Promise<IdentityClaims> {
  const claims = tokens.claims();
  const name = env.OIDC_UZI_CLAIM;
  const needsUserInfo = claims[name] === undefined && client.issuer.metadata.userinfo_endpoint !== undefined;
  const uzi = needsUserInfo ? (await client.userinfo(tokens))[name] : claims[name];
  return {
    iss: String(claims.iss),
    sub: String(claims.sub),
    ...(typeof uzi === "string" && /^\d{9}$/.test(uzi) ? { uzi } : {}),
  };
}
