import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { byteRoutes } from "@/lib/http/byte-routes";
import { studyArrived } from "@/lib/ingest";
import { enqueue } from "@/lib/queue";
import { makeAccount } from "../../support/accounts";
import { methodsOf, routeFiles, startSite } from "../../support/site";
import { makeMeeting } from "./meeting";
import {
  cookieOf,
  makeAnswer,
  makeRequest,
  makeReturnAddresses,
  makeRights,
  makeShare,
  makeStudy,
  OUTSIDERS,
  PATIENT,
  type Rights,
  shareOf,
  tokenFor,
  tokenOf,
} from "./people";
import { COLUMNS, type Column, PAGES, ROWS, type Row, SERVICES } from "./table";

const root = path.resolve(import.meta.dirname, "../../..");
let site: Awaited<ReturnType<typeof startSite>>;
let rights: Rights;

beforeAll(async () => {
  site = await startSite();
  rights = await makeRights();
});
afterAll(() => site.stop());

const nameOf = (address: string) => address.replace(/\{[^}]+\}/g, "{}");

describe("the table", () => {
  it("has every route file with every method it exports, and nothing that isn't there", async () => {
    const files = await Promise.all(
      routeFiles("route.ts").map(async ({ file, address }) =>
        (await methodsOf(file)).map((method) => `${method} ${nameOf(address)}`),
      ),
    );
    const isByNext = ({ address }: Row) => !byteRoutes.some(({ pattern }) => pattern.test(address));
    const rows = ROWS.filter(isByNext).map(({ method, address }) => `${method} ${nameOf(address)}`);
    expect([...new Set(rows)].sort()).toEqual(files.flat().sort());
  });

  it("has every group of byte routes and every DICOMweb service", () => {
    const filled = ROWS.map(({ address }) => address);
    for (const { pattern } of byteRoutes)
      expect([pattern.source, filled.some((address) => pattern.test(address))]).toEqual([
        pattern.source,
        true,
      ]);
    const services = fs
      .readdirSync(path.join(root, "lib/dicomweb"))
      .filter((name) => /-rs\b.*\.ts$/.test(name));
    expect(Object.keys(SERVICES).sort()).toEqual(services.filter((name) => !name.includes(".test.")).sort());
  });

  it("has every page, and the page or a layout above it asks who is there", () => {
    const pages = routeFiles("page.tsx");
    expect(Object.keys(PAGES).sort()).toEqual(pages.map(({ address }) => address).sort());
    for (const { file, address } of pages) {
      const guard = PAGES[address] ?? "";
      const sources = withLayouts(file).map((each) => fs.readFileSync(path.join(root, each), "utf8"));
      const asks = (call: string) => sources.some((source) => source.includes(`await ${call}(`));
      expect([address, asks("requirePageUser")]).toEqual([
        address,
        guard === "session" || guard.startsWith("role:"),
      ]);
      expect([address, asks("requireSignedIn")]).toEqual([address, guard === "first-factor"]);
      // A layout and its page are rendered side by side: who reads on the server has to ask itself.
      const own = sources[0] ?? "";
      if (guard !== "open" && /from "@\/lib\/(?!auth|i18n|env|errors)/.test(own))
        expect([address, /await require(PageUser|SignedIn)\(/.test(own)]).toEqual([address, true]);
      const role = /^role:(\w+)$/.exec(guard)?.[1];
      if (role) expect([address, own.includes(`actor.roles.includes("${role}")`)]).toEqual([address, true]);
    }
  });

  it("has no server action that doesn't ask who is there", () => {
    const actions = fs
      .readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => fs.readFileSync(path.join(root, "app", name), "utf8"))
      .filter((source) => source.startsWith('"use server"'));
    expect(actions.length).toBeGreaterThan(0);
    for (const source of actions) {
      const [, ...exported] = source.split(/^export async function /m);
      const shared = /^async function change\b[\s\S]*?await requirePageUser\(\)/m.test(source);
      for (const body of exported)
        expect(body).toMatch(
          shared
            ? /await (requirePageUser|requireSignedIn)\(\)|return change\(/
            : /await (requirePageUser|requireSignedIn)\(\)/,
        );
    }
  });
});

function withLayouts(file: string): string[] {
  const files = [file];
  for (let folder = path.dirname(file); folder !== "."; folder = path.dirname(folder)) {
    const layout = path.join(folder, "layout.tsx");
    if (fs.existsSync(path.join(root, layout))) files.push(layout);
  }
  return files;
}

type Values = Record<string, string>;

/** What each call is given; ids come from `values`, so that the same call can ask for what doesn't exist. */
const BODIES: Record<string, (values: Values, given: Rights) => unknown> = {
  "PUT /api/v1/me/locale": () => ({ locale: "nl" }),
  "PUT /api/v1/me/viewer-preferences": () => ({ keys: { invert: ["q"] } }),
  "PUT /api/v1/studies/{study}/key-images": (_, { series, instance }) => ({
    seriesInstanceUid: series,
    sopInstanceUid: instance,
    frame: 1,
    note: "",
  }),
  "PUT /api/v1/directory/favorites": (_, { addresses }) => ({
    addressId: addresses.colleague,
    isFavorite: true,
  }),
  "POST /api/v1/imports": () => ({ files: 1, bytes: 1 }),
  "POST /api/v1/imports/{import}/known": () => ({ files: [] }),
  "POST /api/v1/shares": ({ study }, given) => shareRequest(study, given),
  "POST /api/v1/shares/check": ({ study }, given) => shareRequest(study, given),
  "POST /api/v1/shares/{share}/extend": () => ({ expiresAt: new Date(Date.now() + 7_200_000).toISOString() }),
  "POST /api/v1/shares/{share}/recipients": (_, { addresses }) => ({ addressId: addresses.colleague }),
  "POST /api/v1/shares/{share}/forward": (_, { addresses }) => ({ addressId: addresses.colleague }),
  "POST /api/v1/shares/{share}/decline": () => ({ reason: "Niet voor ons" }),
  "POST /api/v1/shares/{share}/work": () => ({ work: "DONE" }),
  "POST /api/v1/shares/{share}/replies": () => ({ text: "Dank" }),
  "POST /api/v1/requests": ({ mailboxId }) => ({
    addressId: mailboxId,
    patient: { name: "Ander^Iemand", patientIdentifier: "ANDER-1" },
    reason: "Vergelijken",
    neededBy: new Date(Date.now() + 7_200_000).toISOString(),
    ground: "TREATMENT",
  }),
  "POST /api/v1/requests/{request}/answer": ({ study }) => ({
    studies: [{ studyInstanceUid: study }],
    isPatientConfirmed: true,
  }),
  "POST /api/v1/requests/{request}/decline": () => ({ reason: "Niet bekend" }),
  "PUT /api/v1/administration/request-rule": (_, { accounts }) => ({
    isOn: true,
    grounds: ["TREATMENT"],
    purposes: ["COMPARISON"],
    responsibleUserId: accounts.desk.id,
  }),
  "POST /api/v1/meetings/series": () => SERIES,
  "PUT /api/v1/meetings/series/{series}": () => SERIES,
  "POST /api/v1/meetings/series/{series}/meetings": () => ({ date: comingDate() }),
  "PUT /api/v1/meetings/series/{series}/participants": (_, { addresses }) => ({
    addressId: addresses.colleague,
  }),
  "POST /api/v1/meetings/{meeting}/cases": () => ({ patient: { name: "Nieuw^A" } }),
  "PUT /api/v1/meetings/{meeting}/order": ({ case: id }) => ({ caseIds: [id] }),
  "PUT /api/v1/meetings/{meeting}/present": ({ case: caseId }) => ({ caseId }),
  "PUT /api/v1/meetings/{meeting}/note": () => ({ text: "x", version: 0 }),
  "POST /api/v1/meetings/{meeting}/move": () => ({ date: comingDate(), startTime: "09:00" }),
  "PUT /api/v1/meetings/cases/{case}": () => ({ version: 1, question: "x" }),
  "POST /api/v1/meetings/cases/{case}/studies": ({ study }) => ({ studies: [{ studyInstanceUid: study }] }),
  "PUT /api/v1/meetings/cases/{case}/items/{kind}": () => ({ isNotNeeded: true }),
  "PUT /api/v1/meetings/cases/{case}/documents/{document}": () => ({ isPathology: true }),
  "PUT /api/v1/meetings/cases/{case}/opinion": () => ({ text: "x", version: 0 }),
  "PUT /api/v1/meetings/cases/{case}/note": () => ({ text: "x", version: 0 }),
  "PUT /api/v1/meetings/cases/{case}/outcome": () => ({ conclusion: "x", followUp: "", version: 0 }),
  "POST /api/v1/meetings/cases/{case}/sign": () => ({ version: 1 }),
  "POST /api/v1/meetings/cases/{case}/amend": () => ({ reason: "x", version: 1 }),
  "POST /api/v1/studies/{study}/transfers": ({ peerId }) => ({ peerId }),
  "POST /api/v1/patients/search": () => ({ text: PATIENT.name }),
  "POST /api/v1/shares/{share}/import": ({ study }) => ({
    studies: [{ studyInstanceUid: study, reconciliation: LOCAL, confirmDifferences: true }],
  }),
  "POST /api/v1/administration/users": () => ({ ...newAccount(), roles: ["DESK"] }),
  "PUT /api/v1/administration/users/{userId}/roles": () => ({ roles: ["DESK"] }),
  "PUT /api/v1/administration/users/{userId}/password": () => ({ password: `een lange zin ${randomUUID()}` }),
  "POST /api/v1/administration/users/{userId}/identities": () => ({
    issuer: "https://login.example",
    subject: randomUUID(),
  }),
  "PUT /api/v1/administration/departments": ({ departmentId }) => ({ departmentId, name: "Heelkunde" }),
  "PUT /api/v1/administration/mailboxes": ({ mailboxId }) => ({
    addressId: mailboxId,
    name: "Radiologie",
    email: "radiologie@noord.example",
  }),
  "PUT /api/v1/administration/practitioners": ({ addressId }) => ({ addressId, familyName: "Arts" }),
  "PUT /api/v1/administration/addresses/accounts": ({ addressId, userId }) => ({ addressId, userId }),
  "POST /api/v1/administration/peers": () => ({ aeTitle: aeTitle(), host: "192.0.2.10", port: 104 }),
  "PUT /api/v1/administration/peers/{peerId}": () => ({ aeTitle: aeTitle(), host: "192.0.2.11", port: 105 }),
  "PUT /api/v1/administration/retention": () => ({ origin: "IMPORTED", days: 90 }),
  "PUT /api/v1/administration/retention/studies/{study}": () => ({ isKept: true }),
  "POST /api/v1/administration/tokens": () => ({ name: "PACS", scopes: ["dicomweb"] }),
  "POST /api/v1/administration/organizations": () => ({
    slug: aeTitle().toLowerCase(),
    name: "Ziekenhuis West",
  }),
  "POST /api/v1/administration/organizations/{organizationId}/administrators": () => newAccount(),
  "POST /api/v1/administration/watched-folders": ({ organizationId }) => ({
    organizationId,
    path: randomUUID(),
  }),
  "POST /api/v1/administration/sftp-accounts": ({ organizationId }) => ({
    organizationId,
    name: randomUUID(),
    publicKeys: PUBLIC_KEY,
  }),
  "POST /api/v1/administration/directory-imports": () => ({
    resourceType: "Bundle",
    type: "collection",
    entry: [],
  }),
};
const QUERIES: Record<string, string> = {
  "GET /api/v1/shares": "?box=inbox",
  "GET /api/v1/requests": "?box=received",
  "GET /api/v1/figures": "?from=2026-01-01&to=2026-12-31",
  "GET /api/v1/figures/export": "?from=2026-01-01&to=2026-12-31&table=partners",
  "POST /api/v1/administration/directory-imports": "?source=proef",
};

const shareRequest = (studyInstanceUid: string | undefined, { addresses }: Rights) => ({
  studies: [{ studyInstanceUid }],
  recipients: [{ addressId: addresses.colleague }],
  purpose: "CONSULT",
  priority: "ROUTINE",
});
const LOCAL = {
  patientIdentifier: "Z1",
  issuerOfPatientId: "ZUID",
  name: "Nieuw^A",
  birthDate: "1970-01-31",
};
const comingDate = () => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
const SERIES = { title: "MDO", frequency: "SINGLE", firstDate: comingDate(), startTime: "16:00" };
const newAccount = () => ({ email: `${randomUUID()}@noord.example`, name: "Nieuw" });
const aeTitle = () => `A${randomUUID().slice(0, 8)}`.toUpperCase();

/** Fresh where the call changes it, so that no cell depends on the one before. */
async function fill(row: Row, column: Column): Promise<Values> {
  const isRead = row.method === "GET" || row.method === "HEAD";
  const { study, series, instance, document } =
    row.method === "DELETE" && row.address === "/api/v1/studies/{study}"
      ? await makeStudy(rights.noord)
      : rights;
  const values: Values = { study, series, instance, document };
  if (/transfer/.test(row.address)) Object.assign(values, await makeTransfer(row));
  // The same study isn't imported twice at a time.
  if (row.address.endsWith("{share}/import")) await db.transfer.deleteMany();
  if (row.address.startsWith("/api/v1/administration")) Object.assign(values, await fillAdministration(row));
  if (row.address.includes("{share}"))
    values.share = isRead ? await keptShare(column) : await makeShare(rights, shareOf(column));
  if (row.address.includes("{keyImage}")) values.keyImage = await makeKeyImage(rights);
  if (!row.address.startsWith("/dicom-web") && /\{(meeting|case|series)\}/.test(row.address))
    Object.assign(values, { kind: "PATHOLOGY" }, await makeMeeting(rights, column, outcomeFor(row)));
  if (row.address === "/api/v1/meetings/series" && !isRead) await makeMeeting(rights, column);
  if (row.address.includes("{request}")) values.request = await makeRequest(rights);
  if (row.address === "/api/v1/requests" && !isRead) {
    // Who may ask has an address for the answer.
    await makeReturnAddresses(rights);
    Object.assign(values, { mailboxId: await askedMailbox(column) });
  }
  if (row.address.includes("{reply}")) values.reply = await makeAnswer(rights, values.share ?? "");
  if (/\{import\}|uploads/.test(row.address)) values.import = await makeImport();
  if (row.address.includes("{upload}")) values.upload = await makeUpload(values.import ?? "");
  return values;
}

function outcomeFor({ method, address }: Row) {
  if (address.endsWith("/sign")) return "written";
  if (address.endsWith("/amend")) return method === "DELETE" ? "amending" : "signed";
  return address.endsWith("/report") ? "signed" : "none";
}

/** What an administrator of noord changes; fresh, because most calls end it. */
async function fillAdministration({ address, action }: Row): Promise<Values> {
  const { noord, book } = rights;
  const values: Values = { ...book, organizationId: noord.id, ...(action && { action }) };
  if (/\{userId\}|accounts|identities/.test(address))
    values.userId = (await makeAccount({ organizationId: noord.id, roles: ["DESK"] })).id;
  if (address.includes("{identityId}"))
    values.identityId = (
      await db.identity.create({
        data: { issuer: "https://login.example", subject: randomUUID(), userId: values.userId ?? "" },
      })
    ).id;
  if (address.includes("practitioners")) values.addressId = await makePractitioner(noord);
  if (address.includes("{peerId}"))
    values.peerId = (
      await db.peer.create({
        // To try it out costs no time where nobody listens on this machine.
        data: { organizationId: noord.id, aeTitle: aeTitle(), host: "127.0.0.1", port: 9 },
      })
    ).id;
  if (address.includes("{tokenId}"))
    values.tokenId = (
      await db.apiToken.create({
        data: { organizationId: noord.id, tokenHash: randomUUID(), scopes: ["api"] },
      })
    ).id;
  if (address.includes("{jobId}")) values.jobId = await makeFailedJob();
  if (address.includes("watched-folders/"))
    values.id = (
      await db.watchedFolder.create({ data: { organizationId: noord.id, path: `/watched/${randomUUID()}` } })
    ).id;
  if (address.includes("sftp-accounts/"))
    values.name = (
      await db.sftpAccount.create({
        data: { organizationId: noord.id, name: randomUUID(), publicKeys: [PUBLIC_KEY] },
      })
    ).name;
  return values;
}

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKQFVgaf1ZyC+g5fYqUJkUUn+KqnPrFCdRnTGcIgyMB8";

/** On its way, or ended so that it can be tried again. */
async function makeTransfer({ address }: Row): Promise<Values> {
  const { noord, study, studyId } = rights;
  const peer = await db.peer.create({
    data: { organizationId: noord.id, aeTitle: aeTitle(), host: "192.0.2.9", port: 104 },
  });
  const transfer = await db.transfer.create({
    data: {
      organizationId: noord.id,
      kind: "SEND",
      state: address.endsWith("retry") ? "FAILED" : "QUEUED",
      studyId,
      studyInstanceUid: study,
    },
  });
  return { peerId: peer.id, transferId: transfer.id };
}

async function makePractitioner({ id: organizationId, name }: { id: string; name: string }): Promise<string> {
  const practitioner = await db.practitioner.create({ data: { familyName: "Arts" } });
  const role = await db.practitionerRole.create({
    data: { practitionerId: practitioner.id, organizationId, localIdentifier: randomUUID() },
  });
  const address = await db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId,
      practitionerRoleId: role.id,
      name: "Arts",
      organizationName: name,
      searchText: "arts",
    },
  });
  return address.id;
}

