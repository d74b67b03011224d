import type { NextAuthOptions } from "next-auth";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { authSecret } from "./auth-secret";
import { ownPath } from "./callback-path";
import { type IdentityClaims, ORGANIZATION_LOGIN, organizationLogin } from "./organization-login";
import type { RequestFacts } from "./request-facts";
import { isSecureSite, sessionCookieName, sessionCookieOptions } from "./session-cookie";
import { ABSOLUTE_LIMIT_MS } from "./sessions";
import { signInWithIdentity } from "./sign-in-with-identity";
import { signInWithPassword } from "./sign-in-with-password";
import { endSessionAtSignOut } from "./sign-out";

/** next-auth's settings for one request: what a provider accepted becomes a session row, and the cookie holds its id. */
export function authOptions(request: RequestFacts): NextAuthOptions {
  // next-auth 4 reads its own address from here alone; a Host header must not decide it.
  process.env.NEXTAUTH_URL = env.BASE_URL;
  const login = organizationLogin();
  let sessionId: string | undefined;
  return {
    secret: authSecret(),
    useSecureCookies: isSecureSite(),
    session: { strategy: "jwt", maxAge: ABSOLUTE_LIMIT_MS / 1000 },
    cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      {
        // The name that next-auth gives it by default, so that scripts find it.
        id: "credentials",
        name: "Password",
        type: "credentials",
        credentials: { email: {}, password: {}, code: {} },
        authorize: async (credentials) => {
          const { email, password, code } = credentials ?? {};
          if (typeof email !== "string" || typeof password !== "string") return null;
          const result = await signInWithPassword(request, {
            email,
            password,
            ...(code?.trim() ? { code } : {}),
          });
          if (result.outcome === "throttled") throw new Error(`throttled:${result.retryAfterSeconds}`);
          if (result.outcome !== "signed-in") throw new Error(result.outcome);
          sessionId = result.sessionId;
          return { id: result.userId };
        },
      },
      ...(login === undefined ? [] : [login]),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== ORGANIZATION_LOGIN) return true;
        const result = await signInWithIdentity(request, profile as unknown as IdentityClaims);
        if (result.outcome === "no-account") return "/sign-in/no-account";
        if (result.outcome !== "signed-in") return `/account?login=${result.outcome}`;
        sessionId = result.sessionId;
        return true;
      },
      jwt: ({ token, account }) => (account ? { sid: sessionId } : { sid: token.sid }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        baseUrl + ownPath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    events: { signOut: ({ token }) => endSessionAtSignOut(request, token.sid) },
    logger: {
      error: (code) => log.warn({ code }, "next-auth"),
      warn: () => {},
      debug: () => {},
    },
  };
}
