import { expect, test } from "vitest";
import { delaySeconds, PAIR } from "./growing-delay";

test("mistakes cost nothing at first, then the wait doubles up to its limit", () => {
  const waits = Array.from({ length: 9 }, (_, index) => delaySeconds(index + 1, PAIR));
  expect(waits).toEqual([0, 0, 0, 0, 2, 4, 8, 16, 32]);
  expect(delaySeconds(1_000_000, PAIR)).toBe(900);
});
