import { expect, test } from "vitest";
import { frameOf, placeOf } from "./place-of";

test("a place in an image is a column and a row from 0", () => {
  expect(placeOf({ x: "0", y: "511" })).toEqual({ x: 0, y: 511 });
  expect(placeOf({ x: "12.25", y: "100000" })).toEqual({ x: 12.25, y: 100_000 });
});

test.each([
  ["-1", "1"],
  ["1", ""],
  ["1e3", "1"],
  ["1", "0x10"],
  ["100001", "1"],
  ["1", "1.1234567"],
  ["Infinity", "NaN"],
  [" 1", "1"],
])("x=%s y=%s is no place", (x, y) => {
  expect(placeOf({ x, y })).toBeUndefined();
});

test("one of both, or one given twice, is no place", () => {
  expect(placeOf({ x: "1" })).toBeUndefined();
  expect(placeOf({ x: ["1", "2"], y: "1" })).toBeUndefined();
});

test("images count from 1", () => {
  expect(frameOf("12")).toBe(12);
  for (const value of ["0", "-1", "1.5", "1234567", "", undefined, ["1", "2"]])
    expect(frameOf(value)).toBeUndefined();
});
