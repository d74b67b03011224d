import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

type Person = Extract<Actor, { kind: "user" }>;
type Json = Record<string, { Value?: unknown[]; BulkDataURI?: string }>[];
const get = await serveBytes(handleDicomWeb);
const FRAMES = 'multipart/related; type="application/octet-stream"; transfer-syntax=*';
const studies = [newUid(), newUid(), newUid()] as const;
const series = [newUid(), newUid()] as const;
const instances = [newUid(), newUid(), newUid(), newUid()] as const;

let sender: Person;
let recipient: Person;
let member: Person;
let organizationId: string;
let addressIds: string[];

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  const zuid = (await makeOrganization("Ziekenhuis Zuid")).id;
  sender = (await actorOf((await makeAccount({ organizationId })).id)) as Person;
  recipient = (await actorOf((await makeAccount({ organizationId: zuid })).id)) as Person;
  member = (await actorOf((await makeAccount({ organizationId: zuid, roles: ["DESK"] })).id)) as Person;
  await ingest(
    organizationId,
    makeInstance({
      StudyInstanceUID: studies[0],
      SeriesInstanceUID: series[0],
      SOPInstanceUID: instances[0],
    }),
    makeInstance({
      StudyInstanceUID: studies[0],
      SeriesInstanceUID: series[1],
      SOPInstanceUID: instances[1],
      Modality: "MR",
    }),
    makeInstance({ StudyInstanceUID: studies[1], SOPInstanceUID: instances[2] }),
    makeInstance({ StudyInstanceUID: studies[2], SOPInstanceUID: instances[3] }),
  );
  const entry = { organizationId: zuid, organizationName: "Zuid", searchText: "" };
  const person = await db.address.create({
    data: {
      ...entry,
      kind: "PRACTITIONER",
      name: recipient.name,
      accounts: { create: { userId: recipient.userId, origin: "ADMINISTRATOR" } },
    },
  });
  const service = await db.healthcareService.create({
    data: {
      organizationId: zuid,
      localIdentifier: "RAD",
      name: "Radiologie",
      email: "radiologie@zuid.example",
      members: { create: { userId: member.userId } },
    },
  });
  const mailbox = await db.address.create({
    data: { ...entry, kind: "MAILBOX", name: "Radiologie", healthcareServiceId: service.id },
  });
  addressIds = [person.id, mailbox.id];
});

/** Study 0 with its first series, and all of study 1. */
async function makeShare(values: { canDownload?: boolean } = {}): Promise<string> {
  const rows = await db.study.findMany({ where: { organizationId } });
  const idOf = (uid: string) => rows.find(({ studyInstanceUid }) => studyInstanceUid === uid)?.id as string;
  const { id } = await db.share.create({
    data: {
      organizationId,
      senderId: sender.userId,
      state: "SENT",
      purpose: "CONSULT",
      priority: "ROUTINE",
      expiresAt: new Date(Date.now() + 3_600_000),
      canDownload: values.canDownload ?? true,
      studies: {
        create: [
          { studyId: idOf(studies[0]), seriesInstanceUids: [series[0]] },
          { studyId: idOf(studies[1]), seriesInstanceUids: [] },
        ],
      },
      recipients: { create: addressIds.map((addressId) => ({ addressId })) },
    },
  });
  return id;
}

const inStudy = (share: string) => `/dicom-web/shares/${share}/studies/${studies[0]}`;
const first = (share: string) => `${inStudy(share)}/series/${series[0]}/instances/${instances[0]}`;
const hidden = (share: string) => `${inStudy(share)}/series/${series[1]}/instances/${instances[1]}`;
const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code;

let share: string;
beforeEach(async () => {
  share = await makeShare();
});

