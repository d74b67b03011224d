import { z } from "zod";
import { TIME_ZONE } from "@/lib/i18n";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const clock = z.string().regex(/^\d{2}:\d{2}$/);

export const OpeningHours = z.array(z.object({ days: z.array(z.enum(DAYS)), from: clock, to: clock }));
export type OpeningHours = z.output<typeof OpeningHours>;

type Moment = { day: number; time: string };

/** Weekday (0 is Sunday) and "HH:MM" on the wall in the Netherlands. */
function moment(at: Date): Moment {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: TIME_ZONE,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return {
    day: DAYS.indexOf(part("weekday").toLowerCase() as (typeof DAYS)[number]),
    time: `${part("hour")}:${part("minute")}`,
  };
}

/**
 * Whether a mailbox is open at a moment and, when closed, when it opens: "08:00" and in how many days
 * (0 is today). No hours at all means always open; hours that can't be read count as none.
 */
export function openAt(
  hours: unknown,
  at: Date,
): { isOpen: boolean; opens?: { inDays: number; time: string } } {
  const parsed = OpeningHours.safeParse(hours);
  if (!parsed.success || parsed.data.length === 0) return { isOpen: true };
  const { day, time } = moment(at);
  for (let inDays = 0; inDays <= 7; inDays++) {
    const name = DAYS[(day + inDays) % 7];
    const today = parsed.data.filter(({ days }) => name !== undefined && days.includes(name));
    if (inDays === 0 && today.some(({ from, to }) => from <= time && time < to)) return { isOpen: true };
    const next = today
      .map(({ from }) => from)
      .filter((from) => inDays > 0 || from > time)
      .sort()[0];
    if (next !== undefined) return { isOpen: false, opens: { inDays, time: next } };
  }
  return { isOpen: false };
}
