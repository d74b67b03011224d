import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getFigures } from "@/lib/figures";
import { sendShare } from "@/lib/shares";
import { makeMailbox, makeStudy, makeUser, makeWorld } from "../shares/world";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const day = (date: Date) => date.toISOString().slice(0, 10);
const PERIOD = {
  from: day(new Date(Date.now() - 7 * 86_400_000)),
  to: day(new Date(Date.now() + 86_400_000)),
};
let world: Awaited<ReturnType<typeof makeWorld>>;
let desk: Awaited<ReturnType<typeof makeUser>>;
let otherDesk: Awaited<ReturnType<typeof makeUser>>;
let operator: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  world = await makeWorld();
  desk = await makeUser(world.noord, ["DESK"]);
  otherDesk = await makeUser(world.zuid, ["DESK"]);
  operator = await makeUser(world.noord, ["OPERATOR"]);
  // Opened after 1 to 10 minutes; one unopened for three days, one declined, one fresh.
  for (let minutes = 1; minutes <= 10; minutes += 1) await sent({ openedAfter: minutes * MINUTE });
  await sent({ age: 72 * HOUR });
  await sent({ declined: true });
  await sent({});
  const mailbox = await makeMailbox(world.zuid, [otherDesk]);
  for (const leadSeconds of [60, 120, 180, null]) await asked(mailbox.id, leadSeconds);
  await makeStudy(world.noord, { patientId: await withoutBsn() });
});

async function sent({
  openedAfter,
  age = HOUR,
  declined = false,
}: {
  openedAfter?: number;
  age?: number;
  declined?: boolean;
}) {
  const { share } = await sendShare(world.sender.context, world.request);
  const at = new Date(Date.now() - age);
  await db.share.update({ where: { id: share.id }, data: { createdAt: at } });
  await db.shareRecipient.updateMany({
    where: { shareId: share.id },
    data: {
      createdAt: at,
      notifiedAt: at,
      ...(openedAfter !== undefined && { openedAt: new Date(at.getTime() + openedAfter) }),
      ...(declined && { declinedAt: at, state: "DECLINED" }),
    },
  });
}

async function asked(addressId: string, leadSeconds: number | null) {
  await db.imageRequest.create({
    data: {
      organizationId: world.noord.id,
      requesterId: world.sender.user.id,
      returnAddressId: addressId,
      holderOrganizationId: world.zuid.id,
      addressId,
      purpose: "COMPARISON",
      priority: "ROUTINE",
      ground: "TREATMENT",
      reason: "Vergelijken",
      neededBy: new Date(Date.now() + (leadSeconds === null ? -HOUR : HOUR)),
      patientName: "Kanarievogel^Wilhelmina",
      ...(leadSeconds !== null && { state: "ANSWERED", leadSeconds, closedAt: new Date() }),
    },
  });
}

async function withoutBsn(): Promise<string> {
  const { id } = await db.patient.create({
    data: { organizationId: world.noord.id, patientIdentifier: "ZONDER", name: "Onbekend^Reiziger" },
  });
  return id;
}

describe("the figures", () => {
  it("count what was sent, opened, late and declined, with median and 90th percentile", async () => {
    const figures = await getFigures(desk.context, PERIOD);
    const [zuid, ...others] = figures.partners.filter(({ direction }) => direction === "sent");
    expect(others).toEqual([]);
    expect(zuid).toMatchObject({
      organization: world.zuid.name,
      shares: 13,
      opened: 10,
      unopened: 2,
      declined: 1,
      late: 1,
    });
    // Of 1 to 10 minutes: halfway 5 and 6, and nine tenths of the way from the first to the last.
    expect(zuid?.openMedian).toBeCloseTo(330);
    expect(zuid?.openP90).toBeCloseTo(546);
    // Every week of the period, the quiet ones too.
    expect(figures.weeks.length).toBeGreaterThanOrEqual(2);
    expect(figures.weeks.reduce((sum, { sent: count }) => sum + count, 0)).toBe(13);
  });

  it("count requests by who was asked, and what is late", async () => {
    const made = (await getFigures(desk.context, PERIOD)).requests;
    expect(made).toMatchObject([
      { direction: "made", requests: 4, answered: 3, open: 1, late: 1, answerMedian: 120, answerP90: 168 },
    ]);
    const held = (await getFigures(otherDesk.context, PERIOD)).requests;
    expect(held).toMatchObject([{ direction: "held", organization: world.noord.name, requests: 4 }]);
  });

  it("say how many studies carry a BSN", async () => {
    expect((await getFigures(desk.context, PERIOD)).bsn).toEqual([
      { origin: "UPLOAD", studies: 2, withBsn: 1 },
    ]);
  });

  it("see the other end of a sending, and hold nothing of a patient", async () => {
    const figures = await getFigures(otherDesk.context, PERIOD);
    expect(figures.partners).toMatchObject([
      { direction: "received", organization: world.noord.name, shares: 13 },
    ]);
    expect(JSON.stringify([figures, await getFigures(desk.context, PERIOD)])).not.toMatch(
      /Kanarie|CANARY|Onbekend/,
    );
  });

  it("are for desks, coordinators, administrators, and of everything for the operator", async () => {
    await expect(getFigures(world.sender.context, PERIOD)).rejects.toMatchObject({ status: 403 });
    await expect(getFigures(operator.context, PERIOD)).rejects.toMatchObject({ status: 403 });
    await expect(getFigures(desk.context, { ...PERIOD, scope: "installation" })).rejects.toMatchObject({
      status: 403,
    });
    const all = await getFigures(operator.context, { ...PERIOD, scope: "installation" });
    expect(all.partners).toMatchObject([{ direction: "sent", shares: 13 }]);
    expect(all.bsn).toEqual([{ origin: "UPLOAD", studies: 2, withBsn: 1 }]);
  });

  it("of a period without anything are empty", async () => {
    expect(await getFigures(desk.context, { from: "2020-01-01", to: "2020-01-31" })).toEqual({
      from: "2020-01-01",
      to: "2020-01-31",
      weeks: [],
      partners: [],
      requests: [],
      bsn: [],
    });
  });
});
