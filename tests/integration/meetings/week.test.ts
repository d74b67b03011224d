import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import {
  addCaseStudies,
  addMeeting,
  cancelMeeting,
  chaseBeforeDeadline,
  chaseCases,
  closeMeeting,
  editCase,
  getBoard,
  getCase,
  listMeetings,
  lookAtCase,
  markPathology,
  moveMeeting,
  orderCases,
  planComingMeetings,
  presentCase,
  refreshCases,
  removeParticipant,
  saveCaseNote,
  saveMeetingNote,
  saveOpinion,
  saveOutcome,
  setItem,
  setParticipant,
  submitCase,
  withdrawCase,
} from "@/lib/meetings";
import { grantVersion, resolveShareGrant } from "@/lib/shares";
import {
  addInstance,
  CANARY,
  makeAddress,
  makeOrganization,
  makeStudy,
  makeUser,
  runQueued,
} from "../shares/world";
import { dateFromNow, mailsTo, makeMeetingWorld, outcomeOf, type World } from "./world";

let world: World;
beforeEach(async () => {
  world = await makeMeetingWorld();
});

const submit = (w: World, input: Parameters<typeof submitCase>[2] = {}) =>
  submitCase(w.clinician.context, w.meetingId, {
    studies: [{ studyInstanceUid: w.study.studyInstanceUid }],
    question: "Is resectie mogelijk?",
    ...input,
  });

const lightsOf = (found: { items: { kind: string; light: string }[] }) =>
  Object.fromEntries(found.items.map(({ kind, light }) => [kind, light]));

describe("a series", () => {
  it("plans eight weeks ahead, once, at the same time on the wall", async () => {
    await planComingMeetings();
    const { items } = await listMeetings(world.coordinator.context);
    expect(items.length).toBe(8);
    const at = items.map(({ startsAt }) =>
      new Date(startsAt).toLocaleTimeString("nl-NL", { timeZone: "Europe/Amsterdam", timeStyle: "short" }),
    );
    expect(new Set(at)).toEqual(new Set(["16:00"]));
    await planComingMeetings(new Date(Date.now() + 14 * 86_400_000));
    expect((await listMeetings(world.coordinator.context)).items.length).toBe(10);
  });

  it("is planned also where another can't be", async () => {
    const other = await makeMeetingWorld();
    await db.meeting.deleteMany({ where: { seriesId: { in: [world.seriesId, other.seriesId] } } });
    const bad = { id: world.seriesId };
    await db.meetingSeries.update({ where: bad, data: { startTime: "later" } });
    await db.meetingSeries.update({ where: { id: other.seriesId }, data: { title: "Na de ander" } });
    await expect(planComingMeetings()).rejects.toThrow();
    await db.meetingSeries.delete({ where: bad });
    expect(await db.meeting.count({ where: { seriesId: other.seriesId } })).toBeGreaterThan(5);
  });

  it("takes a date of its own, and a meeting moves with what lies before it", async () => {
    const date = dateFromNow(9);
    const { meetingId } = await addMeeting(world.coordinator.context, world.seriesId, {
      date,
      startTime: "08:15",
    });
    await expect(
      addMeeting(world.coordinator.context, world.seriesId, { date, startTime: "08:15" }),
    ).rejects.toMatchObject({ code: "already_planned" });
    const { shares } = await submitCase(world.clinician.context, meetingId, {
      studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
    });
    const board = await moveMeeting(world.coordinator.context, meetingId, {
      date: dateFromNow(20),
      startTime: "08:15",
    });
    const share = await db.share.findUniqueOrThrow({ where: { id: shares[0]?.shareId ?? "" } });
    expect(share.expiresAt.toISOString()).toBe(board.accessEndsAt);
  });

  it("is led by coordinator and chair alone, and never by nobody", async () => {
    for (const { context } of [world.clinician, world.member])
      await expect(
        setParticipant(context, world.seriesId, { addressId: world.addresses.member.id, role: "CHAIR" }),
      ).rejects.toMatchObject({ status: 403 });
    const parts = (await getBoard(world.coordinator.context, world.meetingId)).participants;
    const idOf = (role: string) => parts.find((each) => each.role === role)?.participantId ?? "";
    await removeParticipant(world.coordinator.context, world.seriesId, idOf("CHAIR"));
    await expect(
      removeParticipant(world.coordinator.context, world.seriesId, idOf("COORDINATOR")),
    ).rejects.toMatchObject({ code: "last_coordinator" });
  });

  it("invites only who can sign in here", async () => {
    const away = await makeOrganization("Kliniek Ver", false);
    const address = await makeAddress(away);
    await expect(
      setParticipant(world.coordinator.context, world.seriesId, { addressId: address.id }),
    ).rejects.toMatchObject({ code: "not_connected" });
  });
});

