import fs from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { beforeAll, expect, it, vi } from "vitest";
import { commandLine } from "@/lib/cli/run";
import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { apiOperations } from "@/lib/http/api-catalogue";
import { addOrganization } from "@/lib/organizations";
import { createToken, createUser } from "@/lib/users";

// Each command as a process of its own is commands.test.ts's; here they run one after the other in this one.
vi.mock("@/lib/cli/with-installation", () => ({
  withInstallation: (work: (context: Context) => Promise<unknown>) => work(systemContext("cli")),
}));
const typed = vi.hoisted(() => ({ secret: "" }));
vi.mock("@/lib/cli/read-secret", () => ({ readSecret: async () => typed.secret }));

const run = (...args: string[]) => commandLine({ exitCode: 0 }).parseAsync(args, { from: "user" });

/** What a command prints for machines. */
async function json<Answer>(...args: string[]): Promise<Answer> {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await run(...args, "--json");
    return JSON.parse(String(log.mock.calls[0]?.[0]));
  } finally {
    log.mockRestore();
  }
}

let organizationId: string;
let email: string;

beforeAll(async () => {
  const context = systemContext("test");
  ({ id: organizationId } = await addOrganization(context, { slug: "west", name: "Ziekenhuis West" }));
  ({ email } = await createUser(context, {
    email: "desk@west.example",
    name: "Dora Balie",
    organizationSlug: "west",
    roles: ["DESK"],
    password: "een lang wachtwoord 42",
  }));
  await addOrganization(context, { slug: "elders", name: "Ziekenhuis Elders" });
});

it("keeps an organisation's part of the address book, and says who reads it", async () => {
  const west = ["--organization", "west"];
  await json("department", "add", ...west, "--name", "Radiologie", "--specialty", "radiologie");
  const { addressId } = await json<{ addressId: string }>(
    ...["mailbox", "add", ...west, "--name", "Beelden", "--email", "beelden@west.example"],
    ...[
      "--department",
      "Radiologie",
      "--hours",
      "mon-fri 08:00-17:00",
      "--modality",
      "CT",
      "--modality",
      "MR",
    ],
  );
  await json("mailbox", "change", ...west, "--name", "beelden", "--purpose", "MDO");
  await json("address", "link", addressId, "--user", email);
  const mailboxes = await json<unknown[]>("mailbox", "list", ...west);
  // What wasn't named at the change stayed.
  expect(mailboxes).toEqual([
    expect.objectContaining({
      name: "Beelden",
      email: "beelden@west.example",
      openingHours: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:00" }],
      acceptedModalities: ["CT", "MR"],
      acceptedPurposes: ["MDO"],
      members: 1,
      isListed: true,
    }),
  ]);

  const person = await json<{ addressId: string }>(
    ...["address", "add", ...west, "--family-name", "Ada", "--initials", "A.", "--department", "Radiologie"],
    ...["--email", "ada@west.example"],
  );
  await json("address", "change", person.addressId, ...west, "--role", "radioloog");
  const { items } = await json<{ items: unknown[] }>("address", "list", ...west, "--find", "ada");
  expect(items).toEqual([
    expect.objectContaining({ name: "Ada, A.", role: "radioloog", email: "ada@west.example", accounts: [] }),
  ]);
  await expect(run("address", "remove", person.addressId, "--organization", "elders")).rejects.toMatchObject({
    status: 404,
  });
  await json("address", "remove", person.addressId, ...west);
  expect(await json("address", "list", ...west, "--find", "ada")).toMatchObject({ items: [], total: 0 });

  // In the organisation's own log, like an administrator's.
  const actions = await db.auditEvent.findMany({
    where: { chain: organizationId },
    select: { action: true },
  });
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "directory.department-saved",
      "directory.mailbox-saved",
      "address.linked",
      "directory.practitioner-saved",
      "directory.practitioner-removed",
    ]),
  );
});

it("takes the lines of an address book that can be read, and ends with 2 for the others", async () => {
  const file = path.join(process.env.DATA_DIR ?? "", "book.csv");
  fs.writeFileSync(
    file,
    [
      "organization_ura,organization_name,kind,identifier,family_name",
      "00000044,Ziekenhuis Zuid,PRACTITIONER,p1,Jansen",
      "00000044,Ziekenhuis Zuid,HOSPITAL,p2,Bakker",
    ].join("\n"),
  );
  const result = { exitCode: 0 };
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await commandLine(result).parseAsync(["directory", "import", file], { from: "user" });
    expect(log.mock.calls.join("\n")).toContain("0 unchanged, 1 not readable");
  } finally {
    log.mockRestore();
  }
  expect(result.exitCode).toBe(2);
});

