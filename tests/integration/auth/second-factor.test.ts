import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { signInWithPassword, totpCode } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import {
  beginSecondFactor,
  changeOwnPassword,
  confirmSecondFactor,
  endOwnSession,
  listOwnSessions,
  renewRecoveryCodes,
  resetSecondFactor,
} from "@/lib/users";
import { contextOf, makeAccount, PASSWORD, requestFrom } from "@/tests/support/accounts";

// The clock stands still, so that a slow machine changes no wait and no code.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterAll(() => void vi.useRealTimers());

const request = requestFrom("192.0.2.10");
const signIn = (email: string, code?: string) =>
  signInWithPassword(request, { email, password: PASSWORD, ...(code === undefined ? {} : { code }) });

/** A session of an account that has only its password yet. */
async function firstSession(): Promise<{ context: UserContext; email: string }> {
  const user = await makeAccount({ isDemo: false });
  const result = await signIn(user.email);
  if (result.outcome !== "signed-in") throw new Error(result.outcome);
  return { context: contextOf(user, result.sessionId), email: user.email };
}

/** An account that has enrolled, with the code that proved it. */
async function enrolled() {
  const { context, email } = await firstSession();
  const { draft, secret } = await beginSecondFactor(context);
  const key = secret.replaceAll(" ", "");
  const usedCode = totpCode(key);
  const { recoveryCodes } = await confirmSecondFactor(context, { draft, code: usedCode });
  const forget = () => db.user.update({ where: { email }, data: { totpLastStep: null } });
  return { context, email, key, usedCode, recoveryCodes, forget };
}

const problem = (status: number, code: string) => expect.objectContaining({ status, code });

describe("enrolment", () => {
  test("needs a code of the new secret, gives ten recovery codes and makes the session a full one", async () => {
    const { context, email } = await firstSession();
    const { draft, secret, uri, qr } = await beginSecondFactor(context);
    expect(uri).toContain(`issuer=Beeldbrug`);
    expect(qr.path.startsWith("M0 0")).toBe(true);
    await expect(confirmSecondFactor(context, { draft, code: "000000" })).rejects.toEqual(
      problem(422, "second_factor_invalid"),
    );
    const code = totpCode(secret.replaceAll(" ", ""));
    const { recoveryCodes } = await confirmSecondFactor(context, { draft, code });
    expect(new Set(recoveryCodes).size).toBe(10);
    const user = await db.user.findUniqueOrThrow({ where: { email }, include: { recoveryCodes: true } });
    expect(user.totpSecret).not.toContain(secret.replaceAll(" ", ""));
    expect(JSON.stringify(user.recoveryCodes)).not.toContain(recoveryCodes[0]?.slice(0, 5));
    expect(await db.userSession.findUnique({ where: { id: context.actor.sessionId ?? "" } })).toMatchObject({
      method: "PASSWORD_TOTP",
      endedAt: null,
    });
    expect(
      await db.auditEvent.count({ where: { chain: user.organizationId, action: "second-factor.set-up" } }),
    ).toBe(1);
  });

  test("a draft of one account is worth nothing to another", async () => {
    const [one, two] = [await firstSession(), await firstSession()];
    const { draft, secret } = await beginSecondFactor(one.context);
    const code = totpCode(secret.replaceAll(" ", ""));
    await expect(confirmSecondFactor(two.context, { draft, code })).rejects.toEqual(
      problem(422, "draft_expired"),
    );
    await expect(confirmSecondFactor(two.context, { draft: "x", code })).rejects.toEqual(
      problem(422, "draft_expired"),
    );
  });

  test("who knows the password alone can't put another telephone in the place of the enrolled one", async () => {
    const { context: early, email } = await firstSession();
    const { draft, secret } = await beginSecondFactor(early);
    const late = await signIn(email);
    if (late.outcome !== "signed-in") throw new Error(late.outcome);
    const user = await db.user.findUniqueOrThrow({ where: { email }, include: { organization: true } });
    const lateContext = contextOf(user, late.sessionId);
    const other = await beginSecondFactor(lateContext);
    await confirmSecondFactor(early, { draft, code: totpCode(secret.replaceAll(" ", "")) });
    expect(
      (await db.userSession.findUniqueOrThrow({ where: { id: late.sessionId } })).endedAt,
    ).not.toBeNull();
    await expect(
      confirmSecondFactor(lateContext, {
        draft: other.draft,
        code: totpCode(other.secret.replaceAll(" ", "")),
        password: PASSWORD,
      }),
    ).rejects.toMatchObject({ status: 403 });
  });

  test("a demo account has none", async () => {
    const user = await makeAccount();
    await expect(beginSecondFactor(contextOf(user, "0"))).rejects.toEqual(problem(403, "demo_account"));
  });
});

