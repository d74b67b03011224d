import { db, type Transaction } from "@/lib/db";
import { workThrough } from "@/lib/queue";
import { datesOf, type Frequency, momentOf, wallDate } from "./dates";
import { timesOf } from "./times";

const AHEAD_DAYS = 56;
const AT_A_TIME = 200;
const DAY_MS = 86_400_000;

interface Rule {
  id: string;
  frequency: Frequency;
  firstDate: string;
  startTime: string;
  durationMinutes: number;
  deadlineHours: number;
  accessDays: number;
}

/** Makes the meetings of the coming eight weeks that the rule asks for and that aren't there. */
export async function planDates(transaction: Transaction, rule: Rule, now = new Date()): Promise<void> {
  const until =
    rule.frequency === "SINGLE" ? rule.firstDate : wallDate(new Date(now.getTime() + AHEAD_DAYS * DAY_MS));
  const dates = datesOf(rule.frequency, rule.firstDate, wallDate(now), until)
    .map((date) => momentOf(date, rule.startTime))
    .filter((startsAt) => startsAt > now);
  await transaction.meeting.createMany({
    data: dates.map((startsAt) => ({ seriesId: rule.id, ...timesOf(rule, startsAt) })),
    skipDuplicates: true,
  });
}

/** The job: so that there is always something to submit to. */
export async function planComingMeetings(now = new Date()): Promise<void> {
  await workThrough<Rule>(
    (after) =>
      db.meetingSeries.findMany({
        where: { endedAt: null, frequency: { not: "SINGLE" }, ...(after && { id: { gt: after.id } }) },
        orderBy: { id: "asc" },
        take: AT_A_TIME,
      }),
    (rule) => db.$transaction((transaction) => planDates(transaction, rule, now)),
  );
}
