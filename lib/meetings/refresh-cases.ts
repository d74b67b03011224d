import { db, type Prisma } from "@/lib/db";
import { announce } from "@/lib/live";
import { workThrough } from "@/lib/queue";
import { refreshLights } from "./lights";

const MEETINGS_AT_A_TIME = 100;

/** Looks again at the lights of the cases that a study that arrived belongs to, or of all coming meetings. */
export async function refreshCases(arrived: { studyId?: string } = {}): Promise<void> {
  const cases: Prisma.MeetingCaseWhereInput = {
    withdrawnAt: null,
    ...(arrived.studyId && { shares: { some: { studies: { some: { studyId: arrived.studyId } } } } }),
  };
  await workThrough(
    (after) =>
      db.meeting.findMany({
        where: {
          state: { in: ["PLANNED", "RUNNING"] },
          accessEndsAt: { gt: new Date() },
          cases: { some: cases },
          ...(after && { id: { gt: after.id } }),
        },
        select: { id: true },
        orderBy: { id: "asc" },
        take: MEETINGS_AT_A_TIME,
      }),
    ({ id }) => refreshMeeting(id, cases),
  );
}

async function refreshMeeting(meetingId: string, where: Prisma.MeetingCaseWhereInput): Promise<void> {
  await db.$transaction(
    async (transaction) => {
      const cases = await transaction.meetingCase.findMany({
        where: { ...where, meetingId },
        select: { id: true },
      });
      const changed = await refreshLights(
        transaction,
        cases.map(({ id }) => id),
      );
      await announce(
        transaction,
        ...changed.map((caseId) => ({
          topic: `meeting:${meetingId}` as const,
          kind: "changed",
          meetingId,
          caseId,
        })),
      );
    },
    { timeout: 60_000 },
  );
}
