import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth";
import { db } from "@/lib/db";
import { makeAccount } from "../../support/accounts";
import { ask, bearer, guarded, label, OWN_ORIGIN, startScene, UNKNOWN } from "./calls";
import { cookieOf, makeShare, tokenOf } from "./people";
import { ROWS, type Row } from "./table";

let scene: Awaited<ReturnType<typeof startScene>>;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.stop());

it("a refused attempt at bytes is in the log of who tried, once a minute", async () => {
  const { organizationId } = await db.user.findUniqueOrThrow({
    where: { id: scene.rights.accounts.other.id },
  });
  const someone = await makeAccount({ organizationId, roles: ["CARE_PROVIDER"] });
  const officer = await makeAccount({ organizationId, roles: ["PRIVACY_OFFICER"] });
  const statusOf = async (userId: string, address: string) =>
    (await fetch(scene.origin + address, { headers: bearer(await tokenOf({ userId })) })).status;
  const study = `/dicom-web/studies/${scene.rights.study}`;
  expect(await statusOf(someone.id, `${study}/metadata`)).toBe(404);
  expect(await statusOf(someone.id, `${study}/series`)).not.toBe(403);
  expect(await statusOf(someone.id, `${study}/metadata`)).toBe(404);
  expect(await statusOf(someone.id, `/api/v1/studies/${scene.rights.study}/archive`)).toBe(404);
  expect(await statusOf(officer.id, "/dicom-web/studies")).toBe(403);
  const rows = await db.auditEvent.findMany({
    where: { userId: { in: [someone.id, officer.id] }, outcome: "REFUSED" },
    select: { chain: true, action: true, studyInstanceUid: true, isAuthorized: true, detail: true },
    orderBy: { sequence: "asc" },
  });
  const row = { chain: organizationId, action: "access.refused", isAuthorized: false };
  const operation = "GET /dicom-web/studies/{studyInstanceUid}";
  expect(rows).toEqual([
    { ...row, studyInstanceUid: scene.rights.study, detail: { operation, code: "not_found" } },
    {
      ...row,
      studyInstanceUid: scene.rights.study,
      detail: { operation: "GET /studies/{studyInstanceUid}/archive", code: "not_found" },
    },
    { ...row, studyInstanceUid: null, detail: { operation: "GET /dicom-web/studies", code: "forbidden" } },
  ]);
});

describe("a cookie that another site makes the browser send", () => {
  const unsafe = guarded.filter(({ method }) => method !== "GET" && method !== "HEAD");

  it("changes nothing: every unsafe call is refused before anything else", { timeout: 120_000 }, async () => {
    const cookie = await cookieOf(scene.rights.accounts.sender.id);
    const values = Object.fromEntries([
      ...Object.entries(UNKNOWN),
      ["study", scene.rights.study],
      ["action", "disable"],
    ]);
    for (const row of unsafe)
      for (const foreign of [
        { origin: "https://elders.example" },
        { origin: "null" },
        { "sec-fetch-site": "cross-site" },
        {},
      ])
        expect([
          label(row),
          (await ask(scene, row, values, { cookie, ...(foreign as object) })).code,
        ]).toEqual([label(row), "cross_origin"]);
  });

  it("works from our own pages", async () => {
    const cookie = await cookieOf(scene.rights.accounts.sender.id);
    const row = ROWS.find((each) => label(each) === "POST /api/v1/shares/check") as Row;
    for (const own of [{ origin: OWN_ORIGIN }, { "sec-fetch-site": "same-origin" }])
      expect(
        (await ask(scene, row, { study: scene.rights.study }, { cookie, ...(own as object) })).status,
      ).toBe(200);
  });
});

describe("credentials that are over", () => {
  const calls = ["GET /api/v1/me", "GET /dicom-web/studies", "GET /api/v1/studies/{study}/archive"];
  const everywhere = (credentials: Record<string, string>) =>
    Promise.all(
      calls.map(async (call) => {
        const row = ROWS.find((each) => label(each) === call) as Row;
        return (await ask(scene, row, { study: scene.rights.study }, credentials)).status;
      }),
    );

  it("open nothing: tokens and sessions withdrawn, past their time, or of a closed account", async () => {
    const { id } = await makeAccount({ organizationId: scene.rights.noord.id });
    const token = await tokenOf({ userId: id });
    const past = await tokenOf({ userId: id });
    const withdrawn = await tokenOf({ userId: id });
    const cookie = await cookieOf(id);
    const colleague = await makeAccount({ organizationId: scene.rights.noord.id });
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
    const share = await makeShare(scene.rights, "viewOnly");
    const read = async () =>
      (
        await ask(
          scene,
          row,
          { share, document: scene.rights.document },
          bearer(scene.rights.tokens.viewOnly),
        )
      ).status;
    expect(await read()).toBe(200);
    const [recipient] = await db.shareRecipient.findMany({ where: { shareId: share } });
    expect(recipient).toMatchObject({ state: "OPENED" });
    await db.shareDocument.deleteMany({ where: { shareId: share } });
    expect(await read()).toBe(404);
  });
});

describe("who reads an address", () => {
  it("is asked again: out of the mailbox, out of the share", async () => {
    const share = await makeShare(scene.rights, "open");
    const reads = async (column: "member" | "recipient") => {
      const calls = ["GET /api/v1/shares/{share}", "GET /api/v1/shares/{share}/archive"];
      const rows = ROWS.filter((row) => calls.includes(label(row)));
      return Promise.all(
        rows.map(
          async (row) => (await ask(scene, row, { share }, bearer(scene.rights.tokens[column]))).status,
        ),
      );
    };
    expect(await reads("member")).toEqual([200, 200]);
    expect(await reads("recipient")).toEqual([200, 200]);
    await db.mailboxMember.deleteMany({ where: { userId: scene.rights.accounts.member.id } });
    await db.addressAccount.deleteMany({ where: { userId: scene.rights.accounts.recipient.id } });
    expect(await reads("member")).toEqual([404, 404]);
    expect(await reads("recipient")).toEqual([404, 404]);
  });
});
