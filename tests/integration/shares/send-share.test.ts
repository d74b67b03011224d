import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { completeShare, getShare, listShares, recheckShares, sendShare } from "@/lib/shares";
import {
  addInstance,
  makeAddress,
  makeMailbox,
  makeOrganization,
  makeStudy,
  makeUser,
  makeWorld,
  queuedJobs,
} from "./world";

type World = Awaited<ReturnType<typeof makeWorld>>;
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const refused = (status: number, code: string) => expect.objectContaining({ status, code });

describe("sendShare", () => {
  it("sends at once when everything is stored, with the audit rows and the mail in the same transaction", async () => {
    const { sender, recipient, address, study, request, noord, zuid } = world;
    const { share, isNew } = await sendShare(sender.context, request);
    expect(isNew).toBe(true);
    expect(share).toMatchObject({
      state: "SENT",
      isComplete: true,
      canDownload: true,
      message: "Graag uw oordeel.",
      link: `http://127.0.0.1:3000/shares/${share.id}`,
      sender: { userId: sender.user.id, organization: "Ziekenhuis Noord" },
      studies: [{ studyInstanceUid: study.studyInstanceUid, expectedInstances: 4, storedInstances: 4 }],
      recipients: [{ addressId: address.id, state: "WAITING", mail: "QUEUED" }],
    });
    expect((await queuedJobs()).at(-1)).toMatchObject({
      name: "share-notification",
      data: { userId: recipient.user.id },
    });
    const rows = await db.auditEvent.findMany({ where: { action: "share.sent", objectId: share.id } });
    expect(rows.map(({ chain }) => chain).sort()).toEqual([noord.id, zuid.id].sort());
    for (const row of rows)
      expect(row).toMatchObject({
        outcome: "SUCCESS",
        treatmentRelation: true,
        emergency: false,
        studyInstanceUid: study.studyInstanceUid,
        patientId: study.patientId,
        userId: sender.user.id,
      });
  });

  it("expires by purpose unless told", async () => {
    const { sender, request } = world;
    const days = (at: string) => Math.round((new Date(at).getTime() - Date.now()) / 86_400_000);
    expect(days((await sendShare(sender.context, { ...request, purpose: "CONSULT" })).share.expiresAt)).toBe(
      7,
    );
    expect(days((await sendShare(sender.context, { ...request, purpose: "REFERRAL" })).share.expiresAt)).toBe(
      90,
    );
  });

  it("grants the chosen series alone", async () => {
    const { sender, recipient, study, request } = world;
    const chosen = study.series[0]?.seriesInstanceUid ?? "";
    const { share } = await sendShare(sender.context, {
      ...request,
      studies: [{ studyInstanceUid: study.studyInstanceUid, seriesInstanceUids: [chosen] }],
    });
    const seen = await getShare(recipient.context, share.id);
    expect(seen.studies[0]?.seriesInstanceUids).toEqual([chosen]);
    expect(seen.studies[0]?.series.map(({ seriesInstanceUid }) => seriesInstanceUid)).toEqual([chosen]);
    expect(seen.studies[0]).toMatchObject({ expectedInstances: 2, storedInstances: 2, isWholeStudy: false });
  });

  describe("is refused", () => {
    it("to organisations' tokens and to roles that don't care for patients", async () => {
      const { noord, request } = world;
      const machine: Context = {
        actor: {
          kind: "organization",
          organizationId: noord.id,
          organizationSlug: "noord",
          organizationName: noord.name,
        },
        requestId: "r",
        locale: "nl",
      };
      await expect(sendShare(machine, request)).rejects.toEqual(refused(403, "actor_required"));
      for (const role of ["ADMINISTRATOR", "PRIVACY_OFFICER", "OPERATOR"] as const) {
        const { context, user } = await makeUser(noord, [role]);
        await expect(sendShare(context, request)).rejects.toEqual(refused(403, "forbidden"));
        expect(await db.auditEvent.count({ where: { userId: user.id, outcome: "REFUSED" } })).toBe(1);
      }
      for (const role of ["DESK", "MDO_COORDINATOR"] as const)
        expect((await sendShare((await makeUser(noord, [role])).context, request)).share.state).toBe("SENT");
    });

    it("for a study or series that isn't the own organisation's", async () => {
      const { sender, zuid, study, request } = world;
      const foreign = await makeStudy(zuid);
      const send = (studies: typeof request.studies) => sendShare(sender.context, { ...request, studies });
      const own = { studyInstanceUid: study.studyInstanceUid };
      await expect(send([own, { studyInstanceUid: foreign.studyInstanceUid }])).rejects.toEqual(
        refused(404, "not_found"),
      );
      await expect(send([{ studyInstanceUid: "1.2.3" }])).rejects.toEqual(refused(404, "not_found"));
      await expect(send([{ ...own, seriesInstanceUids: ["1.2.3"] }])).rejects.toEqual(
        refused(404, "not_found"),
      );
      expect((await listShares(sender.context, { box: "sent" })).items).toEqual([]);
    });

    it("for unknown addresses, organisations that aren't connected, and a past expiry", async () => {
      const { sender, request } = world;
      const send = (change: Partial<typeof request>) => sendShare(sender.context, { ...request, ...change });
      for (const addressId of ["nobody", "018f0000-0000-7000-8000-000000000000"])
        await expect(send({ recipients: [{ addressId }] })).rejects.toEqual(refused(422, "unknown_address"));
      const closed = await makeAddress(await makeOrganization("Kliniek", false));
      await expect(send({ recipients: [{ addressId: closed.id }] })).rejects.toEqual(
        refused(422, "not_connected"),
      );
      await expect(send({ expiresAt: "2020-01-01T00:00:00Z" })).rejects.toEqual(
        refused(422, "expiry_in_past"),
      );
    });

    it("for too many recipients and too long a message", async () => {
      const { sender, address, request } = world;
      const send = (change: Partial<typeof request>) => sendShare(sender.context, { ...request, ...change });
      await expect(send({ recipients: [] })).rejects.toThrow();
      await expect(send({ recipients: Array(51).fill({ addressId: address.id }) })).rejects.toThrow();
      await expect(send({ message: "x".repeat(4001) })).rejects.toThrow();
      expect((await send({ message: "x".repeat(4000) })).share.message).toHaveLength(4000);
    });
  });

  describe("with an idempotency key", () => {
    it("makes one share of the same request, and refuses another under the key", async () => {
      const { sender, request } = world;
      const first = await sendShare(sender.context, request, { idempotencyKey: "k" });
      const { priority, purpose, ...rest } = request;
      const again = await sendShare(sender.context, { purpose, ...rest, priority }, { idempotencyKey: "k" });
      expect(again.isNew).toBe(false);
      expect(again.share.id).toBe(first.share.id);
      await expect(
        sendShare(sender.context, { ...request, message: "Anders" }, { idempotencyKey: "k" }),
      ).rejects.toEqual(refused(422, "idempotency_conflict"));
      expect((await listShares(sender.context, { box: "sent" })).items).toHaveLength(1);
    });

    it("makes one share of ten requests at once", async () => {
      const { sender, request } = world;
      const before = (await queuedJobs()).length;
      const all = await Promise.all(
        Array.from({ length: 10 }, () => sendShare(sender.context, request, { idempotencyKey: "double" })),
      );
      expect(new Set(all.map(({ share }) => share.id)).size).toBe(1);
      expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect((await queuedJobs()).length - before).toBe(1);
    });

    it("keeps senders apart", async () => {
      const { sender, noord, request } = world;
      const other = await makeUser(noord);
      const one = await sendShare(sender.context, request, { idempotencyKey: "same" });
      const two = await sendShare(other.context, request, { idempotencyKey: "same" });
      expect(two.isNew).toBe(true);
      expect(two.share.id).not.toBe(one.share.id);
    });
  });

  it("shows recipients in one order, whatever becomes of them", async () => {
    const { sender, zuid, request } = world;
    const recipients = [];
    for (let count = 0; count < 20; count++) recipients.push({ addressId: (await makeAddress(zuid)).id });
    const { share } = await sendShare(sender.context, { ...request, recipients });
    const order = share.recipients.map(({ addressId }) => addressId);
    for (const addressId of order.slice(0, 10).reverse())
      await db.shareRecipient.updateMany({
        where: { shareId: share.id, addressId },
        data: { openedAt: new Date() },
      });
    const seen = await getShare(sender.context, share.id);
    expect(seen.recipients.map(({ addressId }) => addressId)).toEqual(order);
    expect(order).toEqual(recipients.map(({ addressId }) => addressId));
  });

  it("asks the administrator, once, to activate an address that nobody reads", async () => {
    const { sender, zuid, request } = world;
    const silent = await makeAddress(zuid);
    for (let time = 0; time < 2; time++)
      await sendShare(sender.context, { ...request, recipients: [{ addressId: silent.id }] });
    expect(
      await db.administratorTask.count({ where: { organizationId: zuid.id, addressId: silent.id } }),
    ).toBe(1);
  });
});

