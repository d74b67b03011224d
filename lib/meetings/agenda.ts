import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { conflict, notFound, unprocessable } from "@/lib/errors";
import { moveMeetingShares, revokeMeetingShares } from "@/lib/shares";
import { lockMeeting, requireLead } from "./access";
import { momentOf } from "./dates";
import { getBoard } from "./get-board";
import { recordMeeting, withRefusals } from "./record";
import type { Board } from "./schemas";
import { timesOf } from "./times";

type Lead = Awaited<ReturnType<typeof requireLead>>;

/** The frame of what leads do with a meeting as a whole: locked, one transaction, the board as it is then. */
async function changeMeeting(
  context: Context,
  meetingId: string,
  action: string,
  work: (
    transaction: Parameters<typeof requireLead>[0],
    access: Lead,
  ) => Promise<{ announced?: string; detail?: Record<string, string | number> } | undefined>,
): Promise<Board> {
  await withRefusals(context, action, meetingId, () =>
    db.$transaction(
      async (transaction) => {
        await lockMeeting(transaction, meetingId);
        const access = await requireLead(transaction, context, meetingId);
        const happening = await work(transaction, access);
        await recordMeeting(transaction, context, access.meeting, { action, ...happening });
      },
      { timeout: 30_000 },
    ),
  );
  return getBoard(context, meetingId);
}

/** Puts the agenda in another order. @throws ProblemError 409 `agenda_changed` when these aren't its cases any more */
export function orderCases(
  context: Context,
  meetingId: string,
  { caseIds }: { caseIds: string[] },
): Promise<Board> {
  return changeMeeting(context, meetingId, "meeting.ordered", async (transaction, { meeting }) => {
    const cases = await transaction.meetingCase.findMany({
      where: { meetingId: meeting.id, withdrawnAt: null },
      select: { id: true },
    });
    const there = new Set(cases.map(({ id }) => id));
    if (
      caseIds.length !== there.size ||
      !caseIds.every((id) => there.has(id)) ||
      new Set(caseIds).size !== there.size
    )
      throw conflict("agenda_changed", "The agenda has changed meanwhile.");
    await transaction.$executeRaw`
      UPDATE "MeetingCase" c SET "position" = o.position::int
      FROM unnest(${caseIds}::uuid[]) WITH ORDINALITY AS o(id, position) WHERE c."id" = o.id`;
  });
}

/** What the projector shows; the other screens follow. The first one begins the meeting. */
export function presentCase(
  context: Context,
  meetingId: string,
  { caseId }: { caseId: string | null },
): Promise<Board> {
  return changeMeeting(context, meetingId, "meeting.presented", async (transaction, { meeting }) => {
    if (caseId !== null) {
      const found = await transaction.meetingCase.findFirst({
        where: { id: caseId, meetingId: meeting.id, withdrawnAt: null },
      });
      if (!found) throw notFound();
    }
    await transaction.meeting.update({
      where: { id: meeting.id },
      data: {
        currentCaseId: caseId,
        currentSince: caseId === null ? null : new Date(),
        ...(meeting.state === "PLANNED" && caseId !== null && { state: "RUNNING" as const }),
      },
    });
    return { announced: "present", ...(caseId && { detail: { caseId } }) };
  });
}

/**
 * Ends a meeting. The participants' access to its cases ends by the series' rule: now, or so many days from now.
 * @throws ProblemError 409 `meeting_over`, `outcomes_unsigned` while something is written down that nobody signed
 */
export function closeMeeting(context: Context, meetingId: string): Promise<Board> {
  return changeMeeting(context, meetingId, "meeting.closed", async (transaction, { meeting }) => {
    const unsigned = await transaction.meetingOutcome.count({
      where: {
        signedAt: null,
        OR: [{ conclusion: { not: "" } }, { followUp: { not: "" } }],
        case: { meetingId: meeting.id, withdrawnAt: null },
      },
    });
    if (unsigned > 0)
      throw conflict("outcomes_unsigned", "Outcomes are written down that the chair hasn't signed yet.");
    const now = new Date();
    const { accessDays } = meeting.series;
    const accessEndsAt = new Date(now.getTime() + accessDays * 86_400_000);
    await transaction.meeting.update({
      where: { id: meeting.id },
      data: { state: "CLOSED", closedAt: now, accessEndsAt, currentCaseId: null, currentSince: null },
    });
    const cases = await casesOf(transaction, meeting.id);
    if (accessDays === 0) await revokeMeetingShares(transaction, cases);
    else await moveMeetingShares(transaction, cases, accessEndsAt);
    return { detail: { accessEndsAt: accessEndsAt.toISOString() } };
  });
}

/** Calls a meeting off: its cases are closed to everybody at once. */
export function cancelMeeting(context: Context, meetingId: string): Promise<Board> {
  return changeMeeting(context, meetingId, "meeting.cancelled", async (transaction, { meeting }) => {
    await transaction.meeting.update({
      where: { id: meeting.id },
      data: { state: "CANCELLED", closedAt: new Date(), accessEndsAt: new Date(), currentCaseId: null },
    });
    await revokeMeetingShares(transaction, await casesOf(transaction, meeting.id));
  });
}

/** Gives a meeting another time. @throws ProblemError 422 `date_in_past`, `already_planned` */
export function moveMeeting(
  context: Context,
  meetingId: string,
  { date, startTime }: { date: string; startTime: string },
): Promise<Board> {
  return changeMeeting(context, meetingId, "meeting.moved", async (transaction, { meeting }) => {
    const startsAt = momentOf(date, startTime);
    if (startsAt <= new Date()) throw unprocessable("date_in_past", "This date is over.");
    const other = await transaction.meeting.findFirst({
      where: { seriesId: meeting.seriesId, startsAt, id: { not: meeting.id } },
    });
    if (other) throw unprocessable("already_planned", "There is a meeting at this time already.");
    const rule = await transaction.meetingSeries.findUniqueOrThrow({ where: { id: meeting.seriesId } });
    const times = timesOf(rule, startsAt);
    await transaction.meeting.update({ where: { id: meeting.id }, data: { ...times, chasedAt: null } });
    await moveMeetingShares(transaction, await casesOf(transaction, meeting.id), times.accessEndsAt);
    return { detail: { startsAt: startsAt.toISOString() } };
  });
}

async function casesOf(transaction: Parameters<typeof requireLead>[0], meetingId: string): Promise<string[]> {
  const cases = await transaction.meetingCase.findMany({ where: { meetingId }, select: { id: true } });
  return cases.map(({ id }) => id);
}
