import { type Context, systemContext } from "@/lib/context";
import { db, type Transaction } from "@/lib/db";
import { CaseItemKind } from "@/lib/db/generated/enums";
import { enqueue } from "@/lib/queue";
import { takesPart } from "@/lib/shares";
import { lockMeeting, requireLead } from "./access";
import { getBoard } from "./get-board";
import { meetingChase } from "./jobs";
import { recordMeeting, withRefusals } from "./record";
import type { Board } from "./schemas";

interface Wanted {
  /** One case; without it every case of the meeting. */
  caseId?: string;
  kinds?: CaseItemKind[];
}

/** Writes to who owes what isn't green yet: of one case, of some of its lights, or of the whole agenda. */
export async function chaseCases(context: Context, meetingId: string, wanted: Wanted): Promise<Board> {
  await withRefusals(context, "meeting.chased", meetingId, () =>
    db.$transaction(async (transaction) => {
      await lockMeeting(transaction, meetingId);
      const { meeting } = await requireLead(transaction, context, meetingId);
      const chased = await queueChases(transaction, meeting, wanted);
      if (chased > 0)
        await recordMeeting(transaction, context, meeting, {
          action: "meeting.chased",
          detail: { cases: chased },
        });
    }),
  );
  return getBoard(context, meetingId);
}

/** @returns how many cases somebody is written to about */
async function queueChases(
  transaction: Transaction,
  meeting: { id: string; seriesId: string },
  { caseId, kinds = Object.values(CaseItemKind) }: Wanted,
): Promise<number> {
  const missing = { light: { not: "GREEN" as const }, kind: { in: kinds } };
  const cases = await transaction.meetingCase.findMany({
    where: {
      meetingId: meeting.id,
      withdrawnAt: null,
      ...(caseId && { id: caseId }),
      items: { some: missing },
    },
    select: {
      id: true,
      submittedById: true,
      referrer: { select: { accounts: { select: { userId: true } } } },
    },
  });
  const readers = new Set<string>();
  for (const each of cases) {
    readers.add(each.submittedById);
    // The referrer is written to where the board is open to them.
    for (const { userId } of each.referrer.accounts)
      if ((await transaction.meetingParticipant.count({ where: takesPart(userId, meeting) })) > 0)
        readers.add(userId);
  }
  await transaction.meetingCaseItem.updateMany({
    where: { ...missing, caseId: { in: cases.map(({ id }) => id) } },
    data: { chasedAt: new Date(), chases: { increment: 1 } },
  });
  for (const userId of readers) await enqueue(transaction, meetingChase, { meetingId: meeting.id, userId });
  return cases.length;
}

const HOUR_MS = 3_600_000;

/** The scheduled half: once for each meeting, so many hours before its deadline as its series says. */
export async function chaseBeforeDeadline(now = new Date()): Promise<void> {
  const meetings = await db.meeting.findMany({
    where: { state: "PLANNED", chasedAt: null, submitBy: { gt: now }, series: { chaseHours: { gt: 0 } } },
    select: {
      id: true,
      seriesId: true,
      submitBy: true,
      series: { select: { organizationId: true, chaseHours: true } },
    },
  });
  for (const meeting of meetings) {
    if (meeting.submitBy.getTime() - meeting.series.chaseHours * HOUR_MS > now.getTime()) continue;
    await db.$transaction(async (transaction) => {
      await lockMeeting(transaction, meeting.id);
      const { count } = await transaction.meeting.updateMany({
        where: { id: meeting.id, chasedAt: null },
        data: { chasedAt: now },
      });
      if (count === 0) return;
      const chased = await queueChases(transaction, meeting, {});
      await recordMeeting(transaction, systemContext("job:chase-incomplete-cases"), meeting, {
        action: "meeting.chased",
        detail: { cases: chased },
      });
    });
  }
}
