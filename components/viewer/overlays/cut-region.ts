import { type DrawnPlane, heightOver, onCanvas } from "../geometry/drawn-plane";
import { cross, dot, length, subtract, type Vector } from "../geometry/vector";
import type { CutPath } from "./cut-contours";
import { ellipsePoints } from "./shapes";

/** What is seen of a line that is shorter than this many pixels is marked as the point that it is. */
const SHORTEST = 3;

/**
 * What of a measured line or outline lies in a plane or nearer to it than `tolerance` millimetres. One that lies wholly
 * there is drawn as it is; of a line that passes through, the part in the plane; an outline that is passed through is
 * the line between where it goes in and out.
 */
export function cutRegion(
  points: Vector[],
  isClosed: boolean,
  plane: DrawnPlane,
  tolerance: number,
): CutPath[] {
  const placed = points.map((point) => ({ point, height: heightOver(plane, point) }));
  if (placed.length === 0) return [];
  if (placed.every(({ height }) => Math.abs(height) <= tolerance))
    return [
      { points: points.map((point) => onCanvas(plane, point)), isClosed: isClosed && points.length > 2 },
    ];
  if (points.length === 1) return [];
  return isClosed && points.length > 2 ? chords(placed, plane) : passages(placed, plane, tolerance);
}

type Placed = { point: Vector; height: number };

const between = (a: Vector, b: Vector, part: number) =>
  a.map((value, axis) => value + ((b[axis] ?? 0) - value) * part) as Vector;

/** From where the plane goes into an outline to where it comes out of it. */
function chords(placed: Placed[], plane: DrawnPlane): CutPath[] {
  const crossings = placed.flatMap(({ point, height }, index) => {
    const next = placed[(index + 1) % placed.length] as Placed;
    if (height < 0 === next.height < 0) return [];
    return [onCanvas(plane, between(point, next.point, height / (height - next.height)))];
  });
  const [first] = crossings;
  if (!first) return [];
  // They lie on one line: that of the two planes. Its direction is that of the farthest of them.
  const farthest = crossings.reduce((best, each) => (apart(first, each) > apart(first, best) ? each : best));
  const along = ([x, y]: [number, number]) =>
    (x - first[0]) * (farthest[0] - first[0]) + (y - first[1]) * (farthest[1] - first[1]);
  crossings.sort((a, b) => along(a) - along(b));
  return crossings.flatMap((from, index) => {
    const to = crossings[index + 1];
    return index % 2 === 0 && to ? [path(from, to)] : [];
  });
}

const apart = (a: [number, number], b: [number, number]) => Math.hypot(a[0] - b[0], a[1] - b[1]);

const path = (from: [number, number], to: [number, number]): CutPath => ({
  points: apart(from, to) < SHORTEST ? [[(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]] : [from, to],
  isClosed: false,
});

/** The parts of a line that are near enough. */
function passages(placed: Placed[], plane: DrawnPlane, tolerance: number): CutPath[] {
  return placed.slice(1).flatMap((to, index) => {
    const from = placed[index] as Placed;
    const change = to.height - from.height;
    if (change === 0)
      return Math.abs(to.height) <= tolerance
        ? [path(onCanvas(plane, from.point), onCanvas(plane, to.point))]
        : [];
    const [a, b] = [(-tolerance - from.height) / change, (tolerance - from.height) / change];
    const [start, end] = [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
    if (start > end) return [];
    const place = (part: number) => onCanvas(plane, between(from.point, to.point, part));
    return [path(place(start), place(end))];
  });
}

/** The outline of an ellipse by the ends of its major and then of its minor axis (PS3.3 C.18.9.1.2). */
export function spatialEllipse([a, b, c, d]: Vector[]): Vector[] {
  if (!a || !b || !c || !d) return [];
  const [major, minor] = [half(a, b), half(c, d)];
  return ellipsePoints([0, 0], [1, 1], 0).map(([cos, sin]) =>
    along(between(a, b, 0.5), major, cos, minor, sin),
  );
}

const half = (from: Vector, to: Vector) => subtract(to, from).map((each) => each / 2) as Vector;
const along = (from: Vector, a: Vector, x: number, b: Vector, y: number) =>
  from.map((value, axis) => value + x * (a[axis] ?? 0) + y * (b[axis] ?? 0)) as Vector;

/** Where a plane cuts an ellipsoid that is given by the ends of its three axes: an outline in the patient, or nothing. */
export function cutEllipsoid(points: Vector[], at: Vector, normal: Vector): Vector[] {
  const [a, b, c, d, e, f] = points;
  if (!a || !b || !c || !d || !e || !f) return [];
  const centre = between(a, b, 0.5);
  const axes = [half(a, b), half(c, d), half(e, f)] as const;
  // Where the ellipsoid is a ball of one, the plane's normal is this long, and this far away is the plane.
  const turned = axes.map((axis) => dot(axis, normal)) as Vector;
  const size = length(turned);
  const away = dot(subtract(at, centre), normal) / (size || 1);
  if (size === 0 || Math.abs(away) >= 1) return [];
  const up = turned.map((each) => each / size) as Vector;
  const start: Vector = Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const one = unit(cross(up, start));
  const two = cross(up, one);
  const radius = Math.sqrt(1 - away * away);
  return ellipsePoints([0, 0], [radius, radius], 0).map(([x, y]) => {
    const inBall = along(up.map((each) => each * away) as Vector, one, x, two, y);
    return centre.map((value, axis) =>
      axes.reduce((sum, each, index) => sum + (inBall[index] ?? 0) * (each[axis] ?? 0), value),
    ) as Vector;
  });
}

const unit = (vector: Vector) => vector.map((each) => each / (length(vector) || 1)) as Vector;
