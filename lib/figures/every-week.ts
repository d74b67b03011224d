import type { WeekFigures } from "./schemas";

const DAY_MS = 86_400_000;
/** What nobody looks at week by week: a period of many years is left as it is. */
const MOST_WEEKS = 1_000;

/** The weeks of a period, those without anything too: a quiet week is seen as one. None where nothing happened at all. */
export function everyWeek(weeks: WeekFigures[], from: string, to: string): WeekFigures[] {
  const first = mondayOf(from);
  const count = Math.floor((mondayOf(to) - first) / (7 * DAY_MS)) + 1;
  if (weeks.length === 0 || count > MOST_WEEKS) return weeks;
  const known = new Map(weeks.map((week) => [week.week, week]));
  return Array.from({ length: count }, (_, index) => {
    const week = new Date(first + index * 7 * DAY_MS).toISOString().slice(0, 10);
    return known.get(week) ?? { week, sent: 0, received: 0, requestsMade: 0, requestsHeld: 0 };
  });
}

function mondayOf(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  return time - ((new Date(time).getUTCDay() + 6) % 7) * DAY_MS;
}
