import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Environment } from "@/lib/env";
import { makeAccount, makeOrganization, PASSWORD } from "@/tests/support/accounts";
import { freePort } from "@/tests/support/free-port";
import { startTestLogin, type TestLogin } from "@/tests/support/oidc-provider";
import { startSignInSite, TestBrowser } from "@/tests/support/sign-in-site";

let login: TestLogin;
let site: { stop(): Promise<void> };
let base: string;
let browser: TestBrowser;

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  login = await startTestLogin(`${base}/api/auth/callback/oidc`);
  Object.assign(process.env, {
    BASE_URL: base,
    OIDC_ISSUER: login.issuer,
    OIDC_CLIENT_ID: login.clientId,
    OIDC_CLIENT_SECRET: login.clientSecret,
  });
  delete (globalThis as { beeldbrugEnvironment?: Environment }).beeldbrugEnvironment;
  site = await startSignInSite(port);
});
afterAll(async () => {
  await site.stop();
  await login.stop();
});
beforeEach(() => {
  browser = new TestBrowser();
});

async function press(provider: string, form: Record<string, string> = {}) {
  const { body } = await browser.open(`${base}/api/auth/csrf`);
  const csrfToken = String(JSON.parse(body).csrfToken);
  const path =
    provider === "credentials"
      ? "callback/credentials"
      : provider === "signout"
        ? "signout"
        : `signin/${provider}`;
  return browser.open(`${base}/api/auth/${path}`, { csrfToken, callbackUrl: "/inbox?unread=1", ...form });
}

const who = async () => {
  const { authenticateRequest } = await import("@/lib/auth");
  const cookie = browser.cookieHeader(new URL(base).host);
  return (await authenticateRequest({ headers: { cookie } }, randomUUID())).actor;
};

async function accountWithIdentity(subject: string) {
  const user = await makeAccount({ isDemo: false });
  await db.identity.create({ data: { userId: user.id, issuer: login.issuer, subject } });
  return user;
}

test("an identity signs in to its account, and comes back where it wanted to be", async () => {
  const user = await accountWithIdentity("subject-1");
  login.signInAs("subject-1");
  expect((await press("oidc")).url).toBe(`${base}/inbox?unread=1`);
  expect(await who()).toMatchObject({ kind: "user", userId: user.id });
  expect(await db.userSession.findFirst({ where: { userId: user.id } })).toMatchObject({ method: "OIDC" });
});

test("an identity without an account is refused and makes none, whatever e-mail address it claims", async () => {
  const user = await makeAccount();
  const accounts = await db.user.count();
  login.signInAs("stranger", { email: user.email, email_verified: true });
  expect((await press("oidc")).url).toBe(`${base}/sign-in/no-account`);
  await expect(who()).rejects.toMatchObject({ status: 401 });
  expect(await db.user.count()).toBe(accounts);
  const logged = await db.auditEvent.findFirstOrThrow({
    where: { chain: "installation" },
    orderBy: { sequence: "desc" },
  });
  expect(logged).toMatchObject({ action: "sign-in.failed", outcome: "REFUSED" });
  expect(JSON.stringify(logged.detail)).not.toContain("stranger");
});

test("the same subject of another issuer is somebody else", async () => {
  const user = await makeAccount({ isDemo: false });
  await db.identity.create({
    data: { userId: user.id, issuer: "https://other.example", subject: "subject-2" },
  });
  login.signInAs("subject-2");
  expect((await press("oidc")).url).toBe(`${base}/sign-in/no-account`);
});

test("a disabled account stays closed", async () => {
  const user = await accountWithIdentity("subject-3");
  await db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
  login.signInAs("subject-3");
  expect((await press("oidc")).url).toBe(`${base}/sign-in/no-account`);
});

test("an answer that this browser didn't ask for is refused", async () => {
  await accountWithIdentity("subject-4");
  login.signInAs("subject-4");
  const forged = await browser.open(
    `${base}/api/auth/callback/oidc?code=abc&state=def&iss=${encodeURIComponent(login.issuer)}`,
  );
  expect(forged.url).toContain("/sign-in?");
  expect(forged.url).toContain("error=OAuthCallback");
  await expect(who()).rejects.toMatchObject({ status: 401 });
});