async function makeFailedJob(): Promise<string> {
  await db.$transaction((transaction) =>
    enqueue(transaction, studyArrived, { organizationId: rights.noord.id, studyId: rights.studyId }),
  );
  const [job] = await db.$queryRaw<{ id: string }[]>`
    UPDATE pgboss.job SET state = 'failed', completed_on = now()
    WHERE name = ${studyArrived.name} AND state = 'created' RETURNING id::text`;
  return job?.id ?? "";
}

const kept = new Map<string, Promise<string>>();
function keptShare(column: Column): Promise<string> {
  const kind = shareOf(column);
  const share = kept.get(kind) ?? makeShare(rights, kind);
  kept.set(kind, share);
  return share;
}

/** Of another organisation than the column's own. */
async function askedMailbox(column: Column): Promise<string> {
  const isOfNoord = ["care", "desk", "mdo", "admin", "privacy", "operator", "sender"].includes(column);
  return isOfNoord ? rights.addresses.member : rights.book.mailboxId;
}

async function makeImport(): Promise<string> {
  const { id } = await db.import.create({
    data: {
      organizationId: rights.noord.id,
      userId: rights.accounts.care.id,
      expectedFiles: 1,
      expectedBytes: 10n,
    },
  });
  return id;
}

const tusHeaders = (importId: string) => ({
  "tus-resumable": "1.0.0",
  "upload-length": "10",
  "upload-metadata": `importId ${Buffer.from(importId).toString("base64")}`,
});