describe("a share of a study that is still coming in", () => {
  async function upload() {
    const { noord, sender } = world;
    const study = await makeStudy(noord, { series: 1, instances: 1, lastReceivedAt: new Date() });
    const open = await db.import.create({
      data: {
        organizationId: noord.id,
        userId: sender.user.id,
        files: {
          create: { path: "a", size: 1, outcome: "STORED", studyInstanceUid: study.studyInstanceUid },
        },
      },
    });
    const close = () =>
      db.import.update({ where: { id: open.id }, data: { state: "CLOSED", closedAt: new Date() } });
    return { study, close, studies: [{ studyInstanceUid: study.studyInstanceUid }] };
  }

  it("waits until the upload is closed, unseen by the recipient, and mails then", async () => {
    const { sender, recipient, request } = world;
    const { study, close, studies } = await upload();
    const before = (await queuedJobs()).length;
    const { share } = await sendShare(sender.context, { ...request, studies });
    expect(share).toMatchObject({ state: "PREPARING", isComplete: false });
    expect(share.studies[0]).toMatchObject({ expectedInstances: null, storedInstances: 1 });
    expect(await queuedJobs()).toHaveLength(before);
    await expect(getShare(recipient.context, share.id)).rejects.toEqual(refused(404, "not_found"));
    expect((await listShares(recipient.context, { box: "inbox" })).items).toEqual([]);

    await recheckShares({ organizationId: study.organizationId, studyId: study.id });
    expect(await queuedJobs()).toHaveLength(before);
    await addInstance(study, study.series[0]?.id ?? "");
    await close();
    await Promise.all([1, 2, 3].map(() => recheckShares({ studyId: study.id })));
    expect(await queuedJobs()).toHaveLength(before + 1);
    const seen = await getShare(recipient.context, share.id);
    expect(seen).toMatchObject({ state: "SENT", isComplete: true });
    expect(seen.studies[0]).toMatchObject({ expectedInstances: 2, storedInstances: 2 });
  });

  it("goes out at the first instance in an emergency, and says that it isn't complete", async () => {
    const { sender, recipient, request } = world;
    const { study, close, studies } = await upload();
    const { share } = await sendShare(sender.context, { ...request, studies, priority: "EMERGENCY" });
    expect(share).toMatchObject({ state: "SENT", isComplete: false });
    expect((await queuedJobs()).at(-1)?.data).toMatchObject({
      recipientId: share.recipients[0]?.recipientId,
    });
    expect(await db.auditEvent.count({ where: { objectId: share.id, emergency: true } })).toBe(2);
    await close();
    await recheckShares({ studyId: study.id });
    expect(await getShare(recipient.context, share.id)).toMatchObject({ isComplete: true });
  });

  it("is never complete in an emergency where nobody says how many come, until the sender does", async () => {
    const { noord, sender, recipient, stranger, request } = world;
    const study = await makeStudy(noord, { series: 1, instances: 1, lastReceivedAt: new Date() });
    const { share } = await sendShare(sender.context, {
      ...request,
      studies: [{ studyInstanceUid: study.studyInstanceUid }],
      priority: "EMERGENCY",
      emergencyReason: "Beroerte",
      emergencyGround: "CANNOT_CONSENT",
    });
    expect(share).toMatchObject({ emergencyReason: "Beroerte", emergencyGround: "CANNOT_CONSENT" });
    const [row] = await db.auditEvent.findMany({ where: { objectId: share.id, action: "share.sent" } });
    expect(row).toMatchObject({ emergency: true, detail: { emergencyReason: "Beroerte" } });
    // An association ends, hours of silence pass: nobody has said that this is all.
    await db.study.update({
      where: { id: study.id },
      data: { lastReceivedAt: new Date(Date.now() - 6 * 3_600_000) },
    });
    await db.share.update({
      where: { id: share.id },
      data: { createdAt: new Date(Date.now() - 6 * 3_600_000) },
    });
    await addInstance(study, study.series[0]?.id ?? "");
    await recheckShares();
    const seen = await getShare(recipient.context, share.id);
    expect(seen).toMatchObject({ isComplete: false, firstImageAt: null });
    expect(seen.studies[0]).toMatchObject({ expectedInstances: null, storedInstances: 2 });
    await expect(completeShare(recipient.context, share.id)).rejects.toEqual(refused(403, "forbidden"));
    await expect(completeShare(stranger.context, share.id)).rejects.toEqual(refused(404, "not_found"));
    const closed = await completeShare(sender.context, share.id);
    expect(closed).toMatchObject({ isComplete: true });
    expect(closed.studies[0]).toMatchObject({ expectedInstances: 2 });
    // What comes all the same is counted.
    await addInstance(study, study.series[0]?.id ?? "");
    await recheckShares();
    expect((await getShare(recipient.context, share.id)).studies[0]).toMatchObject({ storedInstances: 3 });
  });

  it("is complete at once in an emergency with an old study", async () => {
    const { noord, sender, request } = world;
    const study = await makeStudy(noord, { series: 1, instances: 1 });
    const studies = [{ studyInstanceUid: study.studyInstanceUid }];
    const { share } = await sendShare(sender.context, { ...request, studies, priority: "EMERGENCY" });
    expect(share).toMatchObject({ isComplete: true });
  });

  it("waits for as many as the sender says there will be", async () => {
    const { sender, study, request } = world;
    const studies = [{ studyInstanceUid: study.studyInstanceUid, expectedInstances: 5 }];
    const { share } = await sendShare(sender.context, { ...request, studies });
    expect(share.state).toBe("PREPARING");
    await recheckShares();
    await addInstance(study, study.series[0]?.id ?? "");
    await recheckShares({ studyId: study.id });
    expect(await getShare(sender.context, share.id)).toMatchObject({ state: "SENT", isComplete: true });
  });

  it("goes out however many wait before it, an emergency first", async () => {
    const { noord, sender, study, request } = world;
    const waits = {
      organizationId: noord.id,
      senderId: sender.user.id,
      purpose: "CONSULT",
      priority: "ROUTINE",
      expiresAt: new Date(Date.now() + 3_600_000),
    } as const;
    await db.share.createMany({ data: Array.from({ length: 600 }, () => waits) });
    const studies = [{ studyInstanceUid: study.studyInstanceUid, expectedInstances: 5 }];
    const send = (priority: "ROUTINE" | "EMERGENCY") =>
      sendShare(sender.context, { ...request, studies, priority });
    const routine = (await send("ROUTINE")).share.id;
    const emergency = (await send("EMERGENCY")).share.id;
    await db.share.update({ where: { id: emergency }, data: { state: "PREPARING" } });
    await addInstance(study, study.series[0]?.id ?? "");
    await recheckShares();
    const gone = await db.auditEvent.findMany({
      where: { chain: noord.id, action: "share.went-out" },
      orderBy: { sequence: "asc" },
    });
    expect(gone.map(({ objectId }) => objectId)).toEqual([emergency, routine]);
  });
});

describe("mailboxes", () => {
  it("are read by their members, as long as they are", async () => {
    const { sender, zuid, request } = world;
    const member = await makeUser(zuid, ["DESK"]);
    const mailbox = await makeMailbox(zuid, [member]);
    const { share } = await sendShare(sender.context, {
      ...request,
      recipients: [{ addressId: mailbox.id }],
    });
    expect((await getShare(member.context, share.id)).recipients[0]).toMatchObject({
      isMine: true,
      work: "UNREAD",
    });
    await db.mailboxMember.deleteMany({ where: { userId: member.user.id } });
    await expect(getShare(member.context, share.id)).rejects.toEqual(refused(404, "not_found"));
  });
});
