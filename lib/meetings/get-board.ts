import { EventCode } from "@/lib/audit";
import type { Context, UserContext } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import type { Topic } from "@/lib/live";
import { oncePerViewing } from "@/lib/shares";
import { amendableUntil, hasSignedOutcome, isGround, type MeetingAccess, requireParticipant } from "./access";
import { rowSelect, viewRow } from "./case-view";
import { recordMeeting, withRefusals } from "./record";
import type { Board, CaseRow } from "./schemas";
import { participantSelect, viewParticipant } from "./series-view";

/**
 * A meeting with its agenda. Once it is no ground any more, the cases are gone from it, for everybody; but the chair
 * still has those with a signed outcome for a while.
 * @throws ProblemError 403 without a caring role, 404 for who doesn't take part
 */
export async function getBoard(context: Context, meetingId: string): Promise<Board> {
  return withRefusals(context, "meeting.access", meetingId, async () => {
    const access = await requireParticipant(db, context, meetingId);
    const { user, meeting } = access;
    await oncePerViewing(`meeting|${user.actor.userId}|${meeting.id}`, () =>
      db.$transaction((transaction) =>
        recordMeeting(transaction, context, meeting, {
          action: "meeting.viewed",
          eventCode: EventCode.query,
          announced: false,
        }),
      ),
    );
    return viewBoard(access);
  });
}

export async function viewBoard(access: MeetingAccess): Promise<Board> {
  const { user, meeting, isLead, role } = access;
  const isOpen = isGround(meeting);
  const amendable = isOpen ? null : amendableUntil(meeting, role);
  const [participants, cases, note] = await Promise.all([
    db.meetingParticipant.findMany({
      where: {
        seriesId: meeting.seriesId,
        leftAt: null,
        OR: [{ meetingId: null }, { meetingId: meeting.id }],
      },
      select: participantSelect(user.actor.userId),
      orderBy: [{ role: "asc" }, { createdAt: "asc" }],
    }),
    isOpen || amendable ? listRows(user, meeting.id, isLead, isOpen ? {} : hasSignedOutcome) : [],
    isLead && isOpen
      ? db.meetingNote.findFirst({ where: { meetingId: meeting.id, caseId: null } })
      : Promise.resolve(null),
  ]);
  const isOver = meeting.state === "CLOSED" || meeting.state === "CANCELLED";
  return {
    ...viewFacts(access),
    isLead,
    canSign: role === "CHAIR" && (isOpen || amendable !== null),
    amendableUntil: amendable?.toISOString() ?? null,
    canSubmit: !isOver && (isLead || meeting.submitBy > new Date()),
    minutesPerCase: meeting.series.minutesPerCase,
    currentCaseId: meeting.currentCaseId,
    currentSince: meeting.currentSince?.toISOString() ?? null,
    participants: participants.map(viewParticipant),
    cases,
    note: isLead
      ? {
          text: note?.text ?? "",
          version: note?.version ?? 0,
          updatedBy: note?.updatedBy ?? "",
          updatedAt: note?.updatedAt.toISOString() ?? null,
        }
      : null,
  };
}

export function viewFacts({ meeting, role }: Pick<MeetingAccess, "meeting" | "role">) {
  const { title, department, region, location, organization } = meeting.series;
  return {
    id: meeting.id,
    seriesId: meeting.seriesId,
    title,
    department,
    region,
    location,
    organization: organization.name,
    state: meeting.state,
    startsAt: meeting.startsAt.toISOString(),
    durationMinutes: meeting.durationMinutes,
    submitBy: meeting.submitBy.toISOString(),
    accessEndsAt: meeting.accessEndsAt.toISOString(),
    isOpen: isGround(meeting),
    myRole: role,
  };
}

async function listRows(
  user: UserContext,
  meetingId: string,
  isLead: boolean,
  which: Prisma.MeetingCaseWhereInput,
): Promise<CaseRow[]> {
  const rows = await db.meetingCase.findMany({
    where: { meetingId, withdrawnAt: null, ...which },
    select: rowSelect(user.actor.userId),
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => viewRow(user, row, isLead));
}

/** `meeting:{id}`: participants, while they are. */
export async function followMeeting(context: Context, id: string): Promise<Topic[] | undefined> {
  await requireParticipant(db, context, id);
  return [`meeting:${id}`];
}
