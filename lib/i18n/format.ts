import { DEFAULT_LOCALE, type Locale } from "./locales";
import { formatPersonName } from "./person-name";
import { TIME_ZONE } from "./time-zone";

type DateInput = string | Date | null | undefined;
type CalendarDate = { year: number; month: number; day: number };

/**
 * A calendar date out of "2026-11-21", a DICOM DA "20261121" or a Date (taken in Dutch time).
 * Null when there is none or when it isn't a date: birth dates such as "19500000" do occur.
 */
export function parseCalendarDate(value: DateInput): CalendarDate | null {
  if (!value) return null;
  if (value instanceof Date || /T\d/.test(value)) {
    const instant = new Date(value);
    if (Number.isNaN(instant.getTime())) return null;
    return parseCalendarDate(new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE }).format(instant));
  }
  const match = /^(\d{4})[-.]?(\d{2})[-.]?(\d{2})$/.exec(value.trim());
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const check = new Date(Date.UTC(year, month - 1, day));
  check.setUTCFullYear(year);
  return check.getUTCMonth() === month - 1 && check.getUTCDate() === day ? { year, month, day } : null;
}

/** 21-11-2026 in both languages: one notation, so that a birth date can't be read with day and month exchanged. */
export function formatDate(value: DateInput): string {
  const date = parseCalendarDate(value);
  if (!date) return "";
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(date.day)}-${two(date.month)}-${String(date.year).padStart(4, "0")}`;
}

/** 14:05 in Dutch time; of a DICOM TM ("140503.12") the same. */
export function formatTime(value: DateInput): string {
  if (!value) return "";
  const tm = typeof value === "string" ? /^(\d{2}):?(\d{2})/.exec(value) : null;
  if (tm && !/^\d{4}-/.test(value as string)) return `${tm[1]}:${tm[2]}`;
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return "";
  return new Intl.DateTimeFormat("nl-NL", { timeZone: TIME_ZONE, hour: "2-digit", minute: "2-digit" }).format(
    instant,
  );
}

/** 21-11-2026 14:05 in Dutch time. */
export function formatDateTime(value: DateInput): string {
  return [formatDate(value), formatTime(value)].filter(Boolean).join(" ");
}

const unit = (locale: Locale, value: number, name: string, digits = 0, display: "long" | "short" = "long") =>
  new Intl.NumberFormat(locale, {
    style: "unit",
    unit: name,
    unitDisplay: display,
    maximumFractionDigits: digits,
  }).format(value);

/** Age in years; below two years in months, below two months in days ("34 jaar", "14 months"). Empty when unknown. */
export function formatAge(
  birthDate: DateInput,
  at: DateInput = new Date(),
  locale: Locale = DEFAULT_LOCALE,
): string {
  const born = parseCalendarDate(birthDate);
  const now = parseCalendarDate(at);
  if (!born || !now) return "";
  const beforeDay = now.day < born.day ? 1 : 0;
  const months = (now.year - born.year) * 12 + now.month - born.month - beforeDay;
  if (months < 0) return "";
  if (months >= 24) return unit(locale, Math.floor(months / 12), "year");
  if (months >= 2) return unit(locale, months, "month");
  const days = Date.UTC(now.year, now.month - 1, now.day) - Date.UTC(born.year, born.month - 1, born.day);
  return unit(locale, Math.round(days / 86_400_000), "day");
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes in decimal units, as file managers and networks count: "512 MB", "1,4 GB". */
export function formatBytes(bytes: number, locale: Locale = DEFAULT_LOCALE): string {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 999.5 && step < SIZES.length - 1) {
    value /= 1000;
    step += 1;
  }
  const name = SIZES[step] ?? "byte";
  return unit(locale, value, name, step > 0 && value < 10 ? 1 : 0, "short");
}

/** How long, in the two largest units that matter: "45 sec", "3 min", "2 uur 5 min". Input in milliseconds. */
export function formatDuration(milliseconds: number, locale: Locale = DEFAULT_LOCALE): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return unit(locale, seconds, "second", 0, "short");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(locale, minutes, "minute", 0, "short");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) {
    return [
      unit(locale, hours, "hour", 0, "short"),
      minutes % 60 ? unit(locale, minutes % 60, "minute", 0, "short") : "",
    ]
      .filter(Boolean)
      .join(" ");
  }
  return unit(locale, Math.floor(hours / 24), "day", 0, "short");
}

/** "3 minuten geleden", "gisteren"; past a week the date itself. */
export function formatRelative(
  value: DateInput,
  now: Date = new Date(),
  locale: Locale = DEFAULT_LOCALE,
): string {
  if (!value) return "";
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
  if (Number.isNaN(seconds)) return "";
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const size = Math.abs(seconds);
  // Intl's own word is "nu" and "now", which reads as if it were still going on.
  if (size < 60) return locale === "nl" ? "zojuist" : "just now";
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), "day");
  return formatDate(value);
}

/** 123456782 as "123 456 782"; anything that isn't nine digits comes back unchanged. */
export function formatBsn(bsn: string): string {
  return /^\d{9}$/.test(bsn) ? bsn.replace(/(\d{3})(?=\d)/g, "$1 ") : bsn;
}

export function formatNumber(value: number, locale: Locale = DEFAULT_LOCALE): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Everything above with the language filled in: for server components and mails. */
export function createFormat(locale: Locale) {
  return {
    date: formatDate,
    time: formatTime,
    dateTime: formatDateTime,
    age: (birthDate: DateInput, at?: DateInput) => formatAge(birthDate, at ?? new Date(), locale),
    bytes: (bytes: number) => formatBytes(bytes, locale),
    duration: (milliseconds: number) => formatDuration(milliseconds, locale),
    relative: (value: DateInput, now?: Date) => formatRelative(value, now, locale),
    bsn: formatBsn,
    number: (value: number) => formatNumber(value, locale),
    personName: formatPersonName,
  };
}

export type Format = ReturnType<typeof createFormat>;
