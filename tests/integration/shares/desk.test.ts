import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import {
  getShare,
  listShares,
  remindRecipients,
  replyToShare,
  resolveShareGrant,
  revokeShare,
  sendShare,
} from "@/lib/shares";
import { makeMailbox, makeUser, makeWorld, queuedJobs } from "./world";

let world: Awaited<ReturnType<typeof makeWorld>>;
let desk: Awaited<ReturnType<typeof makeDesk>>;

/** Two colleagues who read one mailbox; the first has sent something. */
async function makeDesk() {
  const { noord } = world;
  const anna = await makeUser(noord, ["DESK"]);
  const bram = await makeUser(noord, ["DESK"]);
  const mailbox = await makeMailbox(noord, [anna, bram]);
  const { share } = await sendShare(anna.context, world.request);
  return { anna, bram, mailbox, shareId: share.id };
}
beforeEach(async () => {
  await db.$executeRaw`DELETE FROM pgboss.job`;
  world = await makeWorld();
  desk = await makeDesk();
});

const sentOf = async ({ context }: { context: Parameters<typeof listShares>[0] }) =>
  (await listShares(context, { box: "sent" })).items.map(({ id }) => id);

describe("a colleague at the same desk", () => {
  it("sees what was sent, by whom, with the mail's troubles, and follows it", async () => {
    const { bram, anna, shareId } = desk;
    await db.shareRecipient.updateMany({ where: { shareId }, data: { mail: "FAILED", mailError: "550 no" } });
    expect(await sentOf(bram)).toEqual([shareId]);
    const share = await getShare(bram.context, shareId);
    expect(share).toMatchObject({ role: "sender", sender: { userId: anna.user.id } });
    expect(share.recipients[0]).toMatchObject({ mailError: "550 no" });
    expect(await resolveShareGrant(bram.context, shareId)).toMatchObject({
      role: "sender",
      recipientIds: [],
      canDownload: true,
    });
    await remindRecipients(bram.context, shareId);
    expect(await revokeShare(bram.context, shareId)).toMatchObject({ state: "REVOKED", role: "sender" });
    const [row] = await db.auditEvent.findMany({ where: { action: "share.revoked", objectId: shareId } });
    expect(row).toMatchObject({ userId: bram.user.id });
  });

  it("answers for the desk, which isn't mailed to the desk", async () => {
    await replyToShare(desk.bram.context, desk.shareId, { text: "Ik neem het over." });
    expect((await queuedJobs()).map(({ name }) => name)).not.toContain("share-sender-notice");
  });
});

describe("nobody else follows it", () => {
  const refused = async (context: Parameters<typeof getShare>[0]) => {
    const { shareId } = desk;
    for (const call of [
      () => getShare(context, shareId),
      () => resolveShareGrant(context, shareId),
      () => revokeShare(context, shareId),
      () => remindRecipients(context, shareId),
    ])
      await expect(call()).rejects.toMatchObject({ status: 404 });
    expect((await listShares(context, { box: "sent" })).items).toEqual([]);
  };

  it("at another desk of the same organisation, or without a mailbox", async () => {
    const other = await makeUser(world.noord, ["DESK"]);
    await refused(other.context);
    await makeMailbox(world.noord, [other]);
    await refused(other.context);
  });

  it("without the role, though a member of the mailbox", async () => {
    const reader = await makeUser(world.noord, ["CARE_PROVIDER", "ADMINISTRATOR"]);
    await db.mailboxMember.create({
      data: { userId: reader.user.id, healthcareServiceId: desk.mailbox.healthcareServiceId ?? "" },
    });
    await refused(reader.context);
  });

  it("at another organisation", async () => {
    await refused((await makeUser(world.zuid, ["DESK"])).context);
  });

  it("once out of the mailbox, or once the mailbox is closed", async () => {
    const { bram, mailbox } = desk;
    await db.mailboxMember.deleteMany({ where: { userId: bram.user.id } });
    await refused(bram.context);
    await db.mailboxMember.create({
      data: { userId: bram.user.id, healthcareServiceId: mailbox.healthcareServiceId ?? "" },
    });
    expect(await sentOf(bram)).toEqual([desk.shareId]);
    await db.healthcareService.update({
      where: { id: mailbox.healthcareServiceId ?? "" },
      data: { endedAt: new Date() },
    });
    await refused(bram.context);
  });

  it("and what a care provider sent isn't the desk's", async () => {
    const { share } = await sendShare(world.sender.context, { ...world.request });
    expect(await sentOf(desk.bram)).toEqual([desk.shareId]);
    await expect(getShare(desk.bram.context, share.id)).rejects.toMatchObject({ status: 404 });
  });
});
