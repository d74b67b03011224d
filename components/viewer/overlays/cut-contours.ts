import { type DrawnPlane, onCanvas } from "../geometry/drawn-plane";
import { cross, dot, length, subtract, type Vector } from "../geometry/vector";
import type { Point } from "./shapes";

/** A contour of a structure set (PS3.3 C.8.8.6), in the patient's millimetres. */
export type PatientContour = { type: string; points: Vector[] };
export type CutPath = { points: Point[]; isClosed: boolean };

/** Contours nearer to each other than this lie in one plane. */
const SAME_PLANE_MM = 0.05;
/** A point is drawn on planes that are not farther from it. */
const POINT_MM = 0.6;

type Layer = { at: number; contours: PatientContour[] };
/** Contours of one direction as a pile of layers, each as thick as they lie apart. */
type Pile = { normal: Vector; spacing: number; layers: Layer[] };
type Interval = [from: number, to: number];

const piles = new WeakMap<PatientContour[], Pile | undefined>();

/**
 * Where a plane cuts a region that is given by parallel contours: the contours themselves in a plane that is parallel to
 * them, else the outline of the layers that they stand for, each half way to its neighbours. Nothing is made smooth that
 * the file doesn't say.
 */
export function cutContours(contours: PatientContour[], plane: DrawnPlane): CutPath[] {
  const near = contours
    .flatMap(({ points: [at, ...others] }) => (at && others.length === 0 ? [at] : []))
    .filter((at) => Math.abs(dot(subtract(at, plane.origin), plane.normal)) < POINT_MM)
    .map((at): CutPath => ({ points: [onCanvas(plane, at)], isClosed: false }));
  const pile = known(contours);
  return pile ? [...near, ...cutPile(pile, plane)] : near;
}

function known(contours: PatientContour[]): Pile | undefined {
  if (!piles.has(contours)) piles.set(contours, pileOf(contours));
  return piles.get(contours);
}

function pileOf(contours: PatientContour[]): Pile | undefined {
  const normal = contours.map(({ points }) => normalOf(points)).find((each) => each !== undefined);
  if (!normal) return undefined;
  const layers: Layer[] = [];
  const placed = contours
    .filter(({ points }) => points.length > 1)
    .map((contour) => ({ contour, at: dot(contour.points[0] as Vector, normal) }))
    .sort((a, b) => a.at - b.at);
  for (const { contour, at } of placed) {
    const last = layers.at(-1);
    if (last && at - last.at < SAME_PLANE_MM) last.contours.push(contour);
    else layers.push({ at, contours: [contour] });
  }
  const gaps = layers
    .slice(1)
    .map((layer, index) => layer.at - (layers[index]?.at ?? 0))
    .sort((a, b) => a - b);
  return { normal, spacing: gaps[Math.floor(gaps.length / 2)] ?? 0, layers };
}

/** Across a flat outline, by the sum of its turns; undefined for less than a triangle. */
function normalOf(points: Vector[]): Vector | undefined {
  const [first] = points;
  if (!first || points.length < 3) return undefined;
  const sum: Vector = [0, 0, 0];
  for (let i = 1; i + 1 < points.length; i += 1) {
    const part = cross(subtract(points[i] as Vector, first), subtract(points[i + 1] as Vector, first));
    for (const axis of [0, 1, 2] as const) sum[axis] += part[axis];
  }
  const size = length(sum);
  return size > 1e-6 ? (sum.map((each) => each / size) as Vector) : undefined;
}

