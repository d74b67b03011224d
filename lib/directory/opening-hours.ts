import type { OpeningHours } from "./directory-file";

const TIME_ZONE = "Europe/Amsterdam";
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const STEP_MILLISECONDS = 15 * 60_000;
const STEPS_A_WEEK = 7 * 24 * 4;

/** Whether a mailbox is staffed at this moment; without hours it always is. */
export function isOpenAt(hours: OpeningHours, moment: Date): boolean {
  if (hours.length === 0) return true;
  const { day, time } = localTime(moment);
  return hours.some((period) => period.days.includes(day) && time >= period.from && time < period.to);
}

/** When it opens next, to the quarter of an hour; nothing when it is open now or never. */
export function nextOpening(hours: OpeningHours, now: Date): Date | undefined {
  if (isOpenAt(hours, now)) return undefined;
  const start = Math.ceil(now.getTime() / STEP_MILLISECONDS) * STEP_MILLISECONDS;
  for (let step = 0; step <= STEPS_A_WEEK; step += 1) {
    const moment = new Date(start + step * STEP_MILLISECONDS);
    if (isOpenAt(hours, moment)) return moment;
  }
  return undefined;
}

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  timeZone: TIME_ZONE,
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function localTime(moment: Date): { day: (typeof DAYS)[number]; time: string } {
  const parts = new Map(FORMAT.formatToParts(moment).map(({ type, value }) => [type, value]));
  return {
    day: (parts.get("weekday") ?? "Mon").toLowerCase() as (typeof DAYS)[number],
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}
