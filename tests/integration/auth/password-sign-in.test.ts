import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import { authenticateRequest, authSecret, signInWithPassword } from "@/lib/auth";
import { db } from "@/lib/db";
import { makeAccount, PASSWORD, requestFrom } from "@/tests/support/accounts";

async function cookieOf(sessionId: string): Promise<string> {
  return `beeldbrug-session=${await encode({ token: { sid: sessionId }, secret: authSecret() })}`;
}

async function signIn(
  user: { email: string },
  address = "192.0.2.1",
): Promise<{ sessionId: string; cookie: string }> {
  const result = await signInWithPassword(requestFrom(address), { email: user.email, password: PASSWORD });
  if (result.outcome !== "signed-in") throw new Error(result.outcome);
  return { sessionId: result.sessionId, cookie: await cookieOf(result.sessionId) };
}

const ask = (cookie: string, more: { method?: string; headers?: Record<string, string> } = {}) =>
  authenticateRequest(
    {
      method: more.method ?? "GET",
      headers: { cookie, ...more.headers },
      socket: { remoteAddress: "192.0.2.1" },
    },
    randomUUID(),
  );

const refused = (status: number, code: string) => expect.objectContaining({ status, code });

test("a demo account signs in with the password alone and is known at each request", async () => {
  const user = await makeAccount({ roles: ["DESK", "CARE_PROVIDER"] });
  const { sessionId, cookie } = await signIn({ email: ` ${user.email.toUpperCase()}` });
  const context = await ask(cookie);
  expect(context).toMatchObject({
    remoteAddress: "192.0.2.1",
    actor: {
      kind: "user",
      userId: user.id,
      sessionId,
      roles: ["DESK", "CARE_PROVIDER"],
      organizationName: "Ziekenhuis Noord",
    },
  });
});

test("the cookie holds a session's id and nothing that can be read", async () => {
  const { cookie, sessionId } = await signIn(await makeAccount());
  expect(cookie).not.toContain(sessionId);
  await expect(ask(`${cookie}x`)).rejects.toEqual(refused(401, "unauthorized"));
  await expect(ask("")).rejects.toEqual(refused(401, "unauthorized"));
});

describe("a session ends", () => {
  const moved = (id: string, data: Parameters<typeof db.userSession.update>[0]["data"]) =>
    db.userSession.update({ where: { id }, data });

  test("at once when its row is ended", async () => {
    const { sessionId, cookie } = await signIn(await makeAccount());
    await moved(sessionId, { endedAt: new Date() });
    await expect(ask(cookie)).rejects.toEqual(refused(401, "unauthorized"));
  });

  test("after an hour without a request, and a request counts as activity", async () => {
    const { sessionId, cookie } = await signIn(await makeAccount());
    await moved(sessionId, { lastSeenAt: new Date(Date.now() - 59 * 60_000) });
    await ask(cookie);
    const seen = await db.userSession.findUniqueOrThrow({ where: { id: sessionId } });
    expect(Date.now() - seen.lastSeenAt.getTime()).toBeLessThan(5_000);
    await moved(sessionId, { lastSeenAt: new Date(Date.now() - 60 * 60_000) });
    await expect(ask(cookie)).rejects.toEqual(refused(401, "unauthorized"));
  });

  test("although a page that nobody is at goes on asking", async () => {
    const { sessionId, cookie } = await signIn(await makeAccount());
    const lastSeenAt = new Date(Date.now() - 30 * 60_000);
    await moved(sessionId, { lastSeenAt });
    await ask(cookie, { headers: { "x-beeldbrug-unattended": "1" } });
    expect((await db.userSession.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt).toEqual(
      lastSeenAt,
    );
  });

  test("activity is written at most once a minute", async () => {
    const { sessionId, cookie } = await signIn(await makeAccount());
    const lastSeenAt = new Date(Date.now() - 30_000);
    await moved(sessionId, { lastSeenAt });
    await ask(cookie);
    expect((await db.userSession.findUniqueOrThrow({ where: { id: sessionId } })).lastSeenAt).toEqual(
      lastSeenAt,
    );
  });

  test("twelve hours after sign-in, however active", async () => {
    const { sessionId, cookie } = await signIn(await makeAccount());
    const { createdAt, expiresAt } = await db.userSession.findUniqueOrThrow({ where: { id: sessionId } });
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(12 * 3_600_000);
    await moved(sessionId, { expiresAt: new Date() });
    await expect(ask(cookie)).rejects.toEqual(refused(401, "unauthorized"));
  });

  test("with the account, and with the organisation's connection", async () => {
    const user = await makeAccount();
    const { cookie } = await signIn(user);
    await db.organization.update({ where: { id: user.organizationId }, data: { isConnected: false } });
    await expect(ask(cookie)).rejects.toEqual(refused(401, "unauthorized"));
    await db.organization.update({ where: { id: user.organizationId }, data: { isConnected: true } });
    await ask(cookie);
    await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    await expect(ask(cookie)).rejects.toEqual(refused(401, "unauthorized"));
  });
});

describe("another site's pages", () => {
  test("can't act with the cookie", async () => {
    const { cookie } = await signIn(await makeAccount());
    const foreign: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:4000" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
      { origin: "http://evil.example", host: "evil.example" },
    ];
    for (const headers of foreign)
      for (const method of ["POST", "PUT", "PATCH", "DELETE"])
        await expect(ask(cookie, { method, headers })).rejects.toEqual(refused(403, "cross_origin"));
  });

  test("our own can, also by the other name of loopback", async () => {
    const { cookie } = await signIn(await makeAccount());
    const own: Record<string, string>[] = [
      { origin: "http://127.0.0.1:3000" },
      { "sec-fetch-site": "same-origin" },
      { origin: "http://localhost:8123", host: "localhost:8123" },
    ];
    for (const headers of own) await ask(cookie, { method: "POST", headers });
    await ask(cookie, { headers: { origin: "https://evil.example" } });
  });
});

