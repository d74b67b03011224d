import { randomUUID } from "node:crypto";
import { EventCode, recordAudit, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { keyedHash } from "./auth-secret";
import { verifyPassword } from "./password";
import type { RequestFacts } from "./request-facts";
import { createSession, isUsable, type UserWithOrganization, userActor } from "./sessions";

export interface PasswordCredentials {
  email: string;
  password: string;
  /** Of the authenticator, or a recovery code. */
  code?: string;
}

export type SignInResult =
  | { outcome: "signed-in"; sessionId: string; userId: string }
  | { outcome: "invalid" };

/**
 * Checks a password and begins a session. Unknown, disabled and passwordless accounts and wrong passwords
 * all get the same answer in the same time.
 */
export async function signInWithPassword(
  request: RequestFacts,
  credentials: PasswordCredentials,
): Promise<SignInResult> {
  const email = credentials.email.trim().toLowerCase();
  const account = keyedHash("account-hash", email);
  const user = await db.user.findUnique({ where: { email }, include: { organization: true } });
  const isRight = await verifyPassword(user?.passwordHash, credentials.password);
  if (user === null || !isRight || !isUsable(user)) {
    await recordRefusal(request, user, account);
    return { outcome: "invalid" };
  }
  const sessionId = await db.$transaction(async (transaction) => {
    const id = await createSession(transaction, user.id, "PASSWORD", request);
    await recordAudit(transaction, personContext(request, user, id), {
      eventCode: EventCode.userAuthentication,
      action: "sign-in.succeeded",
      object: { type: "User", id: user.id },
      detail: { method: "PASSWORD" },
    });
    return id;
  });
  return { outcome: "signed-in", sessionId, userId: user.id };
}

export function personContext(
  request: RequestFacts,
  user: UserWithOrganization,
  sessionId?: string,
): Context {
  return {
    actor: { ...userActor(user), ...(sessionId === undefined ? {} : { sessionId }) },
    requestId: randomUUID(),
    remoteAddress: request.remoteAddress,
    locale: request.locale,
  };
}

/** An unknown account is logged under a keyed hash: people type their password into the wrong field. */
async function recordRefusal(
  request: RequestFacts,
  user: UserWithOrganization | null,
  account: string,
): Promise<void> {
  const context: Context = {
    actor: { kind: "system", name: "sign-in" },
    requestId: randomUUID(),
    remoteAddress: request.remoteAddress,
    locale: request.locale,
  };
  await recordAuditAlone(context, {
    eventCode: EventCode.userAuthentication,
    action: "sign-in.failed",
    outcome: "REFUSED",
    organizations: [user?.organizationId],
    ...(user === null ? {} : { object: { type: "User", id: user.id } }),
    detail: user === null ? { account } : {},
  });
}
