import { describe, expect, test } from "vitest";
import {
  formatAge,
  formatBsn,
  formatBytes,
  formatDate,
  formatDateTime,
  formatDuration,
  formatRelative,
  formatTime,
  parseCalendarDate,
} from "./format";
import { matchLocale } from "./locales";
import { formatPersonName } from "./person-name";

describe("person names", () => {
  test.each([
    ["Jansen^Anna", "Jansen, A. (Anna)"],
    ["Jansen^Anna^Maria", "Jansen, A.M. (Anna)"],
    ["Berg^Pieter^^van den", "Berg, P. van den (Pieter)"],
    ["Vries^A.B.", "Vries, A.B."],
    ["Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, T. (Tarou) 山田 太郎"],
    ["Buc^Jérôme", "Buc, J. (Jérôme)"],
    ["Люкceмбypг", "Люкceмбypг"],
    ["^Anna", "A. (Anna)"],
    ["Onbekend^Trauma 1", "Onbekend, T. (Trauma)"],
    ["=山田^太郎", "山田 太郎"],
    ["", ""],
  ])("%s is shown as %s", (value, shown) => expect(formatPersonName(value)).toBe(shown));
});

describe("dates", () => {
  test("are day-month-year whatever comes in", () => {
    expect(formatDate("2026-11-21")).toBe("21-11-2026");
    expect(formatDate("20261121")).toBe("21-11-2026");
    expect(formatDate("1950.03.02")).toBe("02-03-1950");
    expect(formatDate(new Date("2026-11-20T23:30:00Z"))).toBe("21-11-2026");
  });
  test("that don't exist are not shown as another day", () => {
    expect(parseCalendarDate("19500000")).toBeNull();
    expect(parseCalendarDate("20230229")).toBeNull();
    expect(formatDate("unknown")).toBe("");
  });
  test("times are Dutch, of an instant and of a DICOM TM", () => {
    expect(formatTime("2026-11-21T13:05:00Z")).toBe("14:05");
    expect(formatTime("140503.12")).toBe("14:05");
    expect(formatDateTime("2026-11-21T13:05:00Z")).toBe("21-11-2026 14:05");
  });
});

test("ages are in the unit that fits the patient", () => {
  expect(formatAge("1950-11-22", "2026-11-21")).toBe("75 jaar");
  expect(formatAge("1950-11-21", "2026-11-21", "en")).toBe("76 years");
  expect(formatAge("2025-10-01", "2026-11-21", "en")).toBe("13 months");
  expect(formatAge("2026-11-09", "2026-11-21")).toBe("12 dagen");
  expect(formatAge("2027-01-01", "2026-11-21")).toBe("");
});

test("sizes and durations", () => {
  expect(formatBytes(0)).toBe("0 byte");
  expect(formatBytes(1_430_000_000)).toBe("1,4 GB");
  expect(formatBytes(512_000_000, "en")).toBe("512 MB");
  expect(formatBytes(999_999_999)).toBe("1 GB");
  expect(formatDuration(45_000, "en")).toBe("45 sec");
  expect(formatDuration(7_500_000, "en")).toBe("2 hr 5 min");
  expect(formatRelative("2026-11-21T12:00:00Z", new Date("2026-11-21T12:03:00Z"), "nl")).toBe(
    "3 minuten geleden",
  );
  expect(formatRelative("2026-11-21T12:02:40Z", new Date("2026-11-21T12:03:00Z"), "nl")).toBe("zojuist");
  expect(formatRelative("2026-10-01T12:00:00Z", new Date("2026-11-21T12:03:00Z"))).toBe("01-10-2026");
});

test("a BSN is written in groups of three", () => {
  expect(formatBsn("123456782")).toBe("123 456 782");
  expect(formatBsn("12")).toBe("12");
});

test("the browser's languages choose the locale", () => {
  expect(matchLocale("en-GB,en;q=0.9,nl;q=0.8")).toBe("en");
  expect(matchLocale("de,nl;q=0.5,en;q=0.4")).toBe("nl");
  expect(matchLocale("fr")).toBe("nl");
  expect(matchLocale(null)).toBe("nl");
});
