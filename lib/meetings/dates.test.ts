import { describe, expect, it } from "vitest";
import { datesOf, momentOf, wallDate } from "./dates";

describe("momentOf", () => {
  it("follows the clock on the wall through summer and winter", () => {
    expect(momentOf("2026-11-26", "16:00").toISOString()).toBe("2026-11-26T15:00:00.000Z");
    expect(momentOf("2026-07-02", "16:00").toISOString()).toBe("2026-07-02T14:00:00.000Z");
    expect(momentOf("2026-10-25", "12:00").toISOString()).toBe("2026-10-25T11:00:00.000Z");
    expect(momentOf("2026-03-29", "04:00").toISOString()).toBe("2026-03-29T02:00:00.000Z");
    expect(wallDate(new Date("2026-11-26T23:30:00Z"))).toBe("2026-11-27");
  });
});

describe("datesOf", () => {
  it("counts weeks", () => {
    expect(datesOf("WEEKLY", "2026-11-26", "2026-12-01", "2026-12-17")).toEqual([
      "2026-12-03",
      "2026-12-10",
      "2026-12-17",
    ]);
    expect(datesOf("BIWEEKLY", "2026-11-26", "2026-11-26", "2026-12-24")).toEqual([
      "2026-11-26",
      "2026-12-10",
      "2026-12-24",
    ]);
  });

  it("keeps the weekday of the month", () => {
    expect(datesOf("MONTHLY", "2026-11-12", "2026-11-01", "2027-02-28")).toEqual([
      "2026-11-12",
      "2026-12-10",
      "2027-01-14",
      "2027-02-11",
    ]);
    expect(datesOf("MONTHLY", "2026-10-29", "2026-11-01", "2026-12-31")).toEqual([
      "2026-11-26",
      "2026-12-31",
    ]);
  });

  it("has one date when dates come one by one", () => {
    expect(datesOf("SINGLE", "2026-11-12", "2026-11-01", "2027-02-28")).toEqual(["2026-11-12"]);
  });
});
