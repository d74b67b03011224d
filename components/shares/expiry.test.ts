import { expect, it } from "vitest";
import { endOfDay, inDays, toDateInput } from "./expiry";

it("ends a day at its Dutch midnight, in winter and in summer", () => {
  expect(endOfDay("2026-11-21")).toBe("2026-11-21T22:59:59.000Z");
  expect(endOfDay("2026-07-21")).toBe("2026-07-21T21:59:59.000Z");
  expect(toDateInput(endOfDay("2026-07-21"))).toBe("2026-07-21");
});

it("counts days", () => {
  expect(inDays(30, new Date("2026-11-21T12:00:00Z"))).toBe("2026-12-21");
});
