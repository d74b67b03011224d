import { expect, test } from "vitest";
import { lengthText, scaleBar } from "./scale-bar";

test("takes the longest round length that fits", () => {
  expect(scaleBar(0.5, 250)).toEqual({ millimetres: 100, pixels: 200 });
  expect(scaleBar(0.5, 190)).toEqual({ millimetres: 50, pixels: 100 });
  expect(scaleBar(0.01, 250)).toEqual({ millimetres: 2, pixels: 200 });
});

test("has no bar without a spacing", () => {
  expect(scaleBar(0, 200)).toBeUndefined();
  expect(scaleBar(Number.NaN, 200)).toBeUndefined();
});

test("writes lengths in the unit of their size", () => {
  expect(lengthText(100)).toBe("10 cm");
  expect(lengthText(5)).toBe("5 mm");
});
