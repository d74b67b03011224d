import { expect, test } from "vitest";
import { nearestSlice } from "./nearest-slice";
import type { Vector } from "./vector";

const slice = (z: number, frameOfReferenceUid = "1.2.3", normal: Vector = [0, 0, 1]) => ({
  frameOfReferenceUid,
  normal,
  position: [10, -20, z] as Vector,
});

test("finds the slice at the same height, whatever the spacing and direction of the stack", () => {
  expect(nearestSlice(slice(12), [slice(30), slice(20), slice(10), slice(0)])).toBe(2);
  expect(nearestSlice(slice(12), [slice(0, "1.2.3", [0, 0, -1]), slice(11, "1.2.3", [0, 0, -1])])).toBe(1);
});

test("refuses another frame of reference, another plane and unknown positions", () => {
  expect(nearestSlice(slice(12), [slice(12, "9.9")])).toBeUndefined();
  expect(nearestSlice(slice(12), [slice(12, "1.2.3", [1, 0, 0])])).toBeUndefined();
  expect(nearestSlice({ ...slice(12), position: undefined }, [slice(12)])).toBeUndefined();
  expect(nearestSlice(slice(12, ""), [slice(12, "")])).toBeUndefined();
});
