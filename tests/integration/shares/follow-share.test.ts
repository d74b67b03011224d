import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import {
  addRecipient,
  askSender,
  claimShare,
  closeExpired,
  countUnread,
  declineShare,
  extendShare,
  forwardShare,
  getShare,
  listShares,
  markDownloaded,
  markImported,
  markOpened,
  remindRecipients,
  remindUnopened,
  replyToShare,
  resolveShareGrant,
  revokeShare,
  sendShare,
  setWork,
} from "@/lib/shares";
import { makeAddress, makeMailbox, makeStudy, makeUser, makeWorld, queuedJobs } from "./world";

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;
let shareId: string;
beforeEach(async () => {
  world = await makeWorld();
  shareId = (await sendShare(world.sender.context, world.request)).share.id;
});

const refused = (status: number, code: string) => expect.objectContaining({ status, code });
const past = new Date(Date.now() - 60_000);
const future = new Date(Date.now() + 86_400_000).toISOString();

/** Every verb on an existing share, with input that would do. */
const verbs: Record<
  string,
  { by: "sender" | "recipient" | "both"; call: (c: Context, id: string) => Promise<unknown> }
> = {
  getShare: { by: "both", call: getShare },
  resolveShareGrant: { by: "both", call: resolveShareGrant },
  replyToShare: { by: "both", call: (c, id) => replyToShare(c, id, { text: "Dank" }) },
  extendShare: { by: "sender", call: (c, id) => extendShare(c, id, { expiresAt: future }) },
  addRecipient: { by: "sender", call: (c, id) => addRecipient(c, id, { addressId: world.address.id }) },
  remindRecipients: { by: "sender", call: remindRecipients },
  revokeShare: { by: "sender", call: revokeShare },
  forwardShare: { by: "recipient", call: (c, id) => forwardShare(c, id, { addressId: world.address.id }) },
  claimShare: { by: "recipient", call: (c, id) => claimShare(c, id, {}) },
  setWork: { by: "recipient", call: (c, id) => setWork(c, id, { work: "DONE" }) },
  declineShare: { by: "recipient", call: (c, id) => declineShare(c, id, { reason: "Niet voor mij" }) },
};

describe.each(Object.entries(verbs))("%s", (name, { by, call }) => {
  it("is 404 for strangers, machines and unknown ids alike", async () => {
    const { stranger, noord, zuid, sender } = world;
    const colleague = await makeUser(noord);
    for (const context of [stranger.context, colleague.context])
      await expect(call(context, shareId)).rejects.toEqual(refused(404, "not_found"));
    for (const organization of [noord, zuid]) {
      const actor = {
        kind: "organization" as const,
        organizationId: organization.id,
        organizationSlug: "o",
        organizationName: organization.name,
      };
      await expect(call({ actor, requestId: "r", locale: "nl" }, shareId)).rejects.toEqual(
        refused(404, "not_found"),
      );
    }
    for (const id of ["018f0000-0000-7000-8000-000000000000", "x"])
      await expect(call(sender.context, id)).rejects.toEqual(refused(404, "not_found"));
    expect(
      await db.auditEvent.count({
        where: { userId: stranger.user.id, outcome: "REFUSED", isAuthorized: false, objectId: shareId },
      }),
    ).toBeGreaterThan(0);
  });

  it(`is for the ${by}`, async () => {
    if (by === "recipient")
      await expect(call(world.sender.context, shareId)).rejects.toEqual(refused(403, "forbidden"));
    if (by === "sender")
      await expect(call(world.recipient.context, shareId)).rejects.toEqual(refused(403, "forbidden"));
    if (by !== "recipient") await call(world.sender.context, shareId);
    if (by === "recipient" || name === "getShare") await call(world.recipient.context, shareId);
  });

  it("is 410 for a recipient after revocation and after expiry", async () => {
    await db.share.update({ where: { id: shareId }, data: { expiresAt: past } });
    await expect(call(world.recipient.context, shareId)).rejects.toEqual(refused(410, "share_expired"));
    await closeExpired();
    await expect(call(world.recipient.context, shareId)).rejects.toEqual(refused(410, "share_expired"));
    await db.share.update({ where: { id: shareId }, data: { state: "SENT", expiresAt: future } });
    await revokeShare(world.sender.context, shareId);
    await expect(call(world.recipient.context, shareId)).rejects.toEqual(refused(410, "share_revoked"));
  });
});

