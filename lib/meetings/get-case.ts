import { EventCode } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { oncePerViewing } from "@/lib/shares";
import { type CaseAccess, requireCase } from "./access";
import { rowSelect, viewRow } from "./case-view";
import { recordMeeting, withRefusals } from "./record";
import type { Case } from "./schemas";

/** One case with everything that is said about it. @throws ProblemError 403, 404, 410 as `requireCase` */
export async function getCase(context: Context, caseId: string): Promise<Case> {
  return withRefusals(context, "meeting-case.access", caseId, async () => {
    const access = await requireCase(db, context, caseId);
    await oncePerViewing(`case|${access.user.actor.userId}|${access.case.id}`, () =>
      db.$transaction((transaction) =>
        recordMeeting(transaction, context, access.meeting, {
          action: "meeting-case.viewed",
          eventCode: EventCode.query,
          announced: false,
          case: access.case,
        }),
      ),
    );
    return viewCase(access);
  });
}

/** The case after a change, as who changed it sees it. */
export async function viewCase({ user, isLead, role, case: { id } }: CaseAccess): Promise<Case> {
  const row = await db.meetingCase.findUniqueOrThrow({
    where: { id },
    select: {
      ...rowSelect(user.actor.userId),
      meetingId: true,
      wantedStudies: true,
      pathologyNote: true,
      submittedBy: { select: { name: true, organization: { select: { name: true } } } },
      opinions: {
        select: {
          userId: true,
          text: true,
          version: true,
          updatedAt: true,
          user: { select: { name: true, organization: { select: { name: true } } } },
        },
        orderBy: { updatedAt: "asc" },
      },
      notes: true,
      outcome: { include: { amendments: { orderBy: { signedAt: "desc" } } } },
    },
  });
  const own = row.opinions.find(({ userId }) => userId === user.actor.userId);
  const note = row.notes[0];
  const { outcome } = row;
  return {
    ...viewRow(user, row, isLead),
    meetingId: row.meetingId,
    submittedBy: { name: row.submittedBy.name, organization: row.submittedBy.organization.name },
    submittedAt: row.createdAt.toISOString(),
    wantedStudies: row.wantedStudies,
    pathologyNote: row.pathologyNote,
    opinionTexts: row.opinions
      .filter(({ text }) => text !== "")
      .map(({ userId, text, updatedAt, user: author }) => ({
        userId,
        name: author.name,
        organization: author.organization.name,
        text,
        at: updatedAt.toISOString(),
      })),
    myOpinion: {
      text: own?.text ?? "",
      version: own?.version ?? 0,
      updatedBy: user.actor.name,
      updatedAt: own?.updatedAt.toISOString() ?? null,
    },
    note: isLead
      ? {
          text: note?.text ?? "",
          version: note?.version ?? 0,
          updatedBy: note?.updatedBy ?? "",
          updatedAt: note?.updatedAt.toISOString() ?? null,
        }
      : null,
    outcome: {
      // What isn't signed yet is between those who lead the meeting.
      conclusion: isLead || outcome?.signedAt ? (outcome?.conclusion ?? "") : "",
      followUp: isLead || outcome?.signedAt ? (outcome?.followUp ?? "") : "",
      version: outcome?.version ?? 0,
      updatedBy: outcome?.updatedBy ?? "",
      updatedAt: outcome?.updatedAt.toISOString() ?? null,
      signedAt: outcome?.signedAt?.toISOString() ?? null,
      signedBy: outcome?.signedByName ?? null,
      reportedAt: outcome?.reportedAt?.toISOString() ?? null,
      earlier: (outcome?.amendments ?? []).map((each) => ({
        conclusion: each.conclusion,
        followUp: each.followUp,
        signedAt: each.signedAt.toISOString(),
        signedBy: each.signedByName ?? "",
        reason: each.reason,
        openedBy: each.openedByName,
        openedAt: each.openedAt.toISOString(),
        replacedAt: each.replacedAt?.toISOString() ?? null,
      })),
    },
    isLead,
    canSign: role === "CHAIR",
  };
}
