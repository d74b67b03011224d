import { EventCode, recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { linkAddressesByUzi } from "./link-addresses-by-uzi";
import { linkingSession } from "./link-intent";
import type { IdentityClaims } from "./organization-login";
import { personContext } from "./person-context";
import type { RequestFacts } from "./request-facts";
import { createSession, isUsable, type LiveSession } from "./sessions";
import { recordSignInRefusal } from "./sign-in-log";
import { accountKey } from "./sign-in-with-password";

export type IdentityResult =
  | { outcome: "signed-in"; sessionId: string; userId: string }
  | { outcome: "linked" | "link-taken" }
  | { outcome: "no-account" };

/**
 * Begins a session for who came back from the organisation's login. Who they are is the pair of issuer and subject;
 * an identity that belongs to no account is refused, never made into one (an e-mail address in a claim proves nothing).
 */
export async function signInWithIdentity(
  request: RequestFacts,
  claims: IdentityClaims,
): Promise<IdentityResult> {
  const linking = await linkingSession(request);
  if (linking !== undefined) return linkIdentityOf(request, linking, claims);
  const identity = await db.identity.findUnique({
    where: { issuer_subject: { issuer: claims.iss, subject: claims.sub } },
    include: { user: { include: { organization: true } } },
  });
  if (identity === null || !isUsable(identity.user)) {
    const account = accountKey(`${claims.iss} ${claims.sub}`);
    await recordSignInRefusal(request, identity?.user ?? null, {
      account,
      reason: "identity without account",
    });
    return { outcome: "no-account" };
  }
  const { user } = identity;
  const sessionId = await db.$transaction(async (transaction) => {
    const id = await createSession(transaction, user.id, "OIDC", request);
    const context = personContext(request, user, id);
    const linked = claims.uzi === undefined ? [] : await linkAddressesByUzi(transaction, user, claims.uzi);
    for (const addressId of linked)
      await recordAudit(transaction, context, {
        eventCode: EventCode.securityAlert,
        action: "address.linked",
        object: { type: "Address", id: addressId },
        detail: { userId: user.id, origin: "UZI" },
      });
    await recordAudit(transaction, context, {
      eventCode: EventCode.userAuthentication,
      action: "sign-in.succeeded",
      object: { type: "User", id: user.id },
      detail: { method: "OIDC", issuer: claims.iss },
    });
    return id;
  });
  return { outcome: "signed-in", sessionId, userId: user.id };
}

async function linkIdentityOf(
  request: RequestFacts,
  session: LiveSession,
  claims: IdentityClaims,
): Promise<IdentityResult> {
  const key = { issuer: claims.iss, subject: claims.sub };
  return db.$transaction(async (transaction) => {
    const known = await transaction.identity.findUnique({ where: { issuer_subject: key } });
    if (known !== null) return { outcome: known.userId === session.user.id ? "linked" : "link-taken" };
    await transaction.identity.create({ data: { ...key, userId: session.user.id } });
    await recordAudit(transaction, personContext(request, session.user, session.id), {
      eventCode: EventCode.securityAlert,
      action: "identity.linked",
      object: { type: "User", id: session.user.id },
      detail: { issuer: claims.iss },
    });
    return { outcome: "linked" };
  });
}
