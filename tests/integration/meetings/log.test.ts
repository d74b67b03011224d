import { expect, it } from "vitest";
import { verifyChain } from "@/lib/audit";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  addCaseStudies,
  addMeeting,
  amendOutcome,
  cancelMeeting,
  chaseCases,
  closeMeeting,
  dropAmendment,
  editCase,
  editSeries,
  getBoard,
  getCase,
  lookAtCase,
  markPathology,
  moveMeeting,
  orderCases,
  presentCase,
  printAgenda,
  removeParticipant,
  saveCaseNote,
  saveMeetingNote,
  saveOpinion,
  saveOutcome,
  setItem,
  signOutcome,
  submitCase,
  withdrawCase,
} from "@/lib/meetings";
import { ingest, makeInstance } from "../../support/ingest";
import { makeStudy, runQueued } from "../shares/world";
import { dateFromNow, makeMeetingWorld, outcomeOf, SERIES } from "./world";

/** What concerns a case is in the log of whose patient it is, too. */
const OF_A_CASE = [
  "meeting-case.amendment-dropped",
  "meeting-case.changed",
  "meeting-case.item-set",
  "meeting-case.looked-at",
  "meeting-case.note-written",
  "meeting-case.opinion-written",
  "meeting-case.outcome-reopened",
  "meeting-case.outcome-signed",
  "meeting-case.outcome-written",
  "meeting-case.pathology-marked",
  "meeting-case.reported",
  "meeting-case.studies-added",
  "meeting-case.submitted",
  "meeting-case.viewed",
  "meeting-case.withdrawn",
];
const OF_A_MEETING = [
  "meeting-series.changed",
  "meeting-series.created",
  "meeting.cancelled",
  "meeting.chased",
  "meeting.closed",
  "meeting.exported",
  "meeting.moved",
  "meeting.note-written",
  "meeting.ordered",
  "meeting.participant-left",
  "meeting.participant-set",
  "meeting.planned",
  "meeting.presented",
  "meeting.viewed",
];

it("everything that is done in and about a meeting is in the log, of every organisation that it concerns", async () => {
  const world = await makeMeetingWorld();
  const { coordinator, chair, clinician, member, meetingId, seriesId } = world;
  const study = newUid();
  await ingest(world.noord.id, makeInstance({ StudyInstanceUID: study }));
  const row = await db.study.findFirstOrThrow({ where: { studyInstanceUid: study } });
  const document = await db.studyDocument.create({
    data: {
      studyId: row.id,
      title: "PA",
      contentType: "application/pdf",
      objectKey: "none",
      length: 1n,
      sha256: new Uint8Array([1]),
      crc32: 0n,
    },
  });

  await editSeries(coordinator.context, seriesId, { ...SERIES, location: "Zaal 2" });
  const { meetingId: extra } = await addMeeting(coordinator.context, seriesId, {
    date: dateFromNow(9),
    startTime: "08:15",
  });
  await moveMeeting(coordinator.context, extra, { date: dateFromNow(10), startTime: "08:15" });
  await cancelMeeting(coordinator.context, extra);

  const { id } = await submitCase(clinician.context, meetingId, { studies: [{ studyInstanceUid: study }] });
  const away = await submitCase(clinician.context, meetingId, { patient: { name: "Weg^Wim" } });
  const older = await makeStudy(world.oost);
  const { version } = await addCaseStudies(member.context, id, {
    studies: [{ studyInstanceUid: older.studyInstanceUid }],
  });
  await editCase(clinician.context, id, { version, question: "Wat nu?" });
  await setItem(clinician.context, id, "REPORT", { isNotNeeded: true });
  await markPathology(clinician.context, id, document.id, { isPathology: true });
  await chaseCases(coordinator.context, meetingId, { caseId: away.id, kinds: ["QUESTION"] });
  await orderCases(coordinator.context, meetingId, { caseIds: [away.id, id] });
  await withdrawCase(clinician.context, away.id, { reason: "Overleden" });
  await getBoard(member.context, meetingId);
  await getCase(member.context, id);
  await lookAtCase(chair.context, id, { isTicked: true });
  await saveOpinion(chair.context, id, { text: "cT1b", version: 0 });
  await saveMeetingNote(coordinator.context, meetingId, { text: "Zaal 2", version: 0 });
  await saveCaseNote(coordinator.context, id, { text: "Tweede spreker", version: 0 });
  await printAgenda(member.context, meetingId, { hasNames: true });
  await presentCase(coordinator.context, meetingId, { caseId: id });
  const written = await saveOutcome(coordinator.context, id, {
    conclusion: "Opereren.",
    followUp: "",
    version: 0,
  });
  await signOutcome(chair.context, id, { version: written.outcome.version });
  expect(await runQueued()).toEqual([]);
  const signed = await getCase(chair.context, id);
  await amendOutcome(chair.context, id, { reason: "Zijde", version: signed.outcome.version });
  await dropAmendment(chair.context, id);
  const own = (await getBoard(member.context, meetingId)).participants.find(({ isMine }) => isMine);
  await removeParticipant(member.context, seriesId, own?.participantId ?? "");
  await closeMeeting(coordinator.context, meetingId);

  const actionsOf = async (chain: string) =>
    (
      await db.auditEvent.findMany({
        where: { chain, outcome: "SUCCESS", action: { startsWith: "meeting" } },
        distinct: ["action"],
        select: { action: true },
      })
    )
      .map(({ action }) => action)
      .sort();
  expect(await actionsOf(world.zuid.id)).toEqual([...OF_A_CASE, ...OF_A_MEETING].sort());
  expect(await actionsOf(world.noord.id)).toEqual(expect.arrayContaining(OF_A_CASE));
  // What was said about the patient isn't in it, the patient's number and whose images went is.
  const rows = await db.auditEvent.findMany({ where: { objectId: id } });
  expect(JSON.stringify(rows.map(({ detail }) => detail))).not.toMatch(/Opereren|cT1b|Tweede spreker|Wat nu/);
  expect(rows.every(({ purpose, treatmentRelation }) => purpose === "MDO" && treatmentRelation)).toBe(true);

  // So is who was refused.
  expect(await outcomeOf(() => getCase(member.context, id))).toBe("404 not_found");
  expect(
    await db.auditEvent.count({
      where: { chain: world.oost.id, action: "meeting-case.access", outcome: { not: "SUCCESS" } },
    }),
  ).toBe(1);
  for (const { id: organizationId } of [world.noord, world.zuid, world.oost])
    expect(await verifyChain(organizationId)).toMatchObject({ ok: true });
});