async function makeUpload(importId: string): Promise<string> {
  const response = await fetch(`${site.origin}/uploads`, {
    method: "POST",
    headers: { authorization: `Bearer ${rights.tokens.care}`, ...tusHeaders(importId) },
  });
  return response.headers.get("location")?.split("/").at(-1) ?? "";
}

function bodyOf(row: Row, values: Values): { body?: string; headers: Record<string, string> } {
  if (row.address === "/uploads" && row.method === "POST")
    return { headers: tusHeaders(values.import ?? "") };
  if (row.address === "/uploads/{upload}" && row.method === "PATCH")
    return {
      body: "12345",
      headers: {
        "tus-resumable": "1.0.0",
        "content-type": "application/offset+octet-stream",
        "upload-offset": "0",
      },
    };
  if (row.address.startsWith("/uploads")) return { headers: { "tus-resumable": "1.0.0" } };
  // Allowed to store, but this is no instance: nothing is changed.
  if (row.address.startsWith("/dicom-web") && row.method === "POST")
    return {
      body: "--x\r\ncontent-type: application/dicom\r\n\r\nnothing\r\n--x--\r\n",
      headers: { "content-type": 'multipart/related; type="application/dicom"; boundary=x' },
    };
  if (row.method === "GET" || row.method === "HEAD") return { headers: {} };
  const body = BODIES[`${row.method} ${row.address}`]?.(values, rights) ?? {};
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

interface Answer {
  status: number;
  code?: string;
  type: string | null;
  challenge: string | null;
  /** Without the number of the request. */
  body: string;
}

/** The numbers of the requests that were answered so; they name rows in the log. */
const requestIds = new WeakMap<Answer, string>();

async function ask(row: Row, values: Values, credentials: Record<string, string>): Promise<Answer> {
  const address = row.address.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const { body, headers } = bodyOf(row, values);
  const response = await fetch(site.origin + address + (QUERIES[`${row.method} ${row.address}`] ?? ""), {
    method: row.method,
    headers: { ...headers, ...credentials },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const isProblem = response.status >= 400 && text.startsWith("{");
  const answer: Answer = {
    status: response.status,
    ...(isProblem && { code: JSON.parse(text).code }),
    type: response.headers.get("content-type"),
    challenge: response.headers.get("www-authenticate"),
    body: text.replace(/"requestId":"[^"]*"/, ""),
  };
  requestIds.set(answer, /"requestId":"([^"]*)"/.exec(text)?.[1] ?? "");
  return answer;
}

/** A token may not make tokens, whoever's it is: that call is for people at the screen. */
async function credentialsOf(row: Row, column: Column): Promise<Record<string, string>> {
  const isForScreen = label(row) === "POST /api/v1/administration/tokens";
  if (isForScreen && column in rights.accounts) {
    const { id } = rights.accounts[column as keyof Rights["accounts"]];
    return { cookie: await cookieOf(id), origin: OWN_ORIGIN };
  }
  return bearer(tokenFor(rights, column, row.address));
}

const OWN_ORIGIN = "http://127.0.0.1:3000";

const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

const KINDS =
  "share request reply import upload document transferId userId identityId peerId tokenId jobId addressId mailboxId departmentId organizationId meeting case series participant keyImage id name";
const UNKNOWN = {
  ...Object.fromEntries(KINDS.split(" ").map((kind) => [kind, randomUUID()])),
  kind: "PATHOLOGY",
};
const guarded = ROWS.filter(({ cells }) => typeof cells !== "string");
const label = ({ method, address, action = "" }: Row) => `${method} ${address.replace("{action}", action)}`;

const refusalsOf = (requestId = "") =>
  db.auditEvent.count({ where: { requestId, outcome: "REFUSED" } }).then((count) => Math.min(count, 1));

/**
 * Whether a refused attempt stands in the log by the number of its request. What is about a share, and what asks for
 * bytes, is written once a minute (below); a 404 counts where something is named that may be another's.
 */
function isLogged({ method, address }: Row, status: number): boolean {
  if (method === "HEAD" || address.startsWith("/api/v1/shares/")) return false;
  if (byteRoutes.some(({ pattern }) => pattern.test(address))) return false;
  return status === 403 || status === 410 || (status === 404 && address.includes("{"));
}

it("a refused attempt at bytes is in the log of who tried, once a minute", async () => {
  const { organizationId } = await db.user.findUniqueOrThrow({ where: { id: rights.accounts.other.id } });
  const someone = await makeAccount({ organizationId, roles: ["CARE_PROVIDER"] });
  const officer = await makeAccount({ organizationId, roles: ["PRIVACY_OFFICER"] });
  const ask = async (userId: string, address: string) =>
    (await fetch(site.origin + address, { headers: bearer(await tokenOf({ userId })) })).status;
  const study = `/dicom-web/studies/${rights.study}`;
  expect(await ask(someone.id, `${study}/metadata`)).toBe(404);
  expect(await ask(someone.id, `${study}/series`)).not.toBe(403);
  expect(await ask(someone.id, `${study}/metadata`)).toBe(404);
  expect(await ask(someone.id, `/api/v1/studies/${rights.study}/archive`)).toBe(404);
  expect(await ask(officer.id, "/dicom-web/studies")).toBe(403);
  const rows = await db.auditEvent.findMany({
    where: { userId: { in: [someone.id, officer.id] }, outcome: "REFUSED" },
    select: { chain: true, action: true, studyInstanceUid: true, isAuthorized: true, detail: true },
    orderBy: { sequence: "asc" },
  });
  const row = { chain: organizationId, action: "access.refused", isAuthorized: false };
  const operation = "GET /dicom-web/studies/{studyInstanceUid}";
  expect(rows).toEqual([
    { ...row, studyInstanceUid: rights.study, detail: { operation, code: "not_found" } },
    {
      ...row,
      studyInstanceUid: rights.study,
      detail: { operation: "GET /studies/{studyInstanceUid}/archive", code: "not_found" },
    },
    { ...row, studyInstanceUid: null, detail: { operation: "GET /dicom-web/studies", code: "forbidden" } },
  ]);
});

describe("every call by everybody", () => {
  it.each(guarded.map((row) => [label(row), row] as const))("%s", { timeout: 120_000 }, async (_, row) => {
    const got: Partial<Record<Column, string>> = {};
    const wanted: Partial<Record<Column, string>> = {};
    for (const column of COLUMNS) {
      const cell = (row.cells as Exclude<Row["cells"], string>)[column];
      const values = await fill(row, column);
      const credentials = await credentialsOf(row, column);
      const answer = await ask(row, values, credentials);
      const hasBody = row.method !== "HEAD";
      const isStored = cell.status === 409;
      got[column] = `${answer.status} ${hasBody && !isStored ? (answer.code ?? "") : ""}`;
      wanted[column] = `${cell.status} ${hasBody ? (cell.code ?? "") : ""}`;
      if (cell.status >= 400 && hasBody && !isStored) {
        expect([column, answer.type]).toEqual([column, "application/problem+json"]);
        expect(answer.body).not.toContain("Persoon");
      }
      if (cell.status === 401) expect(answer.challenge).toMatch(/^Bearer/);
      // The privacy officer reads which patients the own log is about.
      const mayRead = row.address.startsWith("/api/v1/audit") && column === "privacy";
      if ((cell.status >= 400 || OUTSIDERS.has(column)) && !mayRead)
        for (const secret of [PATIENT.number, "Zeldzaam", rights.study, rights.otherStudy.study])
          expect([column, answer.body.includes(secret)]).toEqual([column, false]);
      if (column === "otherAdmin" && row.address.startsWith("/api/v1/administration"))
        for (const { email } of [rights.accounts.care, rights.accounts.admin])
          expect(answer.body).not.toContain(email);
      if (isLogged(row, cell.status))
        expect([column, await refusalsOf(requestIds.get(answer))]).toEqual([column, 1]);
      if (cell.status === 404) {
        const unknown = await ask(row, { ...values, ...UNKNOWN, study: newUid() }, credentials);
        expect([column, unknown]).toEqual([column, answer]);
      }
    }
    expect(got).toEqual(wanted);
  });

  it.each(ROWS.filter(({ cells }) => cells === "open").map((row) => [label(row), row] as const))(
    "%s is open to who is signed out",
    async (_, row) => {
      const { status } = await ask(row, {}, {});
      // Health says 503 here: no worker runs.
      expect([200, 503]).toContain(status);
    },
  );
});

describe("a cookie that another site makes the browser send", () => {
  const unsafe = guarded.filter(({ method }) => method !== "GET" && method !== "HEAD");

  it("changes nothing: every unsafe call is refused before anything else", { timeout: 120_000 }, async () => {
    const cookie = await cookieOf(rights.accounts.sender.id);
    const values = Object.fromEntries([
      ...Object.entries(UNKNOWN),
      ["study", rights.study],
      ["action", "disable"],
    ]);
    for (const row of unsafe)
      for (const foreign of [
        { origin: "https://elders.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        {},
      ])
        expect([label(row), (await ask(row, values, { cookie, ...(foreign as object) })).code]).toEqual([
          label(row),
          "cross_origin",
        ]);
  });

  it("works from our own pages", async () => {
    const cookie = await cookieOf(rights.accounts.sender.id);
    const row = ROWS.find((each) => label(each) === "POST /api/v1/shares/check") as Row;
    for (const own of [{ origin: OWN_ORIGIN }, { "sec-fetch-site": "same-origin" }])
      expect((await ask(row, { study: rights.study }, { cookie, ...(own as object) })).status).toBe(200);
  });
});

describe("credentials that are over", () => {
  const calls = ["GET /api/v1/me", "GET /dicom-web/studies", "GET /api/v1/studies/{study}/archive"];
  const everywhere = (credentials: Record<string, string>) =>
    Promise.all(
      calls.map(async (call) => {
        const row = ROWS.find((each) => label(each) === call) as Row;
        return (await ask(row, { study: rights.study }, credentials)).status;
      }),
    );

  it("open nothing: tokens and sessions withdrawn, past their time, or of a closed account", async () => {
    const { id } = await makeAccount({ organizationId: rights.noord.id });
    const token = await tokenOf({ userId: id });
    const past = await tokenOf({ userId: id });
    const withdrawn = await tokenOf({ userId: id });
    const cookie = await cookieOf(id);
    const colleague = await makeAccount({ organizationId: rights.noord.id });
    const ended = await cookieOf(colleague.id);
    expect(await everywhere({ cookie: ended })).toEqual([200, 200, 200]);
    expect(await everywhere(bearer(token))).toEqual([200, 200, 200]);
    expect(await everywhere({ cookie })).toEqual([200, 200, 200]);
    const since = new Date(Date.now() - 1);
    await db.apiToken.update({ where: { tokenHash: hashToken(past) }, data: { expiresAt: since } });
    await db.apiToken.update({ where: { tokenHash: hashToken(withdrawn) }, data: { revokedAt: since } });
    await db.userSession.updateMany({ where: { userId: colleague.id }, data: { endedAt: since } });
    for (const over of [
      bearer(past),
      bearer(withdrawn),
      { cookie: ended },
      bearer("bbu_nonsense"),
      { cookie: "x=1" },
    ])
      expect(await everywhere(over)).toEqual([401, 401, 401]);
    await db.user.update({ where: { id }, data: { disabledAt: since } });
    expect(await everywhere(bearer(token))).toEqual([401, 401, 401]);
    expect(await everywhere({ cookie })).toEqual([401, 401, 401]);
  });
});

describe("a document of a shared study", () => {
  const row = ROWS.find(({ address }) => address.endsWith("{share}/documents/{document}")) as Row;

  it("is read where it goes along, and opens the share; one that stayed behind doesn't exist", async () => {
    const share = await makeShare(rights, "viewOnly");
    const read = async () =>
      (await ask(row, { share, document: rights.document }, bearer(rights.tokens.viewOnly))).status;
    expect(await read()).toBe(200);
    const [recipient] = await db.shareRecipient.findMany({ where: { shareId: share } });
    expect(recipient).toMatchObject({ state: "OPENED" });
    await db.shareDocument.deleteMany({ where: { shareId: share } });
    expect(await read()).toBe(404);
  });
});

describe("who reads an address", () => {
  it("is asked again: out of the mailbox, out of the share", async () => {
    const share = await makeShare(rights, "open");
    const reads = async (column: "member" | "recipient") => {
      const calls = ["GET /api/v1/shares/{share}", "GET /api/v1/shares/{share}/archive"];
      const rows = ROWS.filter((row) => calls.includes(label(row)));
      return Promise.all(
        rows.map(async (row) => (await ask(row, { share }, bearer(rights.tokens[column]))).status),
      );
    };
    expect(await reads("member")).toEqual([200, 200]);
    expect(await reads("recipient")).toEqual([200, 200]);
    await db.mailboxMember.deleteMany({ where: { userId: rights.accounts.member.id } });
    await db.addressAccount.deleteMany({ where: { userId: rights.accounts.recipient.id } });
    expect(await reads("member")).toEqual([404, 404]);
    expect(await reads("recipient")).toEqual([404, 404]);
  });
});

/** A mark of the organisation that holds the study. */
async function makeKeyImage({ noord, study, series, instance }: Rights): Promise<string> {
  const { id: createdById } = await makeAccount({ organizationId: noord.id });
  const { id } = await db.keyImage.create({
    data: {
      organizationId: noord.id,
      studyInstanceUid: study,
      seriesInstanceUid: series,
      sopInstanceUid: `${instance}.9`.slice(-64),
      frame: Math.ceil(Math.random() * 1e6),
      createdById,
    },
  });
  return id;
}