describe("a share's root", () => {
  it("shows exactly what was shared, to recipients, members of the mailbox and the sender", async () => {
    for (const actor of [recipient, member, sender]) {
      const found = (await get(actor, `/dicom-web/shares/${share}/studies`)).json() as Json;
      expect(found.map((study) => study["0020000D"]?.Value?.[0]).sort()).toEqual(
        [studies[0], studies[1]].sort(),
      );
      const part = found.find((study) => study["0020000D"]?.Value?.[0] === studies[0]);
      expect(part).toMatchObject({
        "00080061": { Value: ["CT"] },
        "00201206": { Value: [1] },
        "00201208": { Value: [1] },
        "00081190": { Value: [`http://127.0.0.1:3000/dicom-web/shares/${share}/studies/${studies[0]}`] },
      });
      expect((await get(actor, `${inStudy(share)}/series`)).json()).toHaveLength(1);
      expect((await get(actor, `${inStudy(share)}/metadata`)).json()).toHaveLength(1);
      expect((await get(actor, `/dicom-web/shares/${share}/instances`)).json()).toHaveLength(2);
      expect((await get(actor, `${first(share)}/frames/1`, { accept: FRAMES })).status).toBe(200);
    }
  });

  it("hides other series and studies as if they were not there", async () => {
    const other = `/dicom-web/shares/${share}/studies/${studies[2]}`;
    for (const path of [
      hidden(share),
      `${hidden(share)}/metadata`,
      `${hidden(share)}/frames/1`,
      `${hidden(share)}/rendered`,
      `${hidden(share)}/bulkdata/7FE00010`,
      `${inStudy(share)}/series/${series[1]}`,
      `${inStudy(share)}/series/${series[1]}/instances`,
      `${inStudy(share)}/series/${series[1]}/thumbnail`,
      other,
      `${other}/series`,
      `${other}/metadata`,
    ])
      expect([path, (await get(recipient, path)).status]).toEqual([path, 404]);
    const query = `/dicom-web/shares/${share}/studies?ModalitiesInStudy=MR`;
    expect((await get(recipient, query)).status).toBe(204);
  });

  it("keeps bulk data below itself and takes no objects", async () => {
    const metadata = (await get(recipient, `${first(share)}/metadata`)).json() as Json;
    const uris = JSON.stringify(metadata).match(/"BulkDataURI":"[^"]+"/g) ?? [];
    for (const uri of uris) expect(uri).toContain(`/dicom-web/shares/${share}/studies/${studies[0]}/`);
    const post = await get(recipient, `/dicom-web/shares/${share}/studies`, {}, "POST");
    expect(post.status).toBe(405);
    expect(post.headers.get("allow")).toBe("GET, HEAD");
  });

  it("is nobody else's: strangers, colleagues and machines", async () => {
    const stranger = await actorOf((await makeAccount()).id);
    const colleague = await actorOf((await makeAccount({ organizationId: recipient.organizationId })).id);
    const ofSender = await actorOf((await makeAccount({ organizationId })).id);
    const machine: Actor = {
      kind: "organization",
      organizationId,
      organizationSlug: "",
      organizationName: "",
      scopes: ["dicomweb"],
    };
    for (const actor of [stranger, colleague, ofSender, machine]) {
      expect((await get(actor, `/dicom-web/shares/${share}/studies`)).status).toBe(404);
      expect((await get(actor, `${first(share)}/frames/1`)).status).toBe(404);
    }
    expect((await get(recipient, `/dicom-web/shares/${newUid()}/studies`)).status).toBe(404);
    expect((await get(recipient, `/dicom-web/studies/${studies[0]}/metadata`)).status).toBe(404);
    expect((await get({ ...recipient, scopes: ["api"] }, `/dicom-web/shares/${share}/studies`)).status).toBe(
      403,
    );
  });

  it("is gone for recipients after revocation and expiry, not for the sender", async () => {
    await db.share.update({ where: { id: share }, data: { state: "REVOKED" } });
    const revoked = await get(recipient, `${first(share)}/frames/1`);
    expect([revoked.status, codeOf(revoked)]).toEqual([410, "share_revoked"]);
    expect((await get(sender, `${inStudy(share)}/metadata`)).status).toBe(200);
    const expiring = await makeShare();
    await db.share.update({ where: { id: expiring }, data: { expiresAt: new Date(Date.now() - 1) } });
    const expired = await get(member, `/dicom-web/shares/${expiring}/studies`);
    expect([expired.status, codeOf(expired)]).toEqual([410, "share_expired"]);
  });

  it("stops an open viewer at its next request when something of the grant has changed", async () => {
    const frame = async (actor: Actor) => (await get(actor, `${first(share)}/frames/1`)).status;
    for (const actor of [recipient, member]) expect(await frame(actor)).toBe(200);
    const membership = await db.mailboxMember.findFirstOrThrow({ where: { userId: member.userId } });
    await db.mailboxMember.deleteMany({ where: { userId: member.userId } });
    expect([await frame(member), await frame(recipient)]).toEqual([404, 200]);
    await db.mailboxMember.create({ data: membership });
    expect(await frame(member)).toBe(200);
    await db.shareStudy.updateMany({ where: { shareId: share }, data: { seriesInstanceUids: ["1.2.3"] } });
    expect(await frame(recipient)).toBe(404);
    const other = await makeShare();
    const path = `${first(other)}/frames/1`;
    expect((await get(recipient, path)).status).toBe(200);
    await db.share.update({ where: { id: other }, data: { state: "REVOKED" } });
    expect((await get(recipient, path)).status).toBe(410);
  });
});

