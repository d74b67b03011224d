import { expect, test } from "vitest";
import {
  ageInYears,
  dateToDicom,
  parseDate,
  parseDateRange,
  parseDateTime,
  parseTime,
  parseTimeRange,
} from "./dates";

test("dates", () => {
  expect(parseDate("20240229")).toBe("2024-02-29");
  expect(parseDate("20230229")).toBeUndefined();
  expect(parseDate("19000229")).toBeUndefined();
  expect(parseDate("20000229")).toBe("2000-02-29");
  expect(parseDate("2024.01.31 ")).toBe("2024-01-31");
  expect(parseDate("20241301")).toBeUndefined();
  expect(parseDate("2024")).toBeUndefined();
  expect(dateToDicom("2024-01-31")).toBe("20240131");
});

test("times keep the exactness they were given with", () => {
  expect(parseTime("13")).toBe("13:00");
  expect(parseTime("130509.25")).toBe("13:05:09.25");
  expect(parseTime("13:05:09")).toBe("13:05:09");
  expect(parseTime("250000")).toBeUndefined();
  expect(parseTime("noon")).toBeUndefined();
});

test("date times", () => {
  expect(parseDateTime("2026")).toBe("2026");
  expect(parseDateTime("20261121130509+0100")).toBe("2026-11-21T13:05:09+01:00");
  expect(parseDateTime("20261399")).toBeUndefined();
});

test("ranges of query keys", () => {
  expect(parseDateRange("20240101-20240131")).toEqual({ from: "2024-01-01", to: "2024-01-31" });
  expect(parseDateRange("20240101-")).toEqual({ from: "2024-01-01" });
  expect(parseDateRange("-20240131")).toEqual({ to: "2024-01-31" });
  expect(parseDateRange("20240131")).toEqual({ from: "2024-01-31", to: "2024-01-31" });
  expect(parseDateRange("-")).toBeUndefined();
  expect(parseDateRange("20240101-x")).toBeUndefined();
  expect(parseTimeRange("08-1200")).toEqual({ from: "08:00", to: "12:00" });
});

test("age", () => {
  expect(ageInYears("1980-11-22", "2026-11-21")).toBe(45);
  expect(ageInYears("1980-11-21", "2026-11-21")).toBe(46);
});
