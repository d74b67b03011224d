import { expect, test } from "vitest";
import type { DrawnPlane } from "../geometry/drawn-plane";
import { planeAxes } from "../geometry/planes";
import { cross, type Vector } from "../geometry/vector";
import { type CutPath, cutContours, type PatientContour } from "./cut-contours";

/** Half a millimetre a pixel, with the origin of the patient at 100, 100 of the canvas. */
function planeAt(axes: { normal: Vector; up: Vector }, away = 0): DrawnPlane {
  const { normal, up } = axes;
  const right = cross(up, normal);
  const down = up.map((each) => -each) as Vector;
  const origin = [0, 1, 2].map(
    (axis) => away * (normal[axis] ?? 0) - 50 * (right[axis] ?? 0) - 50 * (down[axis] ?? 0),
  ) as Vector;
  return { origin, right, down, normal, millimetres: 0.5 };
}

const square = (half: number, z: number): PatientContour => ({
  type: "CLOSED_PLANAR",
  points: [
    [-half, -half, z],
    [half, -half, z],
    [half, half, z],
    [-half, half, z],
  ],
});
/** Twenty millimetres wide and deep; five layers of four millimetres are twenty high. */
const cube = [-8, -4, 0, 4, 8].map((z) => square(10, z));

const lengthOf = (paths: CutPath[]) =>
  paths.reduce(
    (sum, { points, isClosed }) =>
      sum +
      points.reduce((all, [x, y], index) => {
        const to = points[index + 1] ?? (isClosed ? points[0] : undefined);
        return to ? all + Math.hypot(to[0] - x, to[1] - y) : all;
      }, 0),
    0,
  );
const extent = (paths: CutPath[]) => {
  const points = paths.flatMap((path) => path.points);
  const [x, y] = [points.map(([at]) => at), points.map(([, at]) => at)];
  return [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)].map((each) => Math.round(each));
};

test("in a plane that lies along them contours are drawn as they are, from the nearest layer", () => {
  const paths = cutContours(cube, planeAt(planeAxes("axial"), 1.5));
  expect(paths).toHaveLength(1);
  expect(paths[0]?.isClosed).toBe(true);
  expect(extent(paths)).toEqual([80, 120, 80, 120]);
  expect(cutContours(cube, planeAt(planeAxes("axial"), -9.5))).toHaveLength(1);
  expect(cutContours(cube, planeAt(planeAxes("axial"), -10.5))).toEqual([]);
});

test("a plane across them shows the outline of the layers", () => {
  for (const name of ["coronal", "sagittal"] as const) {
    const paths = cutContours(cube, planeAt(planeAxes(name), 3));
    expect(extent(paths)).toEqual([80, 120, 80, 120]);
    expect(lengthOf(paths)).toBeCloseTo(4 * 40, 6);
    expect(cutContours(cube, planeAt(planeAxes(name), 10.1))).toEqual([]);
  }
});

test("steps between layers, gaps and holes are drawn as they are", () => {
  const steps = cutContours([square(10, 0), square(6, 4)], planeAt(planeAxes("coronal")));
  // Sides of four millimetres, a floor of 20, a ceiling of 12 and two steps of 4.
  expect(lengthOf(steps)).toBeCloseTo(2 * (4 * 4 + 20 + 12 + 2 * 4), 6);
  const apart = cutContours(
    [square(10, 0), square(10, 4), square(10, 40), square(10, 44)],
    planeAt(planeAxes("coronal")),
  );
  expect(lengthOf(apart)).toBeCloseTo(2 * 2 * (2 * 20 + 2 * 8), 6);
  const ring = [0, 4].flatMap((z) => [square(10, z), square(5, z)]);
  expect(lengthOf(cutContours(ring, planeAt(planeAxes("coronal"))))).toBeCloseTo(2 * (4 * 8 + 2 * 10), 6);
});

test("an oblique plane cuts the same layers farther apart", () => {
  // Thirty degrees from the layers: three of them are met, and each is drawn twice as high as it is.
  const [, , top, foot] = extent(cutContours(cube, planeAt(planeAxes("oblique", 30))));
  expect([top, foot]).toEqual([76, 124]);
});

test("a single contour is a line, a point is drawn where it lies, an open line where it is crossed", () => {
  const line = cutContours([square(10, 0)], planeAt(planeAxes("coronal")));
  expect(line).toHaveLength(1);
  expect(extent(line)).toEqual([80, 120, 100, 100]);
  const point = { type: "POINT", points: [[5, 0, 5]] as Vector[] };
  expect(extent(cutContours([point], planeAt(planeAxes("coronal"), 0.5)))).toEqual([110, 110, 90, 90]);
  expect(cutContours([point], planeAt(planeAxes("coronal"), 2))).toEqual([]);
  const open = { type: "OPEN_PLANAR", points: square(10, 0).points };
  expect(cutContours([open], planeAt(planeAxes("coronal"))).map(({ points }) => points.length)).toEqual([1]);
});
