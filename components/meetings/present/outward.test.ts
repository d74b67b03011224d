import { expect, test } from "vitest";
import { outward } from "./outward";

test("begins with what comes next, and takes every other once", () => {
  expect(outward([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([4, 5, 2, 6, 1, 0]);
  expect(outward([0, 1, 2], -1)).toEqual([0, 1, 2]);
  expect(outward([0, 1, 2], 2)).toEqual([1, 0]);
  expect(outward([], -1)).toEqual([]);
});