describe("viewing only", () => {
  it("serves pictures, frames and metadata, never application/dicom", async () => {
    const viewOnly = await makeShare({ canDownload: false });
    for (const [path, accept] of [
      [first(viewOnly), "application/dicom"],
      [first(viewOnly), "*/*"],
      [first(viewOnly), 'multipart/related; type="application/dicom"'],
      [inStudy(viewOnly), "*/*"],
      [
        `${inStudy(viewOnly)}/series/${series[0]}`,
        'multipart/related; type="application/dicom"; transfer-syntax=*',
      ],
    ] as const) {
      const answer = await get(recipient, path, { accept });
      expect([answer.status, codeOf(answer)]).toEqual([403, "download_not_allowed"]);
    }
    expect((await get(recipient, `${first(viewOnly)}/frames/1`, { accept: FRAMES })).status).toBe(200);
    expect((await get(recipient, `${first(viewOnly)}/metadata`)).status).toBe(200);
    expect((await get(recipient, `${first(viewOnly)}/rendered`)).status).toBe(200);
    expect((await get(recipient, `${first(viewOnly)}/thumbnail`)).status).toBe(200);
    expect((await get(sender, first(viewOnly), { accept: "application/dicom" })).status).toBe(200);
  });
});

describe("OPENED", () => {
  const states = async () =>
    (await db.shareRecipient.findMany({ where: { shareId: share }, orderBy: { id: "asc" } })).map(
      ({ addressId, state }) => [addressIds.indexOf(addressId), state],
    );

  it("is set by the first frame, for the recipient who looks, once in the log", async () => {
    await get(recipient, `${inStudy(share)}/metadata`);
    await get(recipient, `${first(share)}/thumbnail`);
    await get(sender, `${first(share)}/frames/1`);
    expect(await states()).toEqual(
      expect.arrayContaining([
        [0, "WAITING"],
        [1, "WAITING"],
      ]),
    );
    for (let frame = 0; frame < 3; frame++) await get(recipient, `${first(share)}/frames/1`);
    expect(await states()).toEqual(
      expect.arrayContaining([
        [0, "OPENED"],
        [1, "WAITING"],
      ]),
    );
    await get(member, `${first(share)}/rendered`);
    expect(await states()).toEqual(
      expect.arrayContaining([
        [0, "OPENED"],
        [1, "OPENED"],
      ]),
    );
    const rows = await db.auditEvent.findMany({
      where: { action: "study.viewed", userId: recipient.userId, chain: organizationId, objectId: share },
    });
    expect(rows).toHaveLength(1);
  });
});
