import { expect, test } from "vitest";
import { neighboursFirst, outward, prefetchPlan } from "./prefetch-plan";

test("outward goes from the image the eye is on to both ends", () => {
  expect(outward(["a", "b", "c", "d", "e"], 2)).toEqual(["c", "d", "b", "e", "a"]);
  expect(outward(["a", "b", "c"], 0)).toEqual(["a", "b", "c"]);
  expect(outward(["a", "b", "c"], 9)).toEqual(["c", "b", "a"]);
  expect(outward([], 0)).toEqual([]);
});

test("the active viewport comes first, then the visible ones, then the rest; nothing twice", () => {
  const plan = prefetchPlan(
    { imageIds: ["a1", "a2"], index: 1 },
    [{ imageIds: ["b1", "b2"], index: 0 }],
    [["a1"], ["c1", "c2"], ["d1"]],
  );
  expect(plan).toEqual(["a2", "a1", "b1", "b2", "c1", "c2", "d1"]);
});

test("neighbours come before series further away", () => {
  expect(neighboursFirst(["s1", "s2", "s3", "s4"], 1)).toEqual(["s3", "s1", "s4"]);
});
