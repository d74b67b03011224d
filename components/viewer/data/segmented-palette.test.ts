import { expect, test } from "vitest";
import { expandSegmentedPalette } from "./segmented-palette";
import { expandYbr422 } from "./ybr";

test("expands discrete, linear and indirect segments", () => {
  expect(expandSegmentedPalette([0, 2, 10, 20, 1, 4, 60], 6)).toEqual([10, 20, 30, 40, 50, 60]);
  expect(expandSegmentedPalette([0, 1, 5, 2, 1, 0, 0], 2)).toEqual([5, 5]);
});

test("refuses what doesn't fill the table", () => {
  expect(expandSegmentedPalette([1, 4, 60], 4)).toBeUndefined();
  expect(expandSegmentedPalette([0, 2, 1, 2], 256)).toBeUndefined();
  expect(expandSegmentedPalette([9, 1, 1], 1)).toBeUndefined();
});

test("YBR 4:2:2 gives both pixels of a pair the same colour", () => {
  expect([...expandYbr422(Uint8Array.of(100, 200, 128, 128), false)]).toEqual([100, 100, 100, 200, 200, 200]);
  expect([...expandYbr422(Uint8Array.of(76, 76, 85, 255), true)]).toEqual([254, 0, 0, 255, 254, 0, 0, 255]);
});