describe("sign-in with a second factor", () => {
  test("asks for the code, takes it once, and never twice", async () => {
    const { email, key, usedCode, forget } = await enrolled();
    expect(await signIn(email)).toEqual({ outcome: "second_factor" });
    expect(await signIn(email, usedCode)).toEqual({ outcome: "second_factor_invalid" });
    await forget();
    const code = totpCode(key);
    const results = await Promise.all([signIn(email, code), signIn(email, code)]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["second_factor_invalid", "signed-in"]);
    expect(await signIn(email, totpCode(key, Date.now() - 30_000))).toEqual({
      outcome: "second_factor_invalid",
    });
  });

  test("the password is not told right or wrong by the code's step alone", async () => {
    const { email, key } = await enrolled();
    const result = await signInWithPassword(request, { email, password: "wrong", code: totpCode(key) });
    expect(result).toEqual({ outcome: "invalid" });
  });

  test("a recovery code works once, in any case and without its hyphen", async () => {
    const { email, recoveryCodes } = await enrolled();
    const [first = "", second = ""] = recoveryCodes;
    const result = await signIn(email, first.toLowerCase().replace("-", " "));
    expect(result).toMatchObject({ outcome: "signed-in" });
    expect(await signIn(email, first)).toEqual({ outcome: "second_factor_invalid" });
    const both = await Promise.all([signIn(email, second), signIn(email, second)]);
    expect(both.filter(({ outcome }) => outcome === "signed-in")).toHaveLength(1);
  });

  test("guessing codes is slowed down, also with the right password in between", async () => {
    const { email } = await enrolled();
    const seen: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      await signIn(email);
      seen.push((await signIn(email, "000000")).outcome);
    }
    expect(seen).toContain("throttled");
  });

  test("renewed recovery codes replace the old ones, and need the password", async () => {
    const { context, email, recoveryCodes } = await enrolled();
    await expect(renewRecoveryCodes(context, "wrong")).rejects.toEqual(problem(422, "password_invalid"));
    const renewed = await renewRecoveryCodes(context, PASSWORD);
    expect(await signIn(email, recoveryCodes[0])).toEqual({ outcome: "second_factor_invalid" });
    expect(await signIn(email, renewed.recoveryCodes[0])).toMatchObject({ outcome: "signed-in" });
  });

  test("an administrator resets it: sessions end, and the next sign-in leads to enrolment", async () => {
    const { context, email } = await enrolled();
    const { organizationId, userId, sessionId = "" } = context.actor;
    const administrator = await makeAccount({ organizationId, roles: ["ADMINISTRATOR"] });
    await resetSecondFactor(contextOf(administrator), { userId });
    expect((await db.userSession.findUniqueOrThrow({ where: { id: sessionId } })).endedAt).not.toBeNull();
    const again = await signIn(email);
    expect(again).toMatchObject({ outcome: "signed-in" });
  });
});

describe("the own account", () => {
  test("changing the password ends every other session", async () => {
    const { context, email, key, forget } = await enrolled();
    await forget();
    const other = await signIn(email, totpCode(key));
    if (other.outcome !== "signed-in") throw new Error(other.outcome);
    expect(await listOwnSessions(context)).toHaveLength(2);
    await expect(changeOwnPassword(context, PASSWORD, "short")).rejects.toEqual(
      problem(422, "weak_password"),
    );
    await expect(changeOwnPassword(context, "wrong", "another long phrase")).rejects.toEqual(
      problem(422, "password_invalid"),
    );
    await changeOwnPassword(context, PASSWORD, "another long phrase");
    expect((await listOwnSessions(context)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
    expect(await signIn(email)).toEqual({ outcome: "invalid" });
  });

  test("only own sessions can be ended", async () => {
    const [one, two] = [await firstSession(), await firstSession()];
    await expect(endOwnSession(one.context, two.context.actor.sessionId ?? "")).rejects.toMatchObject({
      status: 404,
    });
    await endOwnSession(one.context, one.context.actor.sessionId ?? "");
    expect(await listOwnSessions(one.context)).toEqual([]);
  });

  test("a token can't change how its owner signs in", async () => {
    const { context } = await enrolled();
    const { sessionId: _, ...actor } = context.actor;
    const byToken: UserContext = { ...context, actor: { ...actor, tokenId: "0", scopes: ["api"] } };
    await expect(changeOwnPassword(byToken, PASSWORD, "another long phrase")).rejects.toMatchObject({
      status: 403,
    });
    await expect(beginSecondFactor(byToken)).rejects.toMatchObject({ status: 403 });
  });
});
