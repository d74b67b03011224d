import type { Context } from "@/lib/context";
import { ProblemError, unauthorized } from "@/lib/errors";
import { actorOfToken, hashToken } from "./bearer-token";
import { requireSameOrigin } from "./origin-check";
import { type AnyRequest, requestFacts } from "./request-facts";
import { readSessionId } from "./session-cookie";
import { loadSession, userActor } from "./sessions";
import { recordTokenRefusal } from "./sign-in-log";

/** Our own pages say so when nobody has touched them for a while: counts that refresh themselves are no activity. */
const UNATTENDED_HEADER = "x-beeldbrug-unattended";

/**
 * Who asks: `Authorization: Bearer` (machines, and scripts of a user) before the session cookie (people).
 * @throws ProblemError 401 without valid credentials, 403 `cross_origin` for a cookie from another site,
 * 403 `second_factor_required` while an account has yet to enrol
 */
export async function authenticateRequest(request: AnyRequest, requestId: string): Promise<Context> {
  const facts = requestFacts(request);
  const context = { requestId, remoteAddress: facts.remoteAddress, locale: facts.locale };
  const bearer = /^Bearer +(\S+)$/i.exec(facts.header("authorization")?.trim() ?? "")?.[1];
  if (bearer !== undefined) {
    const actor = await actorOfToken(bearer);
    if (actor === undefined) {
      await recordTokenRefusal(facts, hashToken(bearer));
      throw unauthorized();
    }
    return { ...context, actor };
  }
  const sessionId = await readSessionId(facts);
  const session =
    sessionId === undefined
      ? undefined
      : await loadSession(sessionId, facts.header(UNATTENDED_HEADER) === undefined);
  if (session === undefined) throw unauthorized();
  requireSameOrigin(facts);
  if (session.needsSecondFactor)
    throw new ProblemError(403, "second_factor_required", "Set up the second factor of this account first.");
  return { ...context, actor: { ...userActor(session.user), sessionId: session.id } };
}