describe("submitting", () => {
  it("copies the patient as the submitting organisation has it and shares the images with the meeting", async () => {
    const found = await submit(world);
    expect(found.patient).toMatchObject({ name: CANARY.name, bsn: CANARY.bsn });
    expect(lightsOf(found)).toEqual({ IMAGES: "GREEN", REPORT: "RED", PATHOLOGY: "RED", QUESTION: "GREEN" });
    const shareId = found.shares[0]?.shareId ?? "";
    for (const { context } of [world.coordinator, world.chair, world.member])
      expect(await resolveShareGrant(context, shareId)).toMatchObject({
        role: "recipient",
        canDownload: false,
      });
    for (const { context } of world.strangers)
      expect(await outcomeOf(() => resolveShareGrant(context, shareId))).toBe("404 not_found");
    const logs = await db.auditEvent.groupBy({
      by: ["chain"],
      where: { action: "meeting-case.submitted" },
      _count: true,
    });
    expect(logs.map(({ chain }) => chain)).toEqual(expect.arrayContaining([world.noord.id, world.zuid.id]));
  });

  it("takes a patient without images, and any participant's earlier images later", async () => {
    const found = await submitCase(world.desk.context, world.meetingId, {
      patient: { name: "Vries^Pieter", birthDate: "19501231", sex: "M", patientIdentifier: "7781" },
      referrerId: world.addresses.clinician.id,
    });
    expect(lightsOf(found)).toEqual({ IMAGES: "RED", REPORT: "RED", PATHOLOGY: "RED", QUESTION: "RED" });
    expect(found.referrer.addressId).toBe(world.addresses.clinician.id);
    const older = await makeStudy(world.oost);
    const after = await addCaseStudies(world.member.context, found.id, {
      studies: [{ studyInstanceUid: older.studyInstanceUid }],
    });
    expect(after.shares.map(({ organization }) => organization)).toEqual(["Ziekenhuis Oost"]);
    expect(lightsOf(after).IMAGES).toBe("GREEN");
    await expect(
      addCaseStudies(world.member.context, found.id, {
        studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("refuses two patients in one case, foreign studies, nobody at all and a wrong BSN", async () => {
    const other = await makeStudy(world.noord);
    await db.patient.update({ where: { id: other.patientId }, data: { bsn: "123456782" } });
    const uids = [world.study, other].map(({ studyInstanceUid }) => ({ studyInstanceUid }));
    await expect(submit(world, { studies: uids })).rejects.toMatchObject({ code: "several_patients" });
    await expect(submitCase(world.member.context, world.meetingId, { studies: uids })).rejects.toMatchObject({
      status: 404,
    });
    await expect(submit(world, { studies: [] })).rejects.toMatchObject({ code: "patient_missing" });
    await expect(
      submit(world, { studies: [], patient: { name: "A^B", bsn: "123456789" } }),
    ).rejects.toMatchObject({ code: "bsn_invalid" });
    expect(await db.meetingCase.count({ where: { meetingId: world.meetingId } })).toBe(0);
  });

  it("ends at the deadline for all but who leads", async () => {
    await db.meeting.update({ where: { id: world.meetingId }, data: { submitBy: new Date(Date.now() - 1) } });
    await expect(submit(world)).rejects.toMatchObject({ code: "deadline_passed" });
    await submitCase(world.coordinator.context, world.meetingId, { patient: { name: "Laat^Kees" } });
  });
});

describe("the lights", () => {
  it("follow what arrives, what is said, and since when", async () => {
    const found = await submit(world, {
      studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
      question: "",
    });
    const red = found.items.find(({ kind }) => kind === "QUESTION")?.since;
    const edited = await editCase(world.clinician.context, found.id, {
      version: found.version,
      question: "Wat nu?",
      pathologyNote: "Adenocarcinoom.",
    });
    expect(lightsOf(edited)).toMatchObject({ QUESTION: "GREEN", PATHOLOGY: "GREEN", REPORT: "RED" });
    expect(edited.items.find(({ kind }) => kind === "QUESTION")?.since).not.toBe(red);
    await expect(
      editCase(world.desk.context, found.id, { version: found.version, question: "Oud" }),
    ).rejects.toMatchObject({ status: 409, code: "changed_meanwhile" });

    await db.study.update({ where: { id: world.study.id }, data: { hasReport: true } });
    await refreshCases({ studyId: world.study.id });
    expect(lightsOf(await getCase(world.chair.context, found.id)).REPORT).toBe("GREEN");
    const missing = await setItem(world.coordinator.context, found.id, "IMAGES", {
      missing: "MRI van oktober",
    });
    expect(lightsOf(missing).IMAGES).toBe("AMBER");
    expect(
      lightsOf(await setItem(world.coordinator.context, found.id, "IMAGES", { missing: "" })).IMAGES,
    ).toBe("GREEN");
    await expect(
      setItem(world.member.context, found.id, "PATHOLOGY", { isNotNeeded: true }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it("take a document of the case's studies for the pathology note, and nothing else", async () => {
    const [document, foreign] = await Promise.all(
      [world.study.id, (await makeStudy(world.noord)).id].map((studyId, index) =>
        db.studyDocument.create({
          data: {
            studyId,
            title: "PA",
            contentType: "application/pdf",
            objectKey: "none",
            length: 1n,
            sha256: new Uint8Array([index]),
            crc32: 0n,
          },
        }),
      ),
    );
    const found = await submit(world);
    const after = await markPathology(world.clinician.context, found.id, document?.id ?? "", {
      isPathology: true,
    });
    expect(lightsOf(after)).toMatchObject({ PATHOLOGY: "GREEN", REPORT: "GREEN" });
    await expect(
      markPathology(world.clinician.context, found.id, foreign?.id ?? "", { isPathology: true }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("turn green when a study that is still arriving is complete", async () => {
    const series = world.study.series[0];
    const found = await submitCase(world.clinician.context, world.meetingId, {
      studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
    });
    await db.shareStudy.updateMany({ where: { studyId: world.study.id }, data: { expectedInstances: 5 } });
    await db.share.updateMany({
      where: { meetingCaseId: found.id },
      data: { state: "PREPARING", isComplete: false },
    });
    await refreshCases();
    expect(lightsOf(await getCase(world.chair.context, found.id)).IMAGES).toBe("AMBER");
    expect(
      await outcomeOf(() => resolveShareGrant(world.chair.context, found.shares[0]?.shareId ?? "")),
    ).toBe("404 not_found");
    await addInstance(world.study, series?.id ?? "");
    const { recheckShares } = await import("@/lib/shares");
    await recheckShares();
    await refreshCases();
    expect(lightsOf(await getCase(world.chair.context, found.id)).IMAGES).toBe("GREEN");
  });

  it("are looked at of every coming case, however many there are", async () => {
    const { items: meetings } = await listMeetings(world.coordinator.context);
    const submitTo = (meeting: { id: string } | undefined) =>
      submitCase(world.clinician.context, meeting?.id ?? "", {
        studies: [{ studyInstanceUid: world.study.studyInstanceUid }],
        question: "Wat nu?",
      });
    const found = await submitTo(meetings[1]);
    const { id: _id, ...row } = await db.meetingCase.findUniqueOrThrow({ where: { id: found.id } });
    const waiting = { ...row, meetingId: world.meetingId, question: "" };
    await db.meetingCase.createMany({ data: Array.from({ length: 1100 }, () => waiting) });
    await db.$executeRaw`
      INSERT INTO "MeetingCaseItem" ("caseId", kind, light)
      SELECT id, unnest(enum_range(NULL::"CaseItemKind")), 'RED' FROM "MeetingCase"
      WHERE "meetingId" = ${world.meetingId}::uuid`;
    const ids = [found.id, (await submitTo(meetings[2])).id];
    await db.meetingCaseItem.updateMany({ where: { caseId: { in: ids } }, data: { light: "RED" } });
    await refreshCases();
    await db.meetingCase.deleteMany({ where: { meetingId: world.meetingId } });
    for (const id of ids)
      expect(lightsOf(await getCase(world.clinician.context, id))).toMatchObject({ QUESTION: "GREEN" });
  });
});

describe("chasing", () => {
  it("writes in the reader's language without a word about the patient", async () => {
    const found = await submit(world, { question: `Betreft ${CANARY.name}` });
    await chaseCases(world.coordinator.context, world.meetingId, { caseId: found.id, kinds: ["REPORT"] });
    expect(await runQueued()).toEqual([]);
    const mails = await mailsTo(world.clinician.user.email);
    expect(mails.map(({ subject }) => subject)).toEqual(["A meeting still waits for you in Beeldbrug"]);
    const text = JSON.stringify(mails);
    for (const secret of [...Object.values(CANARY), "Kanarievogel", "longoncologie", "Longziekten"])
      expect(text).not.toContain(secret);
    const board = await getBoard(world.coordinator.context, world.meetingId);
    const items = board.cases[0]?.items ?? [];
    expect(items.filter(({ chases }) => chases === 1).map(({ kind }) => kind)).toEqual(["REPORT"]);
    await expect(chaseCases(world.clinician.context, world.meetingId, {})).rejects.toMatchObject({
      status: 403,
    });
  });

  it("goes by itself once before the deadline, to who owes something", async () => {
    await submit(world);
    const { submitBy } = world.meeting;
    const before = new Date(Date.parse(submitBy) - 25 * 3_600_000);
    const within = new Date(Date.parse(submitBy) - 23 * 3_600_000);
    await chaseBeforeDeadline(before);
    await runQueued();
    expect(await mailsTo(world.clinician.user.email)).toEqual([]);
    await chaseBeforeDeadline(within);
    await chaseBeforeDeadline(within);
    await runQueued();
    expect(await mailsTo(world.clinician.user.email)).toHaveLength(1);
  });

  it("leaves out who has sent everything meanwhile", async () => {
    const found = await submit(world);
    await chaseCases(world.coordinator.context, world.meetingId, {});
    for (const kind of ["REPORT", "PATHOLOGY"] as const)
      await setItem(world.clinician.context, found.id, kind, { isNotNeeded: true });
    await runQueued();
    expect(await mailsTo(world.clinician.user.email)).toEqual([]);
  });
});

describe("the agenda", () => {
  it("is put in order by who leads, as it is", async () => {
    const ids: string[] = [];
    for (const name of ["Een^A", "Twee^B", "Drie^C"])
      ids.push((await submitCase(world.desk.context, world.meetingId, { patient: { name } })).id);
    const turned = [...ids].reverse();
    const board = await orderCases(world.coordinator.context, world.meetingId, { caseIds: turned });
    expect(board.cases.map(({ id }) => id)).toEqual(turned);
    await withdrawCase(world.desk.context, ids[1] ?? "", { reason: "Overleden" });
    await expect(
      orderCases(world.coordinator.context, world.meetingId, { caseIds: turned }),
    ).rejects.toMatchObject({ code: "agenda_changed" });
    await expect(
      orderCases(world.member.context, world.meetingId, { caseIds: [ids[0] ?? "", ids[2] ?? ""] }),
    ).rejects.toMatchObject({ status: 403 });
  });

  it("marks what is new since the own last look, and keeps ticks apart", async () => {
    const found = await submit(world);
    const row = async (who: World["chair"]) => (await getBoard(who.context, world.meetingId)).cases[0];
    expect((await row(world.chair))?.news).toEqual(["CASE"]);
    expect((await row(world.clinician))?.news).toEqual([]);
    await lookAtCase(world.chair.context, found.id, { isTicked: true });
    expect(await row(world.chair)).toMatchObject({ news: [] });
    expect((await row(world.chair))?.tickedAt).not.toBeNull();
    expect((await row(world.coordinator))?.tickedAt).toBeNull();
    await saveOpinion(world.member.context, found.id, { text: "T2N0", version: 0 });
    const edited = await getCase(world.clinician.context, found.id);
    await editCase(world.clinician.context, found.id, { version: edited.version, question: "Nog een vraag" });
    expect((await row(world.chair))?.news).toEqual(["QUESTION", "OPINION"]);
    await lookAtCase(world.chair.context, found.id, {});
    expect((await row(world.chair))?.news).toEqual([]);
    expect((await row(world.chair))?.tickedAt).not.toBeNull();
  });
});

describe("what is written", () => {
  it("never overwrites what somebody else wrote meanwhile", async () => {
    const { id } = await submit(world);
    const { coordinator, chair } = world;
    await saveCaseNote(coordinator.context, id, { text: "Eerste", version: 0 });
    await expect(saveCaseNote(chair.context, id, { text: "Ook", version: 0 })).rejects.toMatchObject({
      status: 409,
      code: "changed_meanwhile",
      extensions: { version: 1 },
    });
    expect((await getCase(chair.context, id)).note).toMatchObject({ text: "Eerste", version: 1 });
    await saveMeetingNote(chair.context, world.meetingId, { text: "Kwart over", version: 0 });
    await expect(
      saveMeetingNote(coordinator.context, world.meetingId, { text: "x", version: 0 }),
    ).rejects.toMatchObject({ code: "changed_meanwhile" });
    // At the same moment: one of the two.
    const both = await Promise.allSettled(
      [coordinator, chair].map(({ context }) =>
        saveOutcome(context, id, { conclusion: "c", followUp: "", version: 0 }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("stays between those it is for", async () => {
    const { id } = await submit(world);
    await saveCaseNote(world.coordinator.context, id, { text: "geheim", version: 0 });
    await saveOutcome(world.coordinator.context, id, { conclusion: "concept", followUp: "", version: 0 });
    const seen = await getCase(world.member.context, id);
    expect(seen.note).toBeNull();
    expect(seen.outcome.conclusion).toBe("");
    for (const call of [
      () => saveCaseNote(world.member.context, id, { text: "x", version: 1 }),
      () => saveOutcome(world.clinician.context, id, { conclusion: "x", followUp: "", version: 1 }),
      () => presentCase(world.member.context, world.meetingId, { caseId: id }),
    ])
      expect(await outcomeOf(call)).toBe("403 forbidden");
  });
});

describe("the ground", () => {
  const everything = (caseId: string, shareId: string, who: World["member"]) =>
    Promise.all([
      outcomeOf(() => getCase(who.context, caseId)),
      outcomeOf(() => resolveShareGrant(who.context, shareId)),
    ]);

  it("ends with leaving the meeting: at the next request, frames included", async () => {
    const found = await submit(world);
    const shareId = found.shares[0]?.shareId ?? "";
    const { member } = world;
    const before = await grantVersion(member.user.id, shareId);
    expect(await everything(found.id, shareId, member)).toEqual(["ok", "ok"]);
    const own = (await getBoard(member.context, world.meetingId)).participants.find(({ isMine }) => isMine);
    await removeParticipant(member.context, world.seriesId, own?.participantId ?? "");
    expect(await grantVersion(member.user.id, shareId)).not.toBe(before);
    expect(await everything(found.id, shareId, member)).toEqual(["404 not_found", "404 not_found"]);
    expect(await outcomeOf(() => getBoard(member.context, world.meetingId))).toBe("404 not_found");
  });

  it("ends with leaving the mailbox that takes part", async () => {
    const found = await submit(world);
    await db.mailboxMember.deleteMany({ where: { userId: world.desk.user.id } });
    expect(await everything(found.id, found.shares[0]?.shareId ?? "", world.desk)).toEqual([
      "404 not_found",
      "404 not_found",
    ]);
  });

  it("ends with withdrawing the case, for everybody but its sender's own share", async () => {
    const found = await submit(world);
    const shareId = found.shares[0]?.shareId ?? "";
    const before = await grantVersion(world.chair.user.id, shareId);
    await withdrawCase(world.clinician.context, found.id, { reason: "" });
    expect(await grantVersion(world.chair.user.id, shareId)).not.toBe(before);
    for (const who of [world.chair, world.coordinator, world.member])
      expect(await everything(found.id, shareId, who)).toEqual(["410 case_withdrawn", "410 share_revoked"]);
    expect((await getBoard(world.chair.context, world.meetingId)).cases).toEqual([]);
  });

  it.each([0, 3])("ends by the rule after closing: %i days", async (accessDays) => {
    world = await makeMeetingWorld({ accessDays });
    const found = await submit(world);
    const shareId = found.shares[0]?.shareId ?? "";
    const board = await closeMeeting(world.chair.context, world.meetingId);
    expect(board.cases).toHaveLength(accessDays === 0 ? 0 : 1);
    if (accessDays > 0) {
      expect(await everything(found.id, shareId, world.member)).toEqual(["ok", "ok"]);
      const past = new Date(Date.now() - 1);
      const before = await grantVersion(world.member.user.id, shareId);
      await db.meeting.update({ where: { id: world.meetingId }, data: { accessEndsAt: past } });
      expect(await grantVersion(world.member.user.id, shareId)).not.toBe(before);
    }
    const [asCase, asShare] = await everything(found.id, shareId, world.member);
    expect(asCase).toBe("410 meeting_over");
    expect(asShare).toBe("410 share_expired");
  });

  it("ends with calling the meeting off, and a meeting that is over takes nothing more", async () => {
    const found = await submit(world);
    await cancelMeeting(world.coordinator.context, world.meetingId);
    const shareId = found.shares[0]?.shareId ?? "";
    expect(await everything(found.id, shareId, world.member)).toEqual([
      "410 meeting_over",
      "410 share_expired",
    ]);
    expect(await outcomeOf(() => submit(world))).toBe("409 meeting_over");
  });

  it("is never there for who was not invited, nor for a guest of another meeting", async () => {
    const found = await submit(world);
    const shareId = found.shares[0]?.shareId ?? "";
    const guest = await makeUser(world.oost);
    const address = await makeAddress(world.oost, [guest]);
    const other = (await listMeetings(world.coordinator.context)).items[1]?.id ?? "";
    await setParticipant(world.coordinator.context, world.seriesId, {
      addressId: address.id,
      meetingId: other,
    });
    for (const who of [...world.strangers, guest])
      expect(await everything(found.id, shareId, who)).toEqual(["404 not_found", "404 not_found"]);
    expect((await getBoard(guest.context, other)).participants.some(({ isMine }) => isMine)).toBe(true);
    expect((await listMeetings(guest.context)).items.map(({ id }) => id)).toEqual([other]);
  });
});