describe("resolveShareGrant", () => {
  it("names what is granted and to whom", async () => {
    const { recipient, sender, study, noord } = world;
    const grant = await resolveShareGrant(recipient.context, shareId);
    expect(grant).toMatchObject({ shareId, organizationId: noord.id, role: "recipient", canDownload: true });
    expect(grant.recipientIds).toHaveLength(1);
    expect([...grant.studies]).toEqual([
      [study.studyInstanceUid, { studyId: study.id, seriesInstanceUids: "all" }],
    ]);
    expect(await resolveShareGrant(sender.context, shareId)).toMatchObject({
      role: "sender",
      recipientIds: [],
    });
  });

  it("keeps view only from recipients' downloads and not from the sender's", async () => {
    const { recipient, sender, request } = world;
    const { share } = await sendShare(sender.context, { ...request, canDownload: false });
    expect((await resolveShareGrant(recipient.context, share.id)).canDownload).toBe(false);
    expect((await resolveShareGrant(sender.context, share.id)).canDownload).toBe(true);
  });

  it("is 404 for another share's recipient", async () => {
    const other = await makeWorld();
    await sendShare(other.sender.context, other.request);
    await expect(resolveShareGrant(other.recipient.context, shareId)).rejects.toEqual(
      refused(404, "not_found"),
    );
  });
});

describe("opening and downloading", () => {
  it("shows the sender that it happened, and logs a viewing once, not per frame", async () => {
    const { sender, recipient, study, noord, zuid } = world;
    const grant = await resolveShareGrant(recipient.context, shareId);
    for (let frame = 0; frame < 5; frame++)
      await markOpened(recipient.context, grant, study.studyInstanceUid);
    let seen = (await getShare(sender.context, shareId)).recipients[0];
    expect(seen).toMatchObject({ state: "OPENED", downloadedAt: null });
    expect(seen?.openedAt).toBeTruthy();
    const views = await db.auditEvent.findMany({ where: { action: "study.viewed", objectId: shareId } });
    expect(views.map(({ chain }) => chain).sort()).toEqual([noord.id, zuid.id].sort());

    await markDownloaded(recipient.context, grant);
    await markOpened(recipient.context, grant, study.studyInstanceUid);
    seen = (await getShare(sender.context, shareId)).recipients[0];
    expect(seen).toMatchObject({ state: "DOWNLOADED" });
    expect(await db.auditEvent.count({ where: { action: "share.downloaded", objectId: shareId } })).toBe(2);
    await markImported(recipient.context, grant, study.studyInstanceUid);
    seen = (await getShare(sender.context, shareId)).recipients[0];
    expect(seen).toMatchObject({ state: "IMPORTED", importedAt: expect.any(String) });
  });

  it("isn't counted when the sender looks", async () => {
    const { sender, study } = world;
    const grant = await resolveShareGrant(sender.context, shareId);
    await markOpened(sender.context, grant, study.studyInstanceUid);
    expect((await getShare(sender.context, shareId)).recipients[0]?.state).toBe("WAITING");
  });
});

