import { expect, test } from "vitest";
import { hasFilters, isBsn, NO_FILTERS, periodStart, toSearchBody } from "./filters";

test("a citizen number is told from other numbers", () => {
  expect(isBsn("123456782")).toBe(true);
  expect(isBsn("111 222 333")).toBe(true);
  expect(isBsn("123456789")).toBe(false);
  expect(isBsn("000000000")).toBe(false);
});

test("a search sends only what is filled in", () => {
  expect(toSearchBody({ ...NO_FILTERS, text: "  jansen " })).toEqual({ text: "jansen" });
  expect(toSearchBody({ ...NO_FILTERS, text: "123 456 782", modality: "CT" })).toEqual({
    bsn: "123456782",
    modality: "CT",
  });
  expect(toSearchBody(NO_FILTERS)).toEqual({});
  expect(hasFilters(NO_FILTERS)).toBe(false);
});

test("a period counts back from today", () => {
  expect(periodStart("week", new Date(2026, 10, 21))).toBe("2026-11-14");
  expect(periodStart("today", new Date(2026, 10, 21))).toBe("2026-11-21");
});
