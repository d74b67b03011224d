import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  amendOutcome,
  closeMeeting,
  deliverReport,
  dropAmendment,
  getBoard,
  getCase,
  getReport,
  saveOutcome,
  signOutcome,
  submitCase,
  withdrawCase,
} from "@/lib/meetings";
import { getShare, getSharedDocument, listShares, resolveShareGrant } from "@/lib/shares";
import { ingest, makeInstance } from "../../support/ingest";
import { readPdf, readProperties } from "../../support/read-pdf";
import { runQueued } from "../shares/world";
import { makeMeetingWorld, outcomeOf, type World } from "./world";

const REASON = "Zijde verwisseld: links is rechts.";
let world: World;
let study: string;
let id: string;

async function begin(settings = {}) {
  world = await makeMeetingWorld(settings);
  study = newUid();
  await ingest(
    world.noord.id,
    makeInstance({
      StudyInstanceUID: study,
      SeriesInstanceUID: newUid(),
      SOPInstanceUID: newUid(),
      PatientName: "Zeldzaam^Quirina",
      PatientID: "N-991",
    }),
  );
  ({ id } = await submitCase(world.clinician.context, world.meetingId, {
    studies: [{ studyInstanceUid: study }],
    question: "Wat te doen?",
  }));
}
beforeEach(() => begin());

const versionNow = async () => (await getCase(world.chair.context, id)).outcome.version;

async function sign(conclusion: string) {
  const { outcome } = await saveOutcome(world.coordinator.context, id, {
    conclusion,
    followUp: "",
    version: await versionNow(),
  });
  return signOutcome(world.chair.context, id, { version: outcome.version });
}

async function signAndDeliver(conclusion: string) {
  await sign(conclusion);
  expect(await runQueued()).toEqual([]);
}

const amend = async (reason = REASON) =>
  amendOutcome(world.chair.context, id, { reason, version: await versionNow() });

const stored = () =>
  db.study.findFirstOrThrow({
    where: { studyInstanceUid: study, organizationId: world.noord.id },
    include: {
      series: { where: { modality: "DOC" }, include: { instances: true }, orderBy: { seriesNumber: "asc" } },
      documents: { orderBy: { createdAt: "asc" } },
    },
  });

describe("a signed outcome", () => {
  it("stays with its case: that isn't withdrawn any more, nor while it is amended", async () => {
    await signAndDeliver("Links opereren.");
    const withdraw = () => outcomeOf(() => withdrawCase(world.clinician.context, id, { reason: "" }));
    expect(await withdraw()).toBe("409 already_signed");
    await amend();
    expect(await withdraw()).toBe("409 already_signed");
    expect((await getBoard(world.chair.context, world.meetingId)).cases.map((row) => row.id)).toEqual([id]);
  });

  it("is opened again by the chair alone, once its report has arrived, as it was read and with a reason", async () => {
    const { chair, coordinator, clinician, strangers } = world;
    const input = { reason: REASON, version: await versionNow() };
    expect(await outcomeOf(() => amendOutcome(chair.context, id, { ...input, version: 1 }))).toBe(
      "409 not_signed",
    );
    await sign("Lobectomie links.");
    const version = await versionNow();
    expect(await outcomeOf(() => amend())).toBe("409 report_pending");
    expect(await runQueued()).toEqual([]);
    for (const { context } of [coordinator, clinician])
      expect(await outcomeOf(() => amendOutcome(context, id, { reason: REASON, version }))).toBe(
        "403 forbidden",
      );
    for (const { context } of strangers)
      expect(await outcomeOf(() => amendOutcome(context, id, { reason: REASON, version }))).toBe(
        "404 not_found",
      );
    expect(
      await outcomeOf(() => amendOutcome(chair.context, id, { reason: REASON, version: version - 1 })),
    ).toBe("409 changed_meanwhile");
    await expect(
      (async () => amendOutcome(chair.context, id, { reason: "  ", version }))(),
    ).rejects.toMatchObject({
      name: "ZodError",
    });
    expect(await db.meetingAmendment.count({ where: { caseId: id } })).toBe(0);
    await amend();
    expect(await outcomeOf(() => amend())).toBe("409 not_signed");
    const refused = await db.auditEvent.count({
      where: { action: "meeting-case.outcome-reopened", outcome: "REFUSED" },
    });
    expect(refused).toBe(5);
  });

  it("counts until it is signed anew; participants see it, and its text isn't lost", async () => {
    await signAndDeliver("Lobectomie links.");
    await amend();
    await saveOutcome(world.coordinator.context, id, {
      conclusion: "Lobectomie rechts.",
      followUp: "",
      version: await versionNow(),
    });
    const { outcome } = await getCase(world.member.context, id);
    expect(outcome).toMatchObject({ conclusion: "", signedAt: null });
    expect(outcome.earlier).toMatchObject([
      { conclusion: "Lobectomie links.", reason: REASON, openedBy: world.chair.user.name, replacedAt: null },
    ]);
    const text = await readPdf(await getReport(world.member.context, id));
    expect(text).toContain("Lobectomie links.");
    expect(text).not.toContain("vervangt");
    // A job that comes late delivers nothing that isn't signed.
    const shares = await db.share.count();
    await deliverReport({ caseId: id });
    expect(await db.share.count()).toBe(shares);
    await expect(closeMeeting(world.coordinator.context, world.meetingId)).rejects.toMatchObject({
      code: "outcomes_unsigned",
    });
  });

  it("stays as it was when the amendment is dropped", async () => {
    await signAndDeliver("Lobectomie links.");
    const before = (await getCase(world.chair.context, id)).outcome;
    expect(await outcomeOf(() => dropAmendment(world.chair.context, id))).toBe("409 not_amending");
    await amend();
    expect(await outcomeOf(() => dropAmendment(world.coordinator.context, id))).toBe("403 forbidden");
    const { outcome } = await saveOutcome(world.coordinator.context, id, {
      conclusion: "Anders.",
      followUp: "",
      version: await versionNow(),
    });
    const dropped = await dropAmendment(world.chair.context, id);
    expect(dropped.outcome).toEqual({
      ...before,
      ...pickEdit(dropped.outcome),
      version: outcome.version + 1,
    });
    await runQueued();
    expect((await listShares(world.clinician.context, { box: "inbox" })).items).toHaveLength(1);
  });
});

