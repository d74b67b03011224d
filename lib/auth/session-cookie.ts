import { decode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { authSecret } from "./auth-secret";
import type { RequestFacts } from "./request-facts";

export const isSecureSite = () => env.BASE_URL.startsWith("https:");

/** The prefix makes browsers refuse the cookie from another host or without TLS (RFC 6265bis 4.1.3). */
export const sessionCookieName = () => (isSecureSite() ? "__Host-beeldbrug-session" : "beeldbrug-session");

export const sessionCookieOptions = () => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: isSecureSite(),
});

/** The cookie is an encrypted token that holds a session's id and nothing else. */
export async function readSessionId(request: RequestFacts): Promise<string | undefined> {
  const token = request.cookie(sessionCookieName());
  if (token === undefined) return undefined;
  try {
    const payload = await decode({ token, secret: authSecret() });
    return typeof payload?.sid === "string" ? payload.sid : undefined;
  } catch {
    return undefined;
  }
}
