import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { getQueueOverview, getStorageOverview, retryJob } from "@/lib/administration";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import {
  linkAccount,
  listDepartments,
  listDirectorySources,
  listOwnAddresses,
  saveDepartment,
  saveMailbox,
} from "@/lib/directory";
import { addOrganization, listOrganizations } from "@/lib/organizations";
import { addPeer, listPeers, removePeer } from "@/lib/peers";
import {
  createToken,
  createUser,
  disableUser,
  enableUser,
  endUserSessions,
  linkIdentity,
  listOrganizationTokens,
  listUsers,
  resetSecondFactor,
  revokeToken,
  setPassword,
  setRoles,
  unlockUser,
} from "@/lib/users";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { organizationContext, userContext } from "../../support/user-context";

const ROLES: Role[] = [
  "CARE_PROVIDER",
  "DESK",
  "MDO_COORDINATOR",
  "ADMINISTRATOR",
  "PRIVACY_OFFICER",
  "OPERATOR",
];

let own: string;
let userId: string;
let peerId: string;
let tokenId: string;
let addressId: string;
const contexts = new Map<string, Context>();

beforeAll(async () => {
  own = (await makeOrganization("Noord")).id;
  const other = (await makeOrganization("Zuid")).id;
  userId = (await makeAccount({ organizationId: own })).id;
  for (const role of ROLES) contexts.set(role, await userContext(own, [role]));
  contexts.set("TOKEN", await organizationContext(own));
  contexts.set("OTHER", await userContext(other, ["ADMINISTRATOR", "PRIVACY_OFFICER"]));
  peerId = (
    await db.peer.create({ data: { organizationId: own, aeTitle: "SCANNER", host: "192.0.2.7", port: 104 } })
  ).id;
  const administrator = contexts.get("ADMINISTRATOR") as Context;
  tokenId = (await createToken(administrator, { owner: { organizationId: own }, name: "PACS" })).tokenId;
  addressId = (await saveMailbox(administrator, { name: "Balie", email: "balie@noord.example" })).addressId;
});

const who = () => ({ userId });
const peer = () => ({
  organizationId: own,
  aeTitle: `AE${randomUUID().slice(0, 8)}`,
  host: "192.0.2.8",
  port: 104,
});
const slug = () => `org-${randomUUID().slice(0, 8)}`;

type Verb = (context: Context) => Promise<unknown>;

/** What an administrator may do in the own organisation, and nobody else anywhere. */
const ADMINISTRATION: Record<string, Verb> = {
  listUsers: (context) => listUsers(context),
  createUser: (context) =>
    createUser(context, {
      organizationId: own,
      email: `${randomUUID()}@noord.example`,
      name: "Nieuw",
      roles: ["DESK"],
    }),
  unlockUser: (context) => unlockUser(context, who()),
  setRoles: (context) => setRoles(context, who(), ["DESK"]),
  setPassword: (context) => setPassword(context, who(), "quite a long pass phrase"),
  linkIdentity: (context) =>
    linkIdentity(context, who(), { issuer: "https://login.example", subject: "subject-1" }),
  resetSecondFactor: (context) => resetSecondFactor(context, who()),
  endUserSessions: (context) => endUserSessions(context, who()),
  disableUser: (context) => disableUser(context, who()),
  enableUser: (context) => enableUser(context, who()),
  listDepartments: (context) => listDepartments(context),
  saveDepartment: (context) => saveDepartment(context, { name: "Radiologie" }),
  saveMailbox: (context) => saveMailbox(context, { addressId, name: "Balie", email: "balie@noord.example" }),
  listOwnAddresses: (context) => listOwnAddresses(context, {}),
  linkAccount: (context) => linkAccount(context, { addressId, userId }),
  listOrganizationTokens: (context) => listOrganizationTokens(context, own),
  createToken: (context) => createToken(context, { owner: { organizationId: own } }),
  revokeToken: (context) => revokeToken(context, tokenId),
};

/** Reading and making what is one's own is no breach: the other organisation's administrator sees their own. */
const OWN_BY_NATURE = new Set(["listUsers", "listDepartments", "saveDepartment", "listOwnAddresses"]);

