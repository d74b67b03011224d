import { expect, test } from "vitest";
import { everyWeek } from "./every-week";

const week = (monday: string, sent: number) => ({
  week: monday,
  sent,
  received: 0,
  requestsMade: 0,
  requestsHeld: 0,
});

test("a quiet week is there with nothing in it", () => {
  // From a Wednesday to a Sunday, over a change of the year and of the clock.
  expect(everyWeek([week("2026-10-26", 3)], "2026-10-14", "2026-11-01")).toEqual([
    week("2026-10-12", 0),
    week("2026-10-19", 0),
    week("2026-10-26", 3),
  ]);
  expect(everyWeek([week("2026-12-28", 1)], "2026-12-28", "2027-01-04")).toEqual([
    week("2026-12-28", 1),
    week("2027-01-04", 0),
  ]);
});

test("a period without anything has no weeks, and one of centuries isn't filled", () => {
  expect(everyWeek([], "2026-01-01", "2026-12-31")).toEqual([]);
  expect(everyWeek([week("2026-10-26", 3)], "0001-01-01", "9999-12-31")).toHaveLength(1);
});
