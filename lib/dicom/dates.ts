/** A DA value as an ISO date (2026-11-21); also the ACR-NEMA form 2026.11.21. undefined when it is no date. */
export function parseDate(value: string): string | undefined {
  const match = /^(\d{4})(?:(\d{2})(\d{2})|\.(\d{2})\.(\d{2})|-(\d{2})-(\d{2}))$/.exec(value.trim());
  if (!match) return undefined;
  const year = match[1] as string;
  const month = match[2] ?? match[4] ?? match[6] ?? "";
  const day = match[3] ?? match[5] ?? match[7] ?? "";
  return isCalendarDate(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined;
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** A TM value as ISO time, as exact as it was given ("13:05", "13:05:09.25"); undefined when it is no time. */
export function parseTime(value: string): string | undefined {
  const match = /^(\d{2})(?::?(\d{2})(?::?(\d{2})(?:\.(\d{1,6}))?)?)?$/.exec(value.trim());
  if (!match) return undefined;
  const [, hours = "", minutes = "00", seconds, fraction] = match;
  // 60 is a leap second (PS3.5 6.2).
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 60) return undefined;
  return `${hours}:${minutes}${seconds ? `:${seconds}` : ""}${fraction ? `.${fraction}` : ""}`;
}

/** A DT value as ISO, as exact as it was given ("2026", "2026-11-21T13:05+01:00"); undefined when none. */
export function parseDateTime(value: string): string | undefined {
  const match = /^(\d{4})(\d{2})?(\d{2})?(\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,6})?)?)?)?([+-]\d{4})?$/.exec(
    value.trim(),
  );
  if (!match) return undefined;
  const [, year = "", month, day, time, zone] = match;
  if (!isCalendarDate(Number(year), Number(month ?? 1), Number(day ?? 1))) return undefined;
  const date = [year, month, day].filter(Boolean).join("-");
  if (!time) return date;
  const clock = parseTime(time);
  return clock && `${date}T${clock}${zone ? `${zone.slice(0, 3)}:${zone.slice(3)}` : ""}`;
}

/** An ISO date or a Date (its UTC day) as DA. */
export function dateToDicom(date: string | Date): string {
  return (typeof date === "string" ? date : date.toISOString()).slice(0, 10).replaceAll("-", "");
}

/** A Date's UTC clock as TM. */
export function timeToDicom(date: Date): string {
  return date.toISOString().slice(11, 19).replaceAll(":", "");
}

/** Both ends included; an end that is absent is open. */
export interface DateRange {
  from?: string;
  to?: string;
}

/** A DA query key (PS3.4 C.2.2.2.5): a date, `from-to`, `from-` or `-to`; undefined when it is none. */
export function parseDateRange(value: string): DateRange | undefined {
  return parseRange(value, parseDate);
}

/** A TM query key, likewise. */
export function parseTimeRange(value: string): DateRange | undefined {
  return parseRange(value, parseTime);
}

function parseRange(value: string, parse: (text: string) => string | undefined): DateRange | undefined {
  const text = value.trim();
  const whole = parse(text);
  if (whole) return { from: whole, to: whole };
  const dash = text.indexOf("-");
  if (dash < 0 || text === "-") return undefined;
  const [first, last] = [text.slice(0, dash), text.slice(dash + 1)];
  const from = first === "" ? undefined : parse(first);
  const to = last === "" ? undefined : parse(last);
  if ((first !== "" && !from) || (last !== "" && !to)) return undefined;
  return { ...(from && { from }), ...(to && { to }) };
}

/** Whole years between birth and another day, both ISO dates. */
export function ageInYears(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
