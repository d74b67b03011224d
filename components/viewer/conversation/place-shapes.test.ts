import { expect, test } from "vitest";
import { apply, inverse } from "../overlays/shapes";
import { placeShapes, placesInWords } from "./place-shapes";

const places = [
  { number: 3, imageId: "a", x: 10, y: 0 },
  { number: null, imageId: "a", x: 0, y: 4 },
  { number: 4, imageId: "b", x: 1, y: 1 },
];

test("a ring lies round the middle of its pixel, on its own image", () => {
  const shapes = placeShapes(places, "a");
  expect(shapes).toMatchObject([
    { kind: "place", at: [10.5, 0.5], label: "3" },
    { kind: "place", at: [0.5, 4.5], label: "" },
  ]);
  expect(placeShapes(places, "c")).toEqual([]);
});

test("where the rings are on the canvas is told in words, however the image is turned", () => {
  const turned = { a: 0, b: 2, c: -2, d: 0, e: 100, f: 50 };
  expect(placesInWords(placeShapes(places, "a"), turned)).toBe("3@99.0,71.0 -@91.0,51.0");
});

test("a point of the canvas goes back to the pixel that it came from", () => {
  for (const affine of [
    { a: 1.7, b: 0, c: 0, d: 1.7, e: 12, f: -8 },
    { a: -0.3, b: 0.9, c: -0.9, d: -0.3, e: 400, f: 20 },
  ]) {
    const [x, y] = inverse(affine, apply(affine, [204.5, 118.5]));
    expect(x).toBeCloseTo(204.5, 9);
    expect(y).toBeCloseTo(118.5, 9);
  }
  expect(inverse({ a: 0, b: 0, c: 0, d: 0, e: 1, f: 1 }, [3, 4])).toEqual([0, 0]);
});
