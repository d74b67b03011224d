import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { conflict, forbidden } from "@/lib/errors";
import { expectVersion, lockMeeting, refuseWhenOver, requireLead } from "./access";
import { openAmendment } from "./amend-outcome";
import { changeCase } from "./change-case";
import { recordMeeting } from "./record";
import { type Case, type Draft, DraftInput, OutcomeInput } from "./schemas";

/** One's preliminary opinion on a case, as it is written. @throws ProblemError 409 `changed_meanwhile` */
export function saveOpinion(context: Context, caseId: string, input: DraftInput): Promise<Case> {
  const { text, version } = DraftInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.opinion-written",
    isForAll: true,
    work: async (transaction, { user, case: { id } }) => {
      const key = { caseId: id, userId: user.actor.userId };
      const before = await transaction.meetingOpinion.findUnique({ where: { caseId_userId: key } });
      expectVersion(before?.version ?? 0, version);
      const data = { text, version: version + 1, updatedAt: new Date() };
      await transaction.meetingOpinion.upsert({
        where: { caseId_userId: key },
        create: { ...key, ...data },
        update: data,
      });
    },
  });
}

/** The notes of who leads, on one case. @throws ProblemError 403 for others, 409 `changed_meanwhile` */
export function saveCaseNote(context: Context, caseId: string, input: DraftInput): Promise<Case> {
  const { text, version } = DraftInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.note-written",
    isForAll: true,
    work: async (transaction, { user, isLead, meeting, case: { id } }) => {
      if (!isLead) throw forbidden("forbidden", "Only the coordinator or the chair can do this.");
      const before = await transaction.meetingNote.findUnique({ where: { caseId: id } });
      expectVersion(before?.version ?? 0, version);
      const data = { text, version: version + 1, updatedAt: new Date(), updatedBy: user.actor.name };
      await transaction.meetingNote.upsert({
        where: { caseId: id },
        create: { ...data, caseId: id, meetingId: meeting.id },
        update: data,
      });
    },
  });
}

/** The notes of who leads, on the meeting as a whole. */
export async function saveMeetingNote(
  context: Context,
  meetingId: string,
  input: DraftInput,
): Promise<Draft> {
  const { text, version } = DraftInput.parse(input);
  return db.$transaction(async (transaction) => {
    await lockMeeting(transaction, meetingId);
    const { user, meeting } = await requireLead(transaction, context, meetingId);
    const before = await transaction.meetingNote.findFirst({
      where: { meetingId: meeting.id, caseId: null },
    });
    expectVersion(before?.version ?? 0, version);
    const updatedAt = new Date();
    const data = { text, version: version + 1, updatedAt, updatedBy: user.actor.name };
    if (before) await transaction.meetingNote.update({ where: { id: before.id }, data });
    else await transaction.meetingNote.create({ data: { ...data, meetingId: meeting.id } });
    await recordMeeting(transaction, context, meeting, { action: "meeting.note-written" });
    return { text, version: version + 1, updatedBy: user.actor.name, updatedAt: updatedAt.toISOString() };
  });
}

/** What was decided, as it is written down; final once signed. @throws ProblemError 403, 409 */
export function saveOutcome(context: Context, caseId: string, input: OutcomeInput): Promise<Case> {
  const { conclusion, followUp, version } = OutcomeInput.parse(input);
  return changeCase(context, caseId, {
    action: "meeting-case.outcome-written",
    isAlsoAfter: true,
    work: async (transaction, { user, isLead, meeting, case: { id } }) => {
      if (!isLead) throw forbidden("forbidden", "Only the coordinator or the chair can do this.");
      if (!(await openAmendment(transaction, id))) refuseWhenOver(meeting);
      const before = await transaction.meetingOutcome.findUnique({ where: { caseId: id } });
      if (before?.signedAt) throw conflict("already_signed", "This outcome was signed.");
      expectVersion(before?.version ?? 0, version);
      const data = {
        conclusion,
        followUp,
        version: version + 1,
        updatedAt: new Date(),
        updatedBy: user.actor.name,
      };
      await transaction.meetingOutcome.upsert({
        where: { caseId: id },
        create: { ...data, caseId: id },
        update: data,
      });
    },
  });
}

/** Notes that the person looked at a case, and whether it is ticked off. Nobody else sees either. */
export function lookAtCase(
  context: Context,
  caseId: string,
  { isTicked }: { isTicked?: boolean },
): Promise<Case> {
  return changeCase(context, caseId, {
    action: "meeting-case.looked-at",
    isForAll: true,
    isQuiet: true,
    work: async (transaction, { user, case: { id } }) => {
      const key = { caseId: id, userId: user.actor.userId };
      const now = new Date();
      const data = {
        lookedAt: now,
        ...(isTicked !== undefined && { tickedAt: isTicked ? now : null }),
      };
      await transaction.meetingLook.upsert({
        where: { caseId_userId: key },
        create: { ...key, ...data },
        update: data,
      });
    },
  });
}