function cutPile({ normal, spacing, layers }: Pile, plane: DrawnPlane): CutPath[] {
  if (Math.abs(dot(normal, plane.normal)) > 0.999) {
    const at = dot(plane.origin, normal);
    const [nearest] = [...layers].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    if (!nearest || Math.abs(nearest.at - at) > Math.max(spacing / 2, POINT_MM)) return [];
    return nearest.contours.map(({ type, points }) => ({
      points: points.map((point) => onCanvas(plane, point)),
      isClosed: type.startsWith("CLOSED"),
    }));
  }
  const across = unit(cross(plane.normal, normal));
  const along = cross(across, plane.normal);
  const slope = dot(along, normal);
  const start = dot(plane.origin, normal);
  // The place in the plane at a height over the contours' own plane, and so far across.
  const at = (height: number, far: number): Point => {
    const up = (height - start) / slope;
    const place = plane.origin.map(
      (value, axis) => value + up * (along[axis] ?? 0) + far * (across[axis] ?? 0),
    );
    return onCanvas(plane, place as Vector);
  };
  const cut = layers.map((layer) => ({ ...layer, ...cutLayer(layer, plane, across) }));
  const paths: CutPath[] = cut.flatMap((layer) =>
    layer.single.map((far) => ({ points: [at(layer.at, far)], isClosed: false })),
  );
  const draw = (from: Point, to: Point) => paths.push({ points: [from, to], isClosed: false });
  if (spacing === 0) {
    for (const layer of cut)
      for (const [from, to] of layer.inside) draw(at(layer.at, from), at(layer.at, to));
    return paths;
  }
  let below: { top: number; inside: Interval[] } | undefined;
  for (const [index, layer] of cut.entries()) {
    const next = cut[index + 1];
    const isJoined = next !== undefined && next.at - layer.at < spacing * 1.5;
    const bottom = below?.top ?? layer.at - spacing / 2;
    const top = isJoined ? (layer.at + next.at) / 2 : layer.at + spacing / 2;
    for (const far of layer.inside.flat()) draw(at(bottom, far), at(top, far));
    for (const [from, to] of inOneOnly(below?.inside ?? [], layer.inside))
      draw(at(bottom, from), at(bottom, to));
    if (!isJoined) for (const [from, to] of layer.inside) draw(at(top, from), at(top, to));
    below = isJoined ? { top, inside: layer.inside } : undefined;
  }
  return paths;
}

/** Where the plane passes through a layer: from where to where it is inside, and single crossings of open lines. */
function cutLayer({ contours }: Layer, plane: DrawnPlane, across: Vector) {
  const crossings = (points: Vector[], isClosed: boolean) => {
    const found: number[] = [];
    for (const [index, from] of points.entries()) {
      const to = points[index + 1] ?? (isClosed ? points[0] : undefined);
      if (!to) continue;
      const [a, b] = [from, to].map((point) => dot(subtract(point, plane.origin), plane.normal)) as Interval;
      if (a < 0 === b < 0) continue;
      const part = a / (a - b);
      const offset = subtract(from, plane.origin);
      const [s, e] = [dot(offset, across), dot(subtract(to, plane.origin), across)];
      found.push(s + (e - s) * part);
    }
    return found.sort((a, b) => a - b);
  };
  const closed = contours.filter(({ type }) => type.startsWith("CLOSED"));
  const edges = closed.flatMap(({ points }) => crossings(points, true)).sort((a, b) => a - b);
  const inside: Interval[] = [];
  for (let i = 0; i + 1 < edges.length; i += 2) inside.push([edges[i] as number, edges[i + 1] as number]);
  const single = contours
    .filter(({ type }) => !type.startsWith("CLOSED"))
    .flatMap(({ points }) => crossings(points, false));
  return { inside, single };
}

/** What lies in one of the two and not in the other: the edge of a step between two layers. */
function inOneOnly(a: Interval[], b: Interval[]): Interval[] {
  const ends = [...a.flat(), ...b.flat()].sort((x, y) => x - y);
  const isIn = (intervals: Interval[], at: number) => intervals.some(([from, to]) => at > from && at < to);
  return ends.slice(1).flatMap((to, index): Interval[] => {
    const from = ends[index] as number;
    const middle = (from + to) / 2;
    return to > from && isIn(a, middle) !== isIn(b, middle) ? [[from, to]] : [];
  });
}

function unit(vector: Vector): Vector {
  const size = length(vector) || 1;
  return vector.map((each) => each / size) as Vector;
}