describe.each(Object.keys(ADMINISTRATION))("%s", (name) => {
  test.each([...ROLES.filter((role) => role !== "ADMINISTRATOR"), "TOKEN", "OTHER"])(
    "refuses %s",
    async (role) => {
      if (role === "OTHER" && OWN_BY_NATURE.has(name)) return;
      const attempt = ADMINISTRATION[name]?.(contexts.get(role) as Context);
      const error = await attempt?.catch((thrown: unknown) => thrown);
      expect([403, 404]).toContain((error as { status?: number } | undefined)?.status);
    },
  );
  test("takes the administrator", async () => {
    await expect(ADMINISTRATION[name]?.(contexts.get("ADMINISTRATOR") as Context)).resolves.not.toThrow();
  });
});

test("one organisation's administrator sees nothing of another", async () => {
  const other = contexts.get("OTHER") as Context;
  expect((await listUsers(other)).map((user) => user.userId)).not.toContain(userId);
  expect((await listDepartments(other)).mailboxes).toEqual([]);
  expect((await listOwnAddresses(other, {})).items).toEqual([]);
});

/** The administrator's for the own organisation, the operator's for all. */
const PEERS: Record<string, Verb> = {
  listPeers: (context) => listPeers(context, { organizationId: own }),
  addPeer: (context) => addPeer(context, peer()),
  removePeer: (context) => removePeer(context, { peerId }),
};

describe.each(Object.keys(PEERS))("%s", (name) => {
  test.each(["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "PRIVACY_OFFICER", "TOKEN", "OTHER"])(
    "refuses %s",
    async (role) => {
      const error = await PEERS[name]?.(contexts.get(role) as Context).catch((thrown: unknown) => thrown);
      // Another organisation's peer is as unknown as none.
      expect(role === "OTHER" ? [403, 404] : [403]).toContain((error as { status?: number }).status);
    },
  );
  test("takes the administrator", async () => {
    await expect(PEERS[name]?.(contexts.get("ADMINISTRATOR") as Context)).resolves.not.toThrow();
  });
});

const OPERATION: Record<string, Verb> = {
  listOrganizations: (context) => listOrganizations(context),
  addOrganization: (context) => addOrganization(context, { slug: slug(), name: "Nieuw ziekenhuis" }),
  listDirectorySources: (context) => listDirectorySources(context),
  getQueueOverview: (context) => getQueueOverview(context),
  getStorageOverview: (context) => getStorageOverview(context),
};

describe.each(Object.keys(OPERATION))("%s", (name) => {
  test.each([...ROLES.filter((role) => role !== "OPERATOR"), "TOKEN", "OTHER"])(
    "refuses %s",
    async (role) => {
      await expect(OPERATION[name]?.(contexts.get(role) as Context)).rejects.toMatchObject({ status: 403 });
    },
  );
  test("takes the operator", async () => {
    await expect(OPERATION[name]?.(contexts.get("OPERATOR") as Context)).resolves.not.toThrow();
  });
});

test.each([...ROLES.filter((role) => role !== "OPERATOR"), "TOKEN"])("retryJob refuses %s", async (role) => {
  await expect(retryJob(contexts.get(role) as Context, { jobId: randomUUID() })).rejects.toMatchObject({
    status: 403,
  });
});

test("the operator makes an organisation's administrator, and no other account there", async () => {
  const operator = contexts.get("OPERATOR") as Context;
  const account = (role: Role) => ({
    organizationId: own,
    email: `${randomUUID()}@noord.example`,
    name: "Eerste beheerder",
    roles: [role],
  });
  await expect(createUser(operator, account("ADMINISTRATOR"))).resolves.toMatchObject({
    userId: expect.any(String),
  });
  await expect(createUser(operator, account("CARE_PROVIDER"))).rejects.toMatchObject({ status: 403 });
});

test("an administrator can't take over an operator's account in the same organisation", async () => {
  const operator = (await makeAccount({ organizationId: own, roles: ["OPERATOR"] })).id;
  const administrator = contexts.get("ADMINISTRATOR") as Context;
  const who = { userId: operator };
  const attempts = [
    () => setPassword(administrator, who, "quite a long pass phrase"),
    () => resetSecondFactor(administrator, who),
    () => linkIdentity(administrator, who, { issuer: "https://login.example", subject: "mine" }),
    () => setRoles(administrator, who, ["DESK"]),
    () => disableUser(administrator, who),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ status: 403 });
});
