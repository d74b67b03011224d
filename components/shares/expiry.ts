import { TIME_ZONE } from "@/lib/i18n";

/** The calendar date of a moment in Dutch time, as `<input type="date">` has it. */
export function toDateInput(at: Date | string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE }).format(new Date(at));
}

export function inDays(days: number, from = new Date()): string {
  return toDateInput(new Date(from.getTime() + days * 86_400_000));
}

/** The last moment of a Dutch calendar date as an instant: "up to and including" that day. */
export function endOfDay(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  const hour = new Intl.DateTimeFormat("en-GB", { timeZone: TIME_ZONE, hour: "2-digit", hourCycle: "h23" });
  const offset = Number(hour.format(noon)) - 12;
  return new Date(new Date(`${date}T23:59:59Z`).getTime() - offset * 3_600_000).toISOString();
}