describe("looking at a share", () => {
  it("is written to both logs once per viewing, and counts as no opening", async () => {
    const { recipient, sender } = world;
    for (let time = 0; time < 3; time++) await getShare(recipient.context, shareId);
    const where = { action: "share.viewed", objectId: shareId, userId: recipient.user.id };
    expect(await db.auditEvent.count({ where })).toBe(2);
    expect((await getShare(sender.context, shareId)).recipients[0]?.openedAt).toBeNull();
  });

  it("can be asked for when it is over: once, by a recipient, in a reply to the sender", async () => {
    const { recipient, sender, stranger } = world;
    await expect(askSender(recipient.context, shareId)).rejects.toEqual(refused(403, "forbidden"));
    await revokeShare(sender.context, shareId);
    await expect(askSender(stranger.context, shareId)).rejects.toEqual(refused(404, "not_found"));
    const first = await askSender(recipient.context, shareId);
    expect(await askSender(recipient.context, shareId)).toEqual(first);
    const { replies } = await getShare(sender.context, shareId);
    expect(replies).toMatchObject([{ author: { userId: recipient.user.id } }]);
  });
});

describe("the inbox", () => {
  it("has emergencies first, pages by cursor, filters by work, and tells how many are new", async () => {
    const { sender, recipient, request } = world;
    const send = async (priority: typeof request.priority) =>
      (await sendShare(sender.context, { ...request, priority })).share.id;
    const urgent = await send("URGENT");
    const emergency = await send("EMERGENCY");
    const routine = await send("ROUTINE");
    const order = [emergency, urgent, routine, shareId];
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listShares(recipient.context, { box: "inbox", limit: 3, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(order);
    expect(await countUnread(recipient.context)).toEqual({ unread: 4, emergencies: 1 });
    await setWork(recipient.context, emergency, { work: "DONE" });
    expect(await countUnread(recipient.context)).toEqual({ unread: 3, emergencies: 0 });
    const done = await listShares(recipient.context, { box: "inbox", work: ["DONE"] });
    expect(done.items.map(({ id }) => id)).toEqual([emergency]);
    expect((await listShares(sender.context, { box: "inbox" })).items).toEqual([]);
    expect((await listShares(sender.context, { box: "sent" })).items.map(({ id }) => id)).toEqual([
      routine,
      emergency,
      urgent,
      shareId,
    ]);
  });

  it("says of a withdrawn share that it was, and nothing of the patient", async () => {
    await revokeShare(world.sender.context, shareId);
    const { items } = await listShares(world.recipient.context, { box: "inbox" });
    expect(items).toMatchObject([{ state: "REVOKED", studies: [], message: "", replies: [] }]);
    expect((await listShares(world.recipient.context, { box: "inbox", work: ["UNREAD"] })).items).toEqual([]);
  });
});

describe("a mailbox's work", () => {
  it("is taken by one of two colleagues who reach for it at once, and can be given on", async () => {
    const { sender, zuid, request } = world;
    const [one, two] = [await makeUser(zuid, ["DESK"]), await makeUser(zuid, ["DESK"])];
    const mailbox = await makeMailbox(zuid, [one, two]);
    const { share } = await sendShare(sender.context, {
      ...request,
      recipients: [{ addressId: mailbox.id }],
    });
    const results = await Promise.allSettled([
      claimShare(one.context, share.id, {}),
      claimShare(two.context, share.id, {}),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const given = await claimShare(one.context, share.id, { assigneeId: two.user.id });
    expect(given.recipients[0]).toMatchObject({ assignee: { userId: two.user.id }, work: "IN_PROGRESS" });
    expect(
      (await claimShare(two.context, share.id, { assigneeId: null })).recipients[0]?.assignee,
    ).toBeNull();
    await expect(claimShare(one.context, share.id, { assigneeId: sender.user.id })).rejects.toEqual(
      refused(422, "not_a_reader"),
    );
    // The sender follows the share, not who of the mailbox does the work.
    expect((await getShare(sender.context, share.id)).recipients[0]).toMatchObject({
      work: null,
      assignee: null,
    });
  });
});

describe("following", () => {
  it("forwards inside the own organisation alone", async () => {
    const { recipient, noord, zuid } = world;
    const colleague = await makeUser(zuid);
    const inside = await makeAddress(zuid, [colleague]);
    const outside = await makeAddress(noord, [await makeUser(noord)]);
    await expect(forwardShare(recipient.context, shareId, { addressId: outside.id })).rejects.toEqual(
      refused(422, "other_organization"),
    );
    const share = await forwardShare(recipient.context, shareId, { addressId: inside.id });
    expect(share.recipients[1]).toMatchObject({ addressId: inside.id, isForwarded: true });
    expect((await getShare(colleague.context, shareId)).id).toBe(shareId);
    expect((await queuedJobs()).at(-1)?.data).toMatchObject({ userId: colleague.user.id });
  });

  it("adds a recipient once", async () => {
    const { sender, zuid } = world;
    const colleague = await makeUser(zuid);
    const address = await makeAddress(zuid, [colleague]);
    const before = (await queuedJobs()).length;
    await addRecipient(sender.context, shareId, { addressId: address.id });
    const share = await addRecipient(sender.context, shareId, { addressId: address.id });
    expect(share.recipients).toHaveLength(2);
    expect(await queuedJobs()).toHaveLength(before + 1);
  });

  it("declines with a reason that the sender reads", async () => {
    await declineShare(world.recipient.context, shareId, { reason: " Verkeerde arts " });
    expect((await getShare(world.sender.context, shareId)).recipients[0]).toMatchObject({
      state: "DECLINED",
      declineReason: "Verkeerde arts",
    });
  });

  it("carries replies both ways", async () => {
    await replyToShare(world.recipient.context, shareId, { text: "Is er een oud onderzoek?" });
    await replyToShare(world.sender.context, shareId, { text: "Dat stuur ik na." });
    const { replies } = await getShare(world.recipient.context, shareId);
    expect(replies.map(({ text }) => text)).toEqual(["Is er een oud onderzoek?", "Dat stuur ik na."]);
  });

  it("extends, and revives what had expired", async () => {
    const { sender, recipient } = world;
    await db.share.update({ where: { id: shareId }, data: { expiresAt: past } });
    await closeExpired();
    expect(await getShare(sender.context, shareId)).toMatchObject({ state: "EXPIRED" });
    await expect(extendShare(sender.context, shareId, { expiresAt: past.toISOString() })).rejects.toEqual(
      refused(422, "expiry_in_past"),
    );
    await extendShare(sender.context, shareId, { expiresAt: future });
    expect(await getShare(recipient.context, shareId)).toMatchObject({ state: "SENT", expiresAt: future });
    await revokeShare(sender.context, shareId);
    await expect(extendShare(sender.context, shareId, { expiresAt: future })).rejects.toEqual(
      refused(410, "share_revoked"),
    );
  });

  it("reminds once by itself, when the notification was mailed and nobody opened it", async () => {
    const later = new Date(Date.now() + 3 * 86_400_000);
    const before = (await queuedJobs()).length;
    await remindUnopened(later);
    expect(await queuedJobs()).toHaveLength(before);
    await db.shareRecipient.updateMany({
      where: { shareId },
      data: { mail: "SENT", notifiedAt: new Date() },
    });
    await remindUnopened();
    expect(await queuedJobs()).toHaveLength(before);
    await remindUnopened(later);
    await remindUnopened(later);
    expect((await queuedJobs()).slice(before).map(({ name }) => name)).toEqual(["share-reminder"]);
  });

  it("lets a deleted study fall out of the share", async () => {
    const { sender, recipient, noord, request } = world;
    const study = await makeStudy(noord);
    const { share } = await sendShare(sender.context, {
      ...request,
      studies: [...request.studies, { studyInstanceUid: study.studyInstanceUid }],
    });
    await db.study.delete({ where: { id: study.id } });
    expect((await resolveShareGrant(recipient.context, share.id)).studies.size).toBe(1);
  });
});
