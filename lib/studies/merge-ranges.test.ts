import { expect, it } from "vitest";
import { mergeRanges } from "./merge-ranges";

const place = (objectKey: string, offset: number, length: number) => ({
  objectKey,
  offset: BigInt(offset),
  length: BigInt(length),
});

it("merges ranges that touch or overlap, object by object", () => {
  expect(
    mergeRanges([
      place("b", 0, 5),
      place("a", 10, 10),
      place("a", 0, 10),
      place("a", 12, 3),
      place("a", 30, 1),
    ]),
  ).toEqual([place("a", 0, 20), place("a", 30, 1), place("b", 0, 5)]);
  expect(mergeRanges([])).toEqual([]);
});