describe("what doesn't sign in", () => {
  test.each([
    ["a wrong password", async () => ({ email: (await makeAccount()).email, password: "wrong" })],
    ["an unknown account", async () => ({ email: "nobody@noord.example", password: PASSWORD })],
    [
      "a disabled account",
      async () => {
        const user = await makeAccount();
        await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
        return { email: user.email, password: PASSWORD };
      },
    ],
    [
      "an account without a password",
      async () => {
        const user = await makeAccount();
        await db.user.update({ where: { id: user.id }, data: { passwordHash: null } });
        return { email: user.email, password: "no account has this password" };
      },
    ],
  ])("%s gets the same answer", async (_, credentials) => {
    expect(await signInWithPassword(requestFrom("192.0.2.50"), await credentials())).toEqual({
      outcome: "invalid",
    });
  });
});

test("every attempt is in the log, an unknown address only as a keyed hash", async () => {
  const user = await makeAccount();
  const typed = "typed.by.mistake@noord.example";
  await signIn(user);
  await signInWithPassword(requestFrom("192.0.2.60"), { email: user.email, password: "wrong" });
  await signInWithPassword(requestFrom("192.0.2.60"), { email: typed, password: "wrong" });
  const own = await db.auditEvent.findMany({
    where: { chain: user.organizationId },
    orderBy: { sequence: "asc" },
  });
  expect(own.map(({ action, outcome, objectId }) => [action, outcome, objectId])).toEqual([
    ["sign-in.succeeded", "SUCCESS", user.id],
    ["sign-in.failed", "REFUSED", user.id],
  ]);
  const installation = await db.auditEvent.findFirstOrThrow({
    where: { chain: "installation" },
    orderBy: { sequence: "desc" },
  });
  expect(installation).toMatchObject({
    action: "sign-in.failed",
    remoteAddress: "192.0.2.60",
    objectId: null,
  });
  expect(
    JSON.stringify(installation, (_, value) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain("typed");
});

test("an account without a second factor reaches nothing but its enrolment", async () => {
  const { cookie } = await signIn(await makeAccount({ isDemo: false }));
  await expect(ask(cookie)).rejects.toEqual(refused(403, "second_factor_required"));
});
