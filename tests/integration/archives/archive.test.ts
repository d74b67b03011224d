import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path, { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handleArchive } from "@/lib/archives";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

const get = await serveBytes(handleArchive);
const folder = mkdtempSync(path.join(tmpdir(), "beeldbrug-zip-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const study = newUid();
const series = [newUid(), newUid()];
const files = series.flatMap((SeriesInstanceUID, index) =>
  [1, 2, 3].map((InstanceNumber) =>
    makeInstance({
      StudyInstanceUID: study,
      SeriesInstanceUID,
      SeriesNumber: index + 1,
      InstanceNumber,
      PatientName: "<script>alert(1)</script>^Eva",
      StudyDate: "",
      StudyID: "",
    }),
  ),
);
let actor: Actor;
let organizationId: string;
let recipient: Actor;

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  actor = await actorOf((await makeAccount({ organizationId })).id);
  recipient = await actorOf((await makeAccount({ name: "Bas de Vries" })).id);
  await ingest(organizationId, ...files);
});

const url = `/api/v1/studies/${study}/archive`;

function unpack(bytes: Buffer): string {
  const file = path.join(folder, "archive.zip");
  writeFileSync(file, bytes);
  const target = mkdtempSync(path.join(folder, "out-"));
  execFileSync("python3", ["-m", "zipfile", "-t", file]);
  execFileSync("python3", ["-m", "zipfile", "-e", file, target]);
  return target;
}

describe("a study's archive", () => {
  it("holds the original instances, a DICOMDIR and two pages that run nothing", async () => {
    const answer = await get(actor, url);
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get("content-length"))).toBe(answer.bytes.length);
    const target = unpack(answer.bytes);
    const stored = series.flatMap((_, s) =>
      [1, 2, 3].map((n) => readFileSync(path.join(target, `DICOM/ST00001/SE0000${s + 1}/IM00000${n}`))),
    );
    stored.forEach((bytes, index) => {
      expect(bytes.equals(files[index] as Uint8Array)).toBe(true);
    });
    expect(readFileSync(path.join(target, "DICOMDIR")).subarray(128, 132).toString()).toBe("DICM");
    const page = readFileSync(path.join(target, "INDEX.HTM"), "utf8");
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script");
    expect(readFileSync(path.join(target, "README.TXT"), "ascii")).toContain("DICOMDIR");
    expect(answer.headers.get("content-disposition")).not.toMatch(/eva|script/i);
  });

  it("can be resumed at any byte, and starts anew when it has changed", async () => {
    const whole = await get(actor, url);
    const etag = whole.headers.get("etag") as string;
    for (const start of [0, 1, 40, 1500, whole.bytes.length - 30]) {
      const rest = await get(actor, url, { range: `bytes=${start}-`, "if-range": etag });
      expect(rest.status).toBe(206);
      expect(rest.bytes.equals(whole.bytes.subarray(start))).toBe(true);
    }
    const middle = await get(actor, url, { range: "bytes=100-2099" });
    expect(middle.bytes.equals(whole.bytes.subarray(100, 2100))).toBe(true);
    expect((await get(actor, url, { range: "bytes=5-", "if-range": '"other"' })).status).toBe(200);
    expect((await get(actor, url, { range: "bytes=99999999-" })).status).toBe(416);
  });

  it("is an export in the log, complete or not", async () => {
    const rows = await db.auditEvent.findMany({
      where: { action: "study.downloaded", chain: organizationId },
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0]).toMatchObject({ eventCode: "110106", studyInstanceUid: study });
  });

  it("is nobody else's", async () => {
    expect((await get(recipient, url)).status).toBe(404);
    const privacy = await actorOf((await makeAccount({ organizationId, roles: ["PRIVACY_OFFICER"] })).id);
    expect((await get(privacy, url)).status).toBe(403);
    expect((await get({ ...actor, scopes: ["dicomweb"] } as Actor, url)).status).toBe(403);
    expect((await get(actor, `/api/v1/studies/${newUid()}/archive`)).status).toBe(404);
    expect((await get(actor, url, {}, "POST")).status).toBe(405);
  });
});

describe("a share's archive", () => {
  async function share(
    values: { canDownload?: boolean; seriesInstanceUids?: string[] } = {},
  ): Promise<string> {
    const row = await db.study.findFirstOrThrow({ where: { studyInstanceUid: study } });
    const reader = recipient as Extract<Actor, { kind: "user" }>;
    const address = await db.address.create({
      data: {
        kind: "PRACTITIONER",
        organizationId: reader.organizationId,
        name: reader.name,
        organizationName: "Zuid",
        searchText: "bas",
        accounts: { create: { userId: reader.userId, origin: "ADMINISTRATOR" } },
      },
    });
    const { id } = await db.share.create({
      data: {
        organizationId,
        senderId: (actor as Extract<Actor, { kind: "user" }>).userId,
        state: "SENT",
        purpose: "REFERRAL",
        priority: "ROUTINE",
        expiresAt: new Date(Date.now() + 3_600_000),
        canDownload: values.canDownload ?? true,
        studies: { create: { studyId: row.id, seriesInstanceUids: values.seriesInstanceUids ?? [] } },
        recipients: { create: { addressId: address.id } },
      },
    });
    return id;
  }
  const stateOf = async (shareId: string) =>
    (await db.shareRecipient.findFirstOrThrow({ where: { shareId } })).state;

  it("is DOWNLOADED when its last byte left, OPENED before", async () => {
    const id = await share({ seriesInstanceUids: [series[1] as string] });
    const path = `/api/v1/shares/${id}/archive`;
    const part = await get(recipient, path, { range: "bytes=0-999" });
    expect(part.status).toBe(206);
    expect(await stateOf(id)).toBe("OPENED");
    const rest = await get(recipient, path, { range: "bytes=1000-" });
    const target = unpack(Buffer.concat([part.bytes, rest.bytes]));
    expect(readFileSync(join(target, "DICOM/ST00001/SE00001/IM000001")).equals(files[3] as Uint8Array)).toBe(
      true,
    );
    await expect.poll(() => stateOf(id), { timeout: 15_000 }).toBe("DOWNLOADED");
  });

  it("refuses where only viewing is allowed, after revocation and after expiry", async () => {
    const viewOnly = await get(recipient, `/api/v1/shares/${await share({ canDownload: false })}/archive`);
    expect([viewOnly.status, (viewOnly.json() as { code: string }).code]).toEqual([
      403,
      "download_not_allowed",
    ]);
    const revoked = await share();
    await db.share.update({ where: { id: revoked }, data: { state: "REVOKED" } });
    const gone = await get(recipient, `/api/v1/shares/${revoked}/archive`);
    expect([gone.status, (gone.json() as { code: string }).code]).toEqual([410, "share_revoked"]);
    const expired = await share();
    await db.share.update({ where: { id: expired }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect((await get(recipient, `/api/v1/shares/${expired}/archive`)).status).toBe(410);
    const stranger = await actorOf((await makeAccount()).id);
    expect((await get(stranger, `/api/v1/shares/${revoked}/archive`)).status).toBe(404);
  });
});