test("only own paths to come back to", async () => {
  await accountWithIdentity("subject-5");
  login.signInAs("subject-5");
  for (const callbackUrl of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    browser = new TestBrowser();
    expect((await press("oidc", { callbackUrl })).url).toBe(`${base}/`);
  }
});

test("the same UZI number links the addresses of the own organisation, and ends the administrator's task", async () => {
  const user = await accountWithIdentity("subject-6");
  const elsewhere = await makeOrganization("Ziekenhuis Zuid");
  const practitioner = await db.practitioner.create({ data: { familyName: "Jansen", uzi: "900000017" } });
  const address = (organizationId: string) =>
    db.address.create({
      data: {
        kind: "PRACTITIONER",
        name: "Jansen",
        organizationName: "x",
        searchText: "jansen",
        organization: { connect: { id: organizationId } },
        practitionerRole: {
          create: { practitionerId: practitioner.id, organizationId, localIdentifier: randomUUID() },
        },
      },
    });
  const [own] = [await address(user.organizationId), await address(elsewhere.id)];
  const task = await db.administratorTask.create({
    data: { organizationId: user.organizationId, kind: "ACTIVATE_ADDRESS", addressId: own.id },
  });
  login.signInAs("subject-6", { uzi: "900000017" });
  await press("oidc");
  const links = await db.addressAccount.findMany({ where: { userId: user.id } });
  expect(links).toMatchObject([{ addressId: own.id, origin: "UZI" }]);
  expect((await db.administratorTask.findUniqueOrThrow({ where: { id: task.id } })).doneAt).not.toBeNull();
  expect(await db.auditEvent.count({ where: { chain: user.organizationId, action: "address.linked" } })).toBe(
    1,
  );
});

test("who is signed in by password links an own login, and then signs in with it", async () => {
  const user = await makeAccount();
  expect((await press("credentials", { email: user.email, password: PASSWORD })).url).toBe(
    `${base}/inbox?unread=1`,
  );
  const actor = await who();
  const { linkIntentCookie } = await import("@/lib/auth");
  const intent = linkIntentCookie({ actor, requestId: "", locale: "nl" } as never);
  const { host } = new URL(base);
  browser.setCookie(host, intent.name, intent.value);
  login.signInAs("subject-7");
  expect((await press("oidc")).url).toBe(`${base}/account?login=linked`);
  expect(await db.identity.findMany({ where: { userId: user.id } })).toMatchObject([
    { issuer: login.issuer, subject: "subject-7" },
  ]);

  const other = new TestBrowser();
  other.setCookie(host, intent.name, intent.value);
  browser = other;
  login.signInAs("subject-8");
  expect((await press("oidc")).url).toBe(`${base}/sign-in/no-account`);
  browser = new TestBrowser();
  login.signInAs("subject-7");
  await press("oidc");
  expect(await who()).toMatchObject({ userId: user.id });
});

test("signing out ends the session on the server: a copy of the cookie is worth nothing", async () => {
  const user = await makeAccount();
  await press("credentials", { email: user.email, password: PASSWORD });
  const copy = browser.cookieHeader(new URL(base).host);
  await press("signout");
  await expect(who()).rejects.toMatchObject({ status: 401 });
  const { authenticateRequest } = await import("@/lib/auth");
  await expect(authenticateRequest({ headers: { cookie: copy } }, randomUUID())).rejects.toMatchObject({
    status: 401,
  });
  expect(await db.auditEvent.count({ where: { chain: user.organizationId, action: "sign-out" } })).toBe(1);
});

test("a sign-in that another site posts, without our token, is refused", async () => {
  const user = await makeAccount();
  await browser.open(`${base}/api/auth/callback/credentials`, { email: user.email, password: PASSWORD });
  await expect(who()).rejects.toMatchObject({ status: 401 });
});
