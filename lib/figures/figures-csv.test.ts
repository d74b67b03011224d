import { describe, expect, it } from "vitest";
import { figuresCsv } from "./figures-csv";
import type { Figures } from "./schemas";

const NONE: Figures = {
  from: "2026-11-01",
  to: "2026-11-30",
  weeks: [],
  partners: [],
  requests: [],
  bsn: [],
};

describe("figures as CSV", () => {
  it("keeps an organisation's name from being a formula", () => {
    const names = ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\t=1", " =1", 'Zuid, "B"'];
    const requests = names.map((organization) => ({
      direction: "made" as const,
      organization,
      requests: 1,
      answered: 0,
      declined: 0,
      open: 1,
      late: 0,
      answerMedian: null,
      answerP90: -3,
    }));
    const lines = figuresCsv({ ...NONE, requests }, "requests")
      .slice(1)
      .split("\r\n");
    expect(lines[0]).toBe(
      "direction,organization,requests,answered,declined,open,late,answerMedianSeconds,answerP90Seconds",
    );
    const cells = lines.slice(1, -1).map((line) => /^made,("(?:[^"]|"")*"|[^,]*),/.exec(line)?.[1]);
    expect(cells).toEqual(["'=HYPERLINK(1)", "'+1", "'-1", "'@SUM", "'\t=1", "' =1", '"Zuid, ""B"""']);
    // A number stays a number, also below zero.
    expect(lines[1]).toMatch(/,,-3$/);
  });

  it("has its header also without rows", () => {
    expect(figuresCsv(NONE, "weeks")).toBe("\uFEFFweek,sent,received,requestsMade,requestsHeld\r\n");
    expect(figuresCsv(NONE, "partners")).toContain("opened,unopened,declined,late,openMedianSeconds");
  });
});
