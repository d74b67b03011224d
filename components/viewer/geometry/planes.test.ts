import { expect, test } from "vitest";
import { directionLetters } from "./orientation";
import { planeAxes, rightOf } from "./planes";

const letters = (plane: Parameters<typeof planeAxes>[0], tilt = 0, turn = 0) => {
  const axes = planeAxes(plane, tilt, turn);
  return [directionLetters(axes.up), directionLetters(rightOf(axes))];
};

test("planes hang as radiologists expect: top and right of the screen", () => {
  expect(letters("axial")).toEqual(["A", "L"]);
  expect(letters("coronal")).toEqual(["H", "L"]);
  expect(letters("sagittal")).toEqual(["H", "P"]);
});

test("an oblique plane begins as the axial one and turns out of it", () => {
  expect(letters("oblique")).toEqual(["A", "L"]);
  expect(letters("oblique", 90)).toEqual(["F", "L"]);
  expect(letters("oblique", 0, 90)).toEqual(["L", "P"]);
});