it("changes accounts, tokens and peers", async () => {
  await json("user", "roles", email, "--role", "DESK", "--role", "CARE_PROVIDER");
  await json("user", "disable", "DESK@west.example");
  expect(await db.user.findUnique({ where: { email } })).toMatchObject({
    roles: ["DESK", "CARE_PROVIDER"],
    disabledAt: expect.any(Date),
  });
  await json("user", "enable", email);
  expect(await db.user.findUnique({ where: { email } })).toMatchObject({ disabledAt: null });
  const before = (await db.user.findUniqueOrThrow({ where: { email } })).passwordHash;
  typed.secret = "kort";
  await expect(run("user", "password", email, "--password-stdin")).rejects.toMatchObject({
    code: "weak_password",
  });
  typed.secret = "een ander lang wachtwoord 43";
  await json("user", "password", email, "--password-stdin");
  expect((await db.user.findUniqueOrThrow({ where: { email } })).passwordHash).not.toBe(before);

  const { tokenId } = await createToken(systemContext("test"), { owner: { organizationSlug: "west" } });
  expect(await json("token", "list", "--organization", "west")).toMatchObject([{ tokenId }]);
  await json("token", "revoke", tokenId);
  expect(await json("token", "list", "--organization", "west")).toEqual([]);

  const pacs = ["--organization", "west", "--aet", "WESTPACS"];
  await json("peer", "add", ...pacs, "--host", "127.0.0.1", "--port", "11112");
  await json("peer", "change", ...pacs, "--port", "11113", "--description", "proef");
  expect(await db.peer.findUnique({ where: { aeTitle: "WESTPACS" } })).toMatchObject({
    host: "127.0.0.1",
    port: 11113,
    description: "proef",
  });
  await json("peer", "remove", ...pacs);
  expect(await db.peer.count({ where: { aeTitle: "WESTPACS" } })).toBe(0);
});

/** What the screens of administration call, and the command that does the same. */
const COMMANDS: Record<string, string[]> = {
  "GET /administration/organizations": ["organization list"],
  "POST /administration/organizations": ["organization add"],
  "POST /administration/organizations/{organizationId}/administrators": ["user add"],
  "GET /administration/users": ["user list"],
  "POST /administration/users": ["user add"],
  "POST /administration/users/{userId}/{action}": [
    "user disable",
    "user enable",
    "user unlock",
    "user reset-second-factor",
    "user end-sessions",
  ],
  "PUT /administration/users/{userId}/roles": ["user roles"],
  "PUT /administration/users/{userId}/password": ["user password"],
  "POST /administration/users/{userId}/identities": ["user link-login"],
  "DELETE /administration/identities/{identityId}": ["user unlink-login"],
  "GET /administration/departments": ["department list", "mailbox list"],
  "PUT /administration/departments": ["department add", "department change"],
  "PUT /administration/mailboxes": ["mailbox add", "mailbox change"],
  "GET /administration/addresses": ["address list"],
  "PUT /administration/addresses/accounts": ["address link", "address unlink"],
  "PUT /administration/practitioners": ["address add", "address change"],
  "DELETE /administration/practitioners/{addressId}": ["address remove"],
  "GET /administration/peers": ["peer list"],
  "POST /administration/peers": ["peer add"],
  "PUT /administration/peers/{peerId}": ["peer change"],
  "POST /administration/peers/{peerId}/verify": ["peer verify"],
  "DELETE /administration/peers/{peerId}": ["peer remove"],
  "GET /administration/tokens": ["token list"],
  "POST /administration/tokens": ["token create"],
  "DELETE /administration/tokens/{tokenId}": ["token revoke"],
  "GET /administration/directory-sources": ["directory sources"],
  "POST /administration/directory-imports": ["directory import"],
  "GET /administration/queue": ["queue list"],
  "POST /administration/queue/{jobId}/retry": ["queue retry"],
  "GET /administration/system": ["store usage"],
  "GET /administration/retention": ["retention show"],
  "PUT /administration/retention": ["retention set"],
  "GET /administration/watched-folders": ["watched-folder list"],
  "POST /administration/watched-folders": ["watched-folder add"],
  "DELETE /administration/watched-folders/{id}": ["watched-folder remove"],
  "GET /administration/sftp-accounts": ["sftp list"],
  "POST /administration/sftp-accounts": ["sftp add"],
  "DELETE /administration/sftp-accounts/{name}": ["sftp remove"],
};

/** What a person of the organisation decides and stands for by name. */
const ON_SCREEN_ONLY = [
  "GET /administration/request-rule",
  "PUT /administration/request-rule",
  "PUT /administration/retention/studies/{studyInstanceUid}",
];

const names = (command: Command, before = ""): string[] =>
  command.commands.flatMap((each) => [`${before}${each.name()}`, ...names(each, `${before}${each.name()} `)]);

const called = apiOperations
  .filter(({ path }) => path.startsWith("/administration/"))
  .map(({ method, path }) => `${method} ${path}`)
  .filter((call) => !ON_SCREEN_ONLY.includes(call));

it("has a command for every call of administration's screens", () => {
  expect(called.length).toBeGreaterThan(30);
  expect(called.filter((call) => COMMANDS[call] === undefined)).toEqual([]);
  expect(Object.keys(COMMANDS).filter((call) => !called.includes(call))).toEqual([]);
});

it("has those commands, and each says what it is for", () => {
  const program = commandLine({ exitCode: 0 });
  const there = names(program);
  expect(
    Object.values(COMMANDS)
      .flat()
      .filter((name) => !there.includes(name)),
  ).toEqual([]);
  const silent = (command: Command): string[] =>
    command.commands.flatMap((each) => [...(each.description() ? [] : [each.name()]), ...silent(each)]);
  expect(silent(program)).toEqual([]);
});
