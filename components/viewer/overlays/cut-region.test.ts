import { expect, test } from "vitest";
import type { DrawnPlane } from "../geometry/drawn-plane";
import { planeAxes } from "../geometry/planes";
import { cross, length, type Vector } from "../geometry/vector";
import { cutEllipsoid, cutRegion, spatialEllipse } from "./cut-region";

/** A millimetre a pixel, with the origin of the patient at 50, 50 of the canvas. */
function planeAt(name: "axial" | "coronal" | "sagittal", away = 0): DrawnPlane {
  const { normal, up } = planeAxes(name);
  const right = cross(up, normal);
  const down = up.map((each) => -each) as Vector;
  const origin = [0, 1, 2].map(
    (axis) => away * (normal[axis] ?? 0) - 50 * (right[axis] ?? 0) - 50 * (down[axis] ?? 0),
  ) as Vector;
  return { origin, right, down, normal, millimetres: 1 };
}

test("a line in the plane, or near enough, is drawn as it is", () => {
  const line: Vector[] = [
    [-10, 5, 1],
    [20, 5, 1],
  ];
  const [path] = cutRegion(line, false, planeAt("axial"), 1.5);
  expect(path).toEqual({
    points: [
      [40, 55],
      [70, 55],
    ],
    isClosed: false,
  });
  expect(cutRegion(line, false, planeAt("axial"), 0.6)).toEqual([]);
});

test("a line that passes through is the point where it does, one at a low angle the part that is near", () => {
  const line: Vector[] = [
    [0, -20, 3],
    [0, 20, 3],
  ];
  expect(cutRegion(line, false, planeAt("coronal"), 1)).toEqual([{ points: [[50, 47]], isClosed: false }]);
  const low: Vector[] = [
    [-30, 0, -3],
    [30, 0, 3],
  ];
  const [part] = cutRegion(low, false, planeAt("axial"), 1);
  expect(part?.points.map(([x]) => Math.round(x))).toEqual([40, 60]);
  expect(cutRegion(low, false, planeAt("sagittal", 31), 0.6)).toEqual([]);
});

test("an outline that the plane passes is the line inside it, a bent one several", () => {
  const square: Vector[] = [
    [-10, -10, 2],
    [10, -10, 2],
    [10, 10, 2],
    [-10, 10, 2],
  ];
  expect(cutRegion(square, true, planeAt("axial", -2), 0.6)[0]?.isClosed).toBe(true);
  const [chord] = cutRegion(square, true, planeAt("coronal", 4), 0.6);
  expect(chord?.points.map(([x, y]) => [Math.round(x), Math.round(y)])).toEqual(
    expect.arrayContaining([
      [40, 48],
      [60, 48],
    ]),
  );
  expect(cutRegion(square, true, planeAt("coronal", 11), 0.6)).toEqual([]);
  const horseshoe: Vector[] = [
    [-10, -10, 0],
    [-10, 10, 0],
    [-5, 10, 0],
    [-5, -5, 0],
    [5, -5, 0],
    [5, 10, 0],
    [10, 10, 0],
    [10, -10, 0],
  ];
  const legs = cutRegion(horseshoe, true, planeAt("coronal", -5), 0.6);
  expect(legs.map(({ points }) => points.map(([x]) => Math.round(x)).sort((a, b) => a - b))).toEqual(
    expect.arrayContaining([
      [40, 45],
      [55, 60],
    ]),
  );
  expect(legs).toHaveLength(2);
});

test("a point is drawn on the planes that are near it", () => {
  expect(cutRegion([[5, 0, 5]], false, planeAt("sagittal", 5.5), 0.6)).toHaveLength(1);
  expect(cutRegion([[5, 0, 5]], false, planeAt("sagittal", 6), 0.6)).toEqual([]);
  expect(cutRegion([], false, planeAt("axial"), 1)).toEqual([]);
});

test("an ellipse by its axes, in whatever plane they lie", () => {
  const points = spatialEllipse([
    [0, -8, -6],
    [0, 8, 6],
    [-5, 0, 0],
    [5, 0, 0],
  ]);
  const radii = points.map((point) => length(point));
  expect(Math.max(...radii)).toBeCloseTo(10, 6);
  expect(Math.min(...radii)).toBeCloseTo(5, 6);
  expect(spatialEllipse([[0, 0, 0]])).toEqual([]);
});

test("an ellipsoid is cut into the ellipse that the plane makes of it", () => {
  const axes: Vector[] = [
    [-10, 0, 0],
    [10, 0, 0],
    [0, -6, 0],
    [0, 6, 0],
    [0, 0, -4],
    [0, 0, 4],
  ];
  const widest = (points: Vector[], axis: 0 | 1 | 2) => Math.max(...points.map((point) => point[axis]));
  const middle = cutEllipsoid(axes, [3, 9, 0], [0, 0, 1]);
  expect(widest(middle, 0)).toBeCloseTo(10, 1);
  expect(widest(middle, 1)).toBeCloseTo(6, 1);
  // At 3/5 of its height it is 4/5 as wide.
  const upper = cutEllipsoid(axes, [0, 0, 2.4], [0, 0, 1]);
  expect(widest(upper, 0)).toBeCloseTo(8, 1);
  for (const point of upper) expect(point[2]).toBeCloseTo(2.4, 9);
  expect(cutEllipsoid(axes, [0, 0, 4.1], [0, 0, 1])).toEqual([]);
  expect(cutEllipsoid(axes.slice(0, 4), [0, 0, 0], [0, 0, 1])).toEqual([]);
});
