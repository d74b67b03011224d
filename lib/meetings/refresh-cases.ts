import { db } from "@/lib/db";
import { announce } from "@/lib/live";
import { refreshLights } from "./lights";

const AT_A_TIME = 1000;

/** Looks again at the lights of the cases that a study that arrived belongs to, or of all coming meetings. */
export async function refreshCases(arrived: { studyId?: string } = {}): Promise<void> {
  const cases = await db.meetingCase.findMany({
    where: {
      withdrawnAt: null,
      meeting: { state: { in: ["PLANNED", "RUNNING"] }, accessEndsAt: { gt: new Date() } },
      ...(arrived.studyId && { shares: { some: { studies: { some: { studyId: arrived.studyId } } } } }),
    },
    select: { id: true, meetingId: true },
    take: AT_A_TIME,
  });
  if (cases.length === 0) return;
  await db.$transaction(
    async (transaction) => {
      const changed = new Set(
        await refreshLights(
          transaction,
          cases.map(({ id }) => id),
        ),
      );
      await announce(
        transaction,
        ...cases
          .filter(({ id }) => changed.has(id))
          .map(({ id, meetingId }) => ({
            topic: `meeting:${meetingId}` as const,
            kind: "changed",
            meetingId,
            caseId: id,
          })),
      );
    },
    { timeout: 60_000 },
  );
}
