import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { addressReadBy } from "@/lib/shares";
import { highest, isGround, meetingSelect, requireCare } from "./access";
import { newsOf, rowSelect } from "./case-view";
import { viewFacts } from "./get-board";
import type { MeetingSummary } from "./schemas";

const PAST_DAYS = 30;
const MOST = 100;

/** The meetings that the person takes part in: the coming ones first to last, or those of the last month backwards. */
export async function listMeetings(
  context: Context,
  { when = "coming" }: { when?: "coming" | "past" } = {},
): Promise<{ items: MeetingSummary[] }> {
  const user = requireCare(context);
  const now = new Date();
  const reads = { leftAt: null, address: addressReadBy(user.actor.userId) };
  const parts = await db.meetingParticipant.findMany({
    where: reads,
    select: { seriesId: true, meetingId: true, role: true },
  });
  const isComing = when === "coming";
  const meetings = await db.meeting.findMany({
    where: {
      AND: [
        {
          OR: [
            { seriesId: { in: parts.filter((part) => !part.meetingId).map(({ seriesId }) => seriesId) } },
            { id: { in: parts.flatMap(({ meetingId }) => meetingId ?? []) } },
          ],
        },
        isComing
          ? { OR: [{ state: "RUNNING" }, { state: "PLANNED", accessEndsAt: { gt: now } }] }
          : {
              startsAt: { gt: new Date(now.getTime() - PAST_DAYS * 86_400_000) },
              OR: [{ state: { in: ["CLOSED", "CANCELLED"] } }, { accessEndsAt: { lte: now } }],
            },
      ],
    },
    select: {
      ...meetingSelect,
      cases: {
        where: { withdrawnAt: null },
        select: rowSelect(user.actor.userId),
      },
    },
    orderBy: { startsAt: isComing ? "asc" : "desc" },
    take: MOST,
  });
  return {
    items: meetings.map((meeting) => {
      const role = highest(
        parts
          .filter(
            (part) =>
              part.meetingId === meeting.id || (!part.meetingId && part.seriesId === meeting.seriesId),
          )
          .map((part) => part.role),
      );
      const isOpen = isGround(meeting, now);
      return {
        ...viewFacts({ meeting, role }),
        cases: meeting.cases.length,
        incomplete: meeting.cases.filter(({ items }) => items.some(({ light }) => light !== "GREEN")).length,
        estimatedMinutes: meeting.cases.reduce((sum, { estimatedMinutes }) => sum + estimatedMinutes, 0),
        news: isOpen ? meeting.cases.filter((row) => newsOf(user.actor.userId, row).length > 0).length : 0,
      };
    }),
  };
}
