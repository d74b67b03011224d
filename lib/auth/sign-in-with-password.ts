import { EventCode, recordAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { keyedHash } from "./auth-secret";
import { verifyPassword } from "./password";
import { personContext } from "./person-context";
import type { RequestFacts } from "./request-facts";
import { spendSecondFactor } from "./second-factor";
import { createSession, isUsable, type UserWithOrganization } from "./sessions";
import { recordSignInRefusal } from "./sign-in-log";
import { type Attempt, forgetAttemptsOf, signInThrottle } from "./sign-in-throttle";

export interface PasswordCredentials {
  email: string;
  password: string;
  /** Of the authenticator, or a recovery code. */
  code?: string;
}

export type SignInResult =
  | { outcome: "signed-in"; sessionId: string; userId: string }
  /** The password is right; ask for the code. */
  | { outcome: "second_factor" }
  | { outcome: "invalid" | "second_factor_invalid" }
  | { outcome: "throttled"; retryAfterSeconds: number };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** How accounts are counted and logged where they may not exist. */
export const accountKey = (email: string) => keyedHash("account-hash", email.trim().toLowerCase());

/** Unlocks an account at every address. @returns how many counters there were */
export const forgetSignInAttempts = (email: string) => forgetAttemptsOf(accountKey(email));

/**
 * Checks a password and the second factor and begins a session. Unknown, disabled and passwordless accounts and wrong
 * passwords all get the same answer by the same steps. An account without a second factor gets a session that opens
 * its enrolment only.
 */
export async function signInWithPassword(
  request: RequestFacts,
  credentials: PasswordCredentials,
): Promise<SignInResult> {
  const email = credentials.email.trim().toLowerCase();
  const account = accountKey(email);
  const user = await db.user.findUnique({ where: { email }, include: { organization: true } });
  const attempt: Attempt = {
    account,
    remoteAddress: request.remoteAddress,
    isKnownAddress: await hasSignedInFrom(user?.id ?? NOBODY, request.remoteAddress),
  };
  const retryAfterSeconds = await signInThrottle().begin(attempt);
  if (retryAfterSeconds > 0) {
    await recordSignInRefusal(request, user, { account, reason: "throttled" });
    return { outcome: "throttled", retryAfterSeconds };
  }
  const isRight = await verifyPassword(user?.passwordHash, credentials.password);
  if (user === null || !isRight || !isUsable(user)) {
    await recordSignInRefusal(request, user, { account, reason: "password" });
    return { outcome: "invalid" };
  }
  const needsCode = user.totpConfirmedAt !== null && !user.isDemo;
  if (needsCode && credentials.code === undefined) {
    await signInThrottle().cancel(attempt);
    return { outcome: "second_factor" };
  }
  const sessionId = await beginSession(request, user, needsCode ? credentials.code : undefined);
  if (sessionId === undefined) {
    await recordSignInRefusal(request, user, { account, reason: "second factor" });
    return { outcome: "second_factor_invalid" };
  }
  await signInThrottle().succeed(attempt);
  return { outcome: "signed-in", sessionId, userId: user.id };
}

function beginSession(
  request: RequestFacts,
  user: UserWithOrganization,
  code: string | undefined,
): Promise<string | undefined> {
  return db.$transaction(async (transaction) => {
    const method = code === undefined ? "PASSWORD" : await spendSecondFactor(transaction, user, code);
    if (method === undefined) return undefined;
    const id = await createSession(transaction, user.id, method, request);
    await recordAudit(transaction, personContext(request, user, id), {
      eventCode: EventCode.userAuthentication,
      action: "sign-in.succeeded",
      object: { type: "User", id: user.id },
      detail: { method },
    });
    return id;
  });
}

async function hasSignedInFrom(userId: string, remoteAddress: string | undefined): Promise<boolean> {
  const session = await db.userSession.findFirst({
    where: {
      userId,
      remoteAddress: remoteAddress ?? "",
      NOT: { method: "PASSWORD", user: { isDemo: false } },
    },
    select: { id: true },
  });
  return session !== null;
}
