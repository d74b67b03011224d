import { describe, expect, it } from "vitest";
import { openAt } from "./opening-hours";

const week = [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "17:30" }];

describe("openAt", () => {
  it("knows Dutch time in summer and winter", () => {
    // 08:15 in Amsterdam is 07:15 UTC in winter and 06:15 UTC in summer.
    expect(openAt(week, new Date("2026-11-23T07:15:00Z"))).toEqual({ isOpen: true });
    expect(openAt(week, new Date("2026-07-20T06:15:00Z"))).toEqual({ isOpen: true });
    expect(openAt(week, new Date("2026-11-23T06:59:00Z")).isOpen).toBe(false);
    expect(openAt(week, new Date("2026-11-23T16:30:00Z")).isOpen).toBe(false);
  });

  it("says when it opens, over the weekend too", () => {
    expect(openAt(week, new Date("2026-11-21T12:00:00Z"))).toEqual({
      isOpen: false,
      opens: { inDays: 2, time: "08:00" },
    });
    expect(openAt(week, new Date("2026-11-23T05:00:00Z")).opens).toEqual({ inDays: 0, time: "08:00" });
    expect(openAt(week, new Date("2026-11-23T20:00:00Z")).opens).toEqual({ inDays: 1, time: "08:00" });
  });

  it("takes no hours, and hours that can't be read, as always open", () => {
    expect(openAt([], new Date())).toEqual({ isOpen: true });
    expect(openAt({ monday: "nine to five" }, new Date())).toEqual({ isOpen: true });
  });
});