const pickEdit = ({ updatedAt, updatedBy }: { updatedAt: string | null; updatedBy: string }) => ({
  updatedAt,
  updatedBy,
});

describe("the report of an amended outcome", () => {
  it("replaces the earlier one, which is kept, in the archive, the inbox and the log", async () => {
    await signAndDeliver("Lobectomie links.");
    const [first] = (await listShares(world.clinician.context, { box: "inbox" })).items;
    await getShare(world.clinician.context, first?.id ?? "");
    await amend();
    // The same text again would replace nothing.
    expect(
      await outcomeOf(async () => signOutcome(world.chair.context, id, { version: await versionNow() })),
    ).toBe("422 outcome_unchanged");
    await signAndDeliver("Lobectomie rechts.");
    // The queue may run a job twice.
    await db.meetingOutcome.update({ where: { caseId: id }, data: { reportedAt: null } });
    const before = await db.share.count();
    await deliverReport({ caseId: id });
    expect(await db.share.count()).toBe(before + 1);

    const { series, documents } = await stored();
    expect(series.map(({ instances }) => instances.length)).toEqual([1, 1]);
    expect(series[0]?.description).not.toContain("replaces");
    expect(series[1]?.description).toMatch(/^Amended MDT outcome, replaces /);
    expect(series[1]?.seriesNumber).toBe((series[0]?.seriesNumber ?? 0) + 1);
    expect(documents).toHaveLength(2);
    expect(documents[0]?.title).toMatch(/\(replaced [^()]+\)/);
    expect(documents[1]?.title).toMatch(/, amended /);
    expect(await db.conflict.count()).toBe(0);

    // New in the inbox, with the new report alone; the earlier one is still there.
    const inbox = await listShares(world.clinician.context, { box: "inbox" });
    expect(inbox.items.slice(1).map((each) => each.id)).toContain(first?.id);
    expect(inbox.items[0]).toMatchObject({ purpose: "MDO", sender: { name: world.chair.user.name } });
    const shareId = inbox.items[0]?.id ?? "";
    const share = await getShare(world.clinician.context, shareId);
    expect(share.message).toContain("replaces");
    const grant = await resolveShareGrant(world.chair.context, shareId);
    expect(grant.studies.get(study)?.seriesInstanceUids).toEqual([series[1]?.seriesInstanceUid]);
    expect(share.studies[0]?.documents).toHaveLength(1);
    const { body } = await getSharedDocument(world.clinician.context, {
      id: shareId,
      documentId: share.studies[0]?.documents[0]?.documentId ?? "",
    });
    const pdf = new Uint8Array(await new Response(body).arrayBuffer());
    const text = await readPdf(pdf);
    expect(text).toContain("This report replaces the report of");
    expect(text).toContain(`signed by ${world.chair.user.name}`);
    expect(text).toContain(REASON);
    expect(text).toContain("Lobectomie rechts.");
    expect(text).not.toContain("Lobectomie links.");
    expect((await readProperties(pdf)).Title).toBe("Amended outcome of the multidisciplinary meeting");
    const old = await getShare(world.clinician.context, first?.id ?? "");
    expect(old.studies[0]?.documents[0]?.title).toMatch(/replaced/);

    const events = await db.auditEvent.findMany({
      where: { action: { startsWith: "meeting-case." }, outcome: "SUCCESS", chain: world.zuid.id },
      select: { action: true, detail: true },
      orderBy: { sequence: "asc" },
    });
    const uid = series[0]?.instances[0]?.sopInstanceUid;
    expect(detailOf(events, "meeting-case.outcome-reopened")).toMatchObject([{ sopInstanceUid: uid }]);
    expect(detailOf(events, "meeting-case.outcome-signed")).toMatchObject([{}, { replaces: uid }]);
    expect(detailOf(events, "meeting-case.reported").at(-1)).toMatchObject({ shareId, replaces: uid });
    // Free text may name the patient: the log holds none of it.
    expect(JSON.stringify(events)).not.toContain(REASON);
  });

  it("replaces the last one when it is amended twice", async () => {
    await signAndDeliver("Lobectomie links.");
    await amend();
    await signAndDeliver("Lobectomie rechts.");
    await amend("Toch bestralen.");
    await signAndDeliver("Radiotherapie.");
    const { outcome } = await getCase(world.member.context, id);
    expect(outcome.conclusion).toBe("Radiotherapie.");
    expect(outcome.earlier.map((each) => each.conclusion)).toEqual([
      "Lobectomie rechts.",
      "Lobectomie links.",
    ]);
    expect(outcome.earlier.every((each) => each.replacedAt !== null)).toBe(true);
    const text = await readPdf(await getReport(world.member.context, id));
    expect(text).toContain("Toch bestralen.");
    expect(text).not.toContain(REASON);
    const { series, documents } = await stored();
    expect(series).toHaveLength(3);
    expect(documents.map(({ title }) => title.match(/replaced/g)?.length ?? 0)).toEqual([1, 1, 0]);
  });

  it("can be made after the meeting, as long as that gives access", async () => {
    await begin({ accessDays: 7 });
    await signAndDeliver("Lobectomie links.");
    await closeMeeting(world.coordinator.context, world.meetingId);
    const version = await versionNow();
    expect(
      await outcomeOf(() => saveOutcome(world.chair.context, id, { conclusion: "x", followUp: "", version })),
    ).toBe("409 meeting_over");
    await amend();
    await signAndDeliver("Lobectomie rechts.");
    expect((await stored()).documents).toHaveLength(2);
    const again = () => amendOutcome(world.chair.context, id, { reason: REASON, version: version + 3 });
    await db.meeting.update({ where: { id: world.meetingId }, data: dayOfClosing(31) });
    expect(await outcomeOf(again)).toBe("410 meeting_over");
    await db.meeting.update({ where: { id: world.meetingId }, data: dayOfClosing(29) });
    expect(await outcomeOf(again)).toBe("ok");
  });

  it("can be made by the chair after a meeting that ended all access, without its images", async () => {
    await begin({ accessDays: 0 });
    const other = await submitCase(world.clinician.context, world.meetingId, {
      studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
    });
    await signAndDeliver("Lobectomie links.");
    await closeMeeting(world.coordinator.context, world.meetingId);
    // What was decided, by who decided it; what was only spoken of is closed.
    const board = await getBoard(world.chair.context, world.meetingId);
    expect(board).toMatchObject({ isOpen: false, canSign: true, amendableUntil: expect.any(String) });
    expect(board.cases.map((row) => [row.id, row.shares])).toEqual([[id, []]]);
    expect(await outcomeOf(() => getCase(world.chair.context, other.id))).toBe("410 meeting_over");
    for (const { context } of [world.coordinator, world.clinician, world.member]) {
      expect(await getBoard(context, world.meetingId)).toMatchObject({ cases: [], amendableUntil: null });
      expect(await outcomeOf(() => getCase(context, id))).toBe("410 meeting_over");
    }
    const [share] = await db.share.findMany({ where: { meetingCaseId: id } });
    expect(await outcomeOf(() => resolveShareGrant(world.chair.context, share?.id ?? ""))).toMatch(/^410 /);

    await amend();
    const { outcome } = await saveOutcome(world.chair.context, id, {
      conclusion: "Lobectomie rechts.",
      followUp: "",
      version: await versionNow(),
    });
    await signOutcome(world.chair.context, id, { version: outcome.version });
    expect(await runQueued()).toEqual([]);
    expect((await stored()).documents).toHaveLength(2);
    expect(await readPdf(await getReport(world.chair.context, id))).toContain("Lobectomie rechts.");
  });
});

/** A meeting that was closed so many days ago, and ended all access then. */
function dayOfClosing(days: number) {
  const closedAt = new Date(Date.now() - days * 86_400_000);
  return { closedAt, accessEndsAt: closedAt };
}

const detailOf = (events: { action: string; detail: unknown }[], action: string) =>
  events.filter((event) => event.action === action).map(({ detail }) => detail ?? {});
