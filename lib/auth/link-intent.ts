import { z } from "zod";
import type { UserContext } from "@/lib/context";
import { forbidden } from "@/lib/errors";
import type { RequestFacts } from "./request-facts";
import { seal, unseal } from "./seal";
import { isSecureSite, readSessionId } from "./session-cookie";
import { type LiveSession, loadSession } from "./sessions";

const COOKIE = "beeldbrug-link";
const PURPOSE = "link-identity";
const MINUTES = 10;
const intentSchema = z.object({ sessionId: z.string(), expiresAt: z.number() });

/**
 * The cookie that lets the next answer of the organisation's login be linked to the signed-in account instead of
 * signing in; good for this session and ten minutes.
 */
export function linkIntentCookie(context: UserContext) {
  const { sessionId } = context.actor;
  if (sessionId === undefined) throw forbidden();
  return {
    name: COOKIE,
    value: seal(JSON.stringify({ sessionId, expiresAt: Date.now() + MINUTES * 60_000 }), PURPOSE),
    httpOnly: true,
    sameSite: "lax" as const,
    secure: isSecureSite(),
    path: "/api/auth/callback",
    maxAge: MINUTES * 60,
  };
}

/** The session that asked for linking, when it is the one of this request and still alive. */
export async function linkingSession(request: RequestFacts): Promise<LiveSession | undefined> {
  const sealed = request.cookie(COOKIE);
  const text = sealed === undefined ? undefined : unseal(sealed, PURPOSE);
  const intent = intentSchema.safeParse(JSON.parse(text ?? "null"));
  if (!intent.success || intent.data.expiresAt <= Date.now()) return undefined;
  if ((await readSessionId(request)) !== intent.data.sessionId) return undefined;
  const session = await loadSession(intent.data.sessionId);
  return session?.needsSecondFactor ? undefined : session;
}
