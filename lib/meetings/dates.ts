import { TIME_ZONE } from "@/lib/i18n";

const WALL = new Intl.DateTimeFormat("sv-SE", {
  timeZone: TIME_ZONE,
  dateStyle: "short",
  timeStyle: "medium",
});

/** The moment at which the clock on the wall in Europe/Amsterdam shows this date and time. */
export function momentOf(date: string, time: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  let moment = wanted;
  // Twice: the first guess may fall on the other side of a change of the clock.
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${WALL.format(new Date(moment)).replace(" ", "T")}Z`);
    moment += wanted - shown;
  }
  return new Date(moment);
}

/** The date on the wall: "2026-11-26". */
export const wallDate = (moment: Date): string => WALL.format(moment).slice(0, 10);

const DAY_MS = 86_400_000;
const asDays = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const asDate = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);

export type Frequency = "WEEKLY" | "BIWEEKLY" | "MONTHLY" | "SINGLE";

/** The dates of a series from `from` up to and with `until` ("2026-11-26"); a monthly one keeps its weekday of the month. */
export function datesOf(frequency: Frequency, firstDate: string, from: string, until: string): string[] {
  const dates: string[] = [];
  for (let index = 0; ; index += 1) {
    const date = nth(frequency, firstDate, index);
    if (date === undefined || date > until) return dates;
    if (date >= from) dates.push(date);
  }
}

function nth(frequency: Frequency, firstDate: string, index: number): string | undefined {
  if (frequency === "SINGLE") return index === 0 ? firstDate : undefined;
  const first = asDays(firstDate);
  if (frequency !== "MONTHLY") return asDate(first + index * (frequency === "WEEKLY" ? 7 : 14));
  const [year = 0, month = 1, day = 1] = firstDate.split("-").map(Number);
  const weekday = new Date(first * DAY_MS).getUTCDay();
  const monthStart = Date.UTC(year, month - 1 + index, 1) / DAY_MS;
  const firstOfKind = monthStart + ((weekday - new Date(monthStart * DAY_MS).getUTCDay() + 7) % 7);
  const found = firstOfKind + 7 * Math.floor((day - 1) / 7);
  // A fifth Thursday that a month doesn't have is its last one.
  const isSameMonth = new Date(found * DAY_MS).getUTCMonth() === new Date(monthStart * DAY_MS).getUTCMonth();
  return asDate(isSameMonth ? found : found - 7);
}
