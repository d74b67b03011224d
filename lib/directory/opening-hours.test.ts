import { expect, it } from "vitest";
import type { OpeningHours } from "./directory-file";
import { isOpenAt, nextOpening } from "./opening-hours";

const hours: OpeningHours = [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:30" }];

it("is open by Dutch time, in winter and in summer", () => {
  expect(isOpenAt(hours, new Date("2026-11-20T07:00:00Z"))).toBe(true);
  expect(isOpenAt(hours, new Date("2026-11-20T06:59:00Z"))).toBe(false);
  expect(isOpenAt(hours, new Date("2026-07-17T06:00:00Z"))).toBe(true);
  expect(isOpenAt(hours, new Date("2026-11-20T16:30:00Z"))).toBe(false);
});

it("tells when it opens after the weekend", () => {
  expect(nextOpening(hours, new Date("2026-11-21T12:07:00Z"))?.toISOString()).toBe(
    "2026-11-23T07:00:00.000Z",
  );
  expect(nextOpening(hours, new Date("2026-11-20T12:00:00Z"))).toBeUndefined();
});

it("is always open without hours", () => {
  expect(isOpenAt([], new Date())).toBe(true);
});
