import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { authenticateRequest, signInWithPassword } from "@/lib/auth";
import { type Context, type OrganizationActor, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import * as users from "@/lib/users";
import { contextOf, makeAccount, makeOrganization, PASSWORD, requestFrom } from "@/tests/support/accounts";

const cli = systemContext("cli");
const bearer = (token: string) =>
  authenticateRequest({ headers: { authorization: `Bearer ${token}` }, method: "POST" }, randomUUID());

let noord: Awaited<ReturnType<typeof makeOrganization>>;
let zuid: Awaited<ReturnType<typeof makeOrganization>>;
let administrator: Context;
let clinician: Awaited<ReturnType<typeof makeAccount>>;

beforeAll(async () => {
  noord = await makeOrganization("Ziekenhuis Noord");
  zuid = await makeOrganization("Ziekenhuis Zuid");
  administrator = contextOf(
    await makeAccount({ organizationId: noord.id, roles: ["ADMINISTRATOR"] }),
    randomUUID(),
  );
  clinician = await makeAccount({ organizationId: noord.id });
});

describe("tokens", () => {
  test("of a user act as that user; only their hash is kept", async () => {
    const { token, expiresAt } = await users.createToken(cli, {
      owner: { email: clinician.email },
      expiresInDays: 90,
    });
    expect(token).toMatch(/^bbu_[A-Za-z0-9_-]{43}$/);
    expect(Date.parse(expiresAt ?? "") - Date.now()).toBeGreaterThan(89 * 86_400_000);
    const { actor } = await bearer(token);
    expect(actor).toMatchObject({ kind: "user", userId: clinician.id, scopes: ["dicomweb", "api"] });
    expect(JSON.stringify(await db.apiToken.findMany())).not.toContain(token.slice(4));
  });

  test("of an organisation act as its system", async () => {
    const { token } = await users.createToken(administrator, {
      owner: { organizationId: noord.id },
      scopes: ["dicomweb"],
    });
    expect(token).toMatch(/^bbo_/);
    const context = await bearer(token);
    expect(context.actor).toMatchObject({
      kind: "organization",
      organizationId: noord.id,
      scopes: ["dicomweb"],
    });
    await expect(users.getMe(context)).rejects.toMatchObject({ status: 404 });
  });

  test("die with their expiry, by revocation, and with the user", async () => {
    const owner = await makeAccount({ organizationId: noord.id });
    const make = () => users.createToken(cli, { owner: { email: owner.email }, expiresInDays: 1 });
    const [expired, revoked, orphaned] = [await make(), await make(), await make()];
    await db.apiToken.update({ where: { id: expired.tokenId }, data: { expiresAt: new Date() } });
    await users.revokeToken(contextOf(owner), revoked.tokenId);
    for (const { token } of [expired, revoked])
      await expect(bearer(token)).rejects.toMatchObject({ status: 401, code: "unauthorized" });
    await expect(bearer(revoked.token)).rejects.toMatchObject({ status: 401 });
    // Whose tokens they were reads of it, once for each; the tokens themselves stand nowhere.
    const refused = await db.auditEvent.findMany({
      where: { chain: noord.id, action: "sign-in.failed", objectType: "ApiToken" },
      orderBy: { sequence: "asc" },
    });
    expect(refused).toMatchObject(
      [expired, revoked].map(({ tokenId }) => ({
        objectId: tokenId,
        outcome: "REFUSED",
        isAuthorized: false,
      })),
    );
    expect(
      JSON.stringify(refused, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain(revoked.token);
    await bearer(orphaned.token);
    await users.disableUser(administrator, { userId: owner.id });
    await expect(bearer(orphaned.token)).rejects.toMatchObject({ status: 401 });
    await users.enableUser(administrator, { userId: owner.id });
    await expect(bearer(orphaned.token)).rejects.toMatchObject({ status: 401 });
  });

  test.each(["", "x", `bbu_${"A".repeat(43)}`, `bbo_${"A".repeat(43)}`, "bbu_' OR 1=1"])(
    "%j is none",
    (token) => expect(bearer(token)).rejects.toMatchObject({ status: 401 }),
  );

  test("nobody makes one that acts as somebody else, and no token makes another", async () => {
    const create = (context: Context, owner: users.CreateTokenInput["owner"]) =>
      users.createToken(context, { owner });
    await expect(create(administrator, { userId: clinician.id })).rejects.toMatchObject({ status: 404 });
    await expect(create(administrator, { organizationId: zuid.id })).rejects.toMatchObject({ status: 403 });
    await expect(create(contextOf(clinician), { organizationId: noord.id })).rejects.toMatchObject({
      status: 403,
    });
    const { token } = await create(contextOf(clinician), { userId: clinician.id });
    await expect(create(await bearer(token), { userId: clinician.id })).rejects.toMatchObject({
      status: 403,
    });
  });

  test("are listed without their secret", async () => {
    await users.createToken(contextOf(clinician), { owner: { userId: clinician.id }, name: "script" });
    const listed = await users.listOwnTokens(contextOf(clinician));
    expect(listed[0]).toMatchObject({ name: "script", isExpired: false });
    expect(Object.keys(listed[0] ?? {})).not.toContain("tokenHash");
    expect((await users.listOrganizationTokens(administrator, noord.id)).length).toBeGreaterThan(0);
  });
});

describe("an administrator", () => {
  test("makes an account that signs in and is led to enrolment", async () => {
    const { userId, email } = await users.createUser(administrator, {
      email: "New.Colleague@Noord.example",
      name: "Nieuwe Collega",
      organizationId: noord.id,
      roles: ["CARE_PROVIDER", "CARE_PROVIDER"],
      password: PASSWORD,
    });
    expect(email).toBe("new.colleague@noord.example");
    const result = await signInWithPassword(requestFrom("192.0.2.30"), { email, password: PASSWORD });
    expect(result).toMatchObject({ outcome: "signed-in", userId });
    const listed = (await users.listUsers(administrator)).find((user) => user.userId === userId);
    expect(listed).toMatchObject({ roles: ["CARE_PROVIDER"], hasSecondFactor: false, hasPassword: true });
    await expect(
      users.createUser(administrator, { email, name: "x", organizationId: noord.id, roles: [] }),
    ).rejects.toMatchObject({ code: "email_taken" });
  });

  test("changes roles, which hold from the next request and stand in the log", async () => {
    const user = await makeAccount({ organizationId: noord.id, roles: ["CARE_PROVIDER"] });
    const { token } = await users.createToken(cli, { owner: { email: user.email } });
    await users.setRoles(administrator, { userId: user.id }, ["DESK", "PRIVACY_OFFICER"]);
    expect((await bearer(token)).actor).toMatchObject({ roles: ["DESK", "PRIVACY_OFFICER"] });
    const logged = await db.auditEvent.findFirstOrThrow({
      where: { action: "user.roles-changed", objectId: user.id },
    });
    expect(logged).toMatchObject({ chain: noord.id, detail: { before: ["CARE_PROVIDER"] } });
  });

  test("can't make operators, touch the own account, or give a weak password", async () => {
    const own = { userId: administrator.actor.kind === "user" ? administrator.actor.userId : "" };
    await expect(users.setRoles(administrator, { userId: clinician.id }, ["OPERATOR"])).rejects.toMatchObject(
      { status: 403 },
    );
    await expect(users.setRoles(administrator, own, ["DESK"])).rejects.toMatchObject({ code: "own_account" });
    await expect(users.disableUser(administrator, own)).rejects.toMatchObject({ code: "own_account" });
    await expect(
      users.setPassword(administrator, { userId: clinician.id }, "welkom01"),
    ).rejects.toMatchObject({
      code: "weak_password",
    });
    const operator = {
      email: "op@noord.example",
      name: "x",
      organizationId: noord.id,
      roles: ["OPERATOR" as const],
    };
    await expect(users.createUser(administrator, operator)).rejects.toMatchObject({ status: 403 });
    const demo = { ...operator, roles: [], isDemo: true };
    await expect(users.createUser(administrator, demo)).rejects.toMatchObject({ status: 403 });
  });
});

describe("rights over accounts", () => {
  const verbs: [string, (context: Context, who: { userId: string }) => Promise<unknown>][] = [
    ["disableUser", users.disableUser],
    ["enableUser", users.enableUser],
    ["unlockUser", users.unlockUser],
    ["resetSecondFactor", users.resetSecondFactor],
    ["endUserSessions", users.endUserSessions],
    ["setRoles", (context, who) => users.setRoles(context, who, ["DESK"])],
    ["setPassword", (context, who) => users.setPassword(context, who, PASSWORD)],
    [
      "linkIdentity",
      (context, who) =>
        users.linkIdentity(context, who, { issuer: "https://x.example", subject: who.userId }),
    ],
  ];

  test.each(verbs)("%s is for administrators of the own organisation", async (_, verb) => {
    const target = { userId: (await makeAccount({ organizationId: noord.id })).id };
    const foreign = await makeAccount({ organizationId: zuid.id, roles: ["ADMINISTRATOR"] });
    const others = await makeAccount({
      organizationId: noord.id,
      roles: ["CARE_PROVIDER", "DESK", "PRIVACY_OFFICER", "OPERATOR"],
    });
    const system: Context<OrganizationActor> = {
      actor: { kind: "organization", organizationId: noord.id, organizationSlug: "n", organizationName: "N" },
      requestId: "",
      locale: "nl",
    };
    await expect(verb(contextOf(others), target)).rejects.toMatchObject({ status: 403 });
    await expect(verb(system, target)).rejects.toMatchObject({ status: 403 });
    await expect(verb(contextOf(foreign), target)).rejects.toMatchObject({ status: 404, code: "not_found" });
    await expect(verb(administrator, { userId: randomUUID() })).rejects.toMatchObject({
      status: 404,
      code: "not_found",
    });
    await verb(administrator, target);
    await verb(cli, target);
  });

  test("nobody but administrators lists accounts, and only the own organisation's", async () => {
    await expect(users.listUsers(contextOf(clinician))).rejects.toMatchObject({ status: 403 });
    const listed = await users.listUsers(administrator);
    expect(new Set(listed.map(({ organization }) => organization.id))).toEqual(new Set([noord.id]));
  });

  test("an identity belongs to one account; its owner or the administrator takes it off", async () => {
    const [one, two] = [
      await makeAccount({ organizationId: noord.id }),
      await makeAccount({ organizationId: noord.id }),
    ];
    const identity = { issuer: "https://login.example", subject: "shared" };
    const { identityId } = await users.linkIdentity(administrator, { userId: one.id }, identity);
    await expect(users.linkIdentity(administrator, { userId: two.id }, identity)).rejects.toMatchObject({
      code: "identity_taken",
    });
    await expect(users.unlinkIdentity(contextOf(two), identityId)).rejects.toMatchObject({ status: 404 });
    await users.unlinkIdentity(contextOf(one), identityId);
    expect(await db.identity.findUnique({ where: { id: identityId } })).toBeNull();
  });

  test("an operator makes an organisation's first administrator, and no other account", async () => {
    const operator = contextOf(await makeAccount({ organizationId: noord.id, roles: ["OPERATOR"] }));
    const account = { name: "Beheer", organizationId: zuid.id };
    await users.createUser(operator, { ...account, email: "first@zuid.example", roles: ["ADMINISTRATOR"] });
    await expect(
      users.createUser(operator, { ...account, email: "second@zuid.example", roles: ["CARE_PROVIDER"] }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

test("me says who asks, with the own organisation's address", async () => {
  const address = await db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId: noord.id,
      name: "x",
      organizationName: "x",
      searchText: "x",
    },
  });
  await db.addressAccount.create({
    data: { addressId: address.id, userId: clinician.id, origin: "ADMINISTRATOR" },
  });
  expect(await users.getMe(contextOf(clinician))).toEqual({
    userId: clinician.id,
    email: clinician.email,
    name: clinician.name,
    roles: clinician.roles,
    organization: { id: noord.id, slug: noord.slug, name: noord.name },
    addressId: address.id,
  });
  expect((await users.getMe(administrator)).addressId).toBeNull();
});
