import { type DicomJson, items, number, numbers, text } from "../data/dicom-json";
import type { DisplaySet, Frame } from "../data/display-sets";
import { type DrawnPlane, onCanvas } from "../geometry/drawn-plane";
import { dot, type Vector } from "../geometry/vector";
import { ownColour } from "./colour";
import { cutEllipsoid, cutRegion, spatialEllipse } from "./cut-region";
import type { Marking, Space } from "./marking";
import { planeOf, toPatient, toPixels } from "./plane";
import { type References, referencesOf, refersTo } from "./references";
import { ellipsePoints, type Point, type Shape } from "./shapes";

/** What is nearer to an image or a plane than this lies in it, however thin it is. */
const SAME_PLANE_MM = 0.6;
/** Half way between two planes both are as near. */
const ROUNDING_MM = 0.01;

/**
 * What a structured report measured (TID 1500 and its kin, PS3.3 C.18.6, C.18.9): every group with coordinates is one
 * marking, with its numbers beside the first of its shapes.
 */
export function measurementMarkings(set: DisplaySet): Marking[] {
  const groups: { node: DicomJson; label: string }[] = [];
  collect(set.instance, "", groups, new Set());
  return groups.map(({ node, label }, index): Marking => {
    const colour = ownColour(index);
    const regions = regionsBelow(node);
    const values = numbersBelow(node);
    const words = [label, ...values].filter(Boolean).join("\n");
    return {
      id: `${set.id}:${index}`,
      kind: "measurement",
      label: [label, ...values.slice(0, 1)].filter(Boolean).join(" · "),
      source: set.description || text(items(set.instance, "0040A043")[0], "00080104"),
      colour,
      studyInstanceUid: set.studyInstanceUid,
      shapes: (frame) => {
        const shapes = regions.flatMap((region) => regionShapes(frame, region, colour));
        return withWords(shapes, words, colour);
      },
      cut: (plane, space) => {
        const shapes = regions.flatMap((region) => cutShapes(region, plane, space, colour));
        return withWords(shapes, words, colour);
      },
    };
  });
}

type Region = { type: string; values: number[]; isSpatial: boolean; references: References; uid: string };

const children = (node: DicomJson) => items(node, "0040A730");
const valueType = (node: DicomJson) => text(node, "0040A040");
const isRegion = (node: DicomJson) => ["SCOORD", "SCOORD3D"].includes(valueType(node));
const meaning = (node: DicomJson) => text(items(node, "0040A043")[0], "00080104");

/** The nodes nearest to their coordinates: a measurement group, or a number inferred from coordinates. */
function collect(
  node: DicomJson,
  label: string,
  found: { node: DicomJson; label: string }[],
  seen: Set<DicomJson>,
): void {
  if (seen.has(node)) return;
  seen.add(node);
  const below = children(node);
  const isGroup = valueType(node) === "NUM" || below.some(isRegion);
  if (isGroup && regionsBelow(node).length > 0) {
    found.push({ node, label: groupName(node) || label });
    return;
  }
  const hasDirect = below.some((child) => valueType(child) === "NUM" && regionsBelow(child).length > 0);
  for (const child of below)
    collect(child, hasDirect ? groupName(node) : meaning(child) || label, found, seen);
}

/** The tracking identifier, the finding or the concept: whatever a reader would call it. */
function groupName(node: DicomJson): string {
  const tracking = children(node).find((child) => text(items(child, "0040A043")[0], "00080100") === "112039");
  const finding = children(node).find((child) => text(items(child, "0040A043")[0], "00080100") === "121071");
  return (
    text(tracking, "0040A160") ||
    text(items(finding, "0040A168")[0], "00080104") ||
    (valueType(node) === "NUM" ? "" : meaning(node))
  );
}

function regionsBelow(node: DicomJson): Region[] {
  return children(node).flatMap((child) => {
    if (!isRegion(child)) return regionsBelow(child);
    const images = children(child).filter((each) => valueType(each) === "IMAGE");
    return [
      {
        type: text(child, "00700023"),
        values: numbers(child, "00700022"),
        isSpatial: valueType(child) === "SCOORD3D",
        references: referencesOf(images.flatMap((image) => items(image, "00081199"))),
        uid: text(child, "30060024"),
      },
    ];
  });
}

function numbersBelow(node: DicomJson): string[] {
  const own = valueType(node) === "NUM" ? [node] : children(node).filter((each) => valueType(each) === "NUM");
  return own.flatMap((each) => {
    const measured = items(each, "0040A300")[0];
    const value = numbers(measured, "0040A30A")[0];
    if (value === undefined) return [];
    const unit = text(items(measured, "004008EA")[0], "00080100");
    return [
      `${meaning(each)} ${Number(value.toPrecision(5))}${unit && unit !== "1" ? ` ${unit}` : ""}`.trim(),
    ];
  });
}

function withWords(shapes: Shape[], words: string, colour: string): Shape[] {
  const first = shapes.find((shape) => shape.kind === "path");
  if (first?.kind !== "path") return shapes;
  const right = first.points.reduce(
    (best, point) => (point[0] > best[0] ? point : best),
    first.points[0] ?? [0, 0],
  );
  const at: Point = [right[0] + 4, right[1]];
  return [...shapes, { kind: "text", text: words, at, colour, isKeptInSight: true }];
}

function regionShapes(frame: Frame, region: Region, colour: string): Shape[] {
  const points = region.isSpatial ? spatialPoints(frame, region) : flatPoints(frame, region);
  if (!points || points.length === 0) return [];
  // In the patient's space the outline is made before it is seen from anywhere.
  const outlines = region.isSpatial ? partsOf(region.type, points) : flatParts(region.type, points);
  const isClosed = isOutline(region.type, points);
  return outlines.map((list) => pathOf(list, isClosed, colour));
}

const pathOf = (points: Point[], isClosed: boolean, colour: string): Shape => ({
  kind: "path",
  points,
  isClosed: isClosed && points.length > 1,
  isFilled: false,
  colour,
});

/** The lines that a region in an image's pixels consists of. */
function flatParts(type: string, points: Point[]): Point[][] {
  if (type === "CIRCLE") return [circle(points)];
  if (type === "ELLIPSE") return [ellipse(points)];
  return partsOf(type, points);
}

function partsOf<T>(type: string, points: T[]): T[][] {
  if (type === "POINT") return [points.slice(0, 1)];
  return type === "MULTIPOINT" ? points.map((point) => [point]) : [points];
}

function isOutline(type: string, points: number[][]): boolean {
  const isClosedLine = type === "POLYLINE" && isSamePlace(points[0], points.at(-1));
  return isClosedLine || ["CIRCLE", "ELLIPSE", "ELLIPSOID", "POLYGON"].includes(type);
}

/** What of a region lies in a plane, which stands for as much of the patient as images of the volume do. */
function cutShapes(region: Region, plane: DrawnPlane, space: Space, colour: string): Shape[] {
  if (region.isSpatial && region.uid !== space.frameOfReferenceUid) return [];
  const given = vectorsOf(region.values);
  if (region.isSpatial && region.type === "ELLIPSOID") {
    const outline = cutEllipsoid(given, plane.origin, plane.normal).map((point) => onCanvas(plane, point));
    return outline.length > 0 ? [pathOf(outline, true, colour)] : [];
  }
  const placed = region.isSpatial
    ? { parts: spatialParts(region.type, given), isClosed: isOutline(region.type, given), thickness: 0 }
    : imageParts(region, plane, space);
  if (!placed) return [];
  const tolerance = Math.max(SAME_PLANE_MM, space.between / 2, placed.thickness / 2) + ROUNDING_MM;
  return placed.parts
    .flatMap((part) => cutRegion(part, placed.isClosed, plane, tolerance))
    .map(({ points, isClosed }) => pathOf(points, isClosed, colour));
}

function spatialParts(type: string, points: Vector[]): Vector[][] {
  return type === "ELLIPSE" ? [spatialEllipse(points)] : partsOf(type, points);
}

/** A region of an image, in the patient; the image stands for what lies half way to its neighbours. */
function imageParts({ type, values, references }: Region, plane: DrawnPlane, space: Space) {
  for (const [uid, frames] of references) {
    const frame = space.imageOf(uid, frames[0] ?? 1);
    const own = planeOf(frame?.dataset);
    if (!own || own.frameOfReferenceUid !== space.frameOfReferenceUid) continue;
    const points = pointsOf(values);
    const isAlong = Math.abs(dot(own.normal, plane.normal)) > 0.999;
    return {
      parts: flatParts(type, points).map((part) => part.map(([x, y]) => toPatient(own, x, y))),
      isClosed: isOutline(type, points),
      thickness: isAlong ? thicknessOf(frame?.dataset) : 0,
    };
  }
  return undefined;
}

/** How far images lie apart, or how thick they are. */
const thicknessOf = (dataset: DicomJson | undefined) =>
  number(dataset, "00180088") || number(dataset, "00180050") || 0;

function isSamePlace(a: number[] | undefined, b: number[] | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b && a.every((each, axis) => each === b[axis]);
}

function flatPoints(frame: Frame, { values, references }: Region): Point[] | undefined {
  if (!refersTo(references, frame)) return undefined;
  return pointsOf(values);
}

const pointsOf = (values: number[]) =>
  values.flatMap((x, i): Point[] => (i % 2 === 0 && i + 1 < values.length ? [[x, values[i + 1] ?? 0]] : []));

const vectorsOf = (values: number[]) =>
  Array.from({ length: Math.floor(values.length / 3) }, (_, i) => values.slice(i * 3, i * 3 + 3) as Vector);

function spatialPoints(frame: Frame, { type, values, uid }: Region): Point[] | undefined {
  const plane = planeOf(frame.dataset);
  if (!plane || plane.frameOfReferenceUid !== uid) return undefined;
  const given = vectorsOf(values);
  if (type === "ELLIPSOID")
    return cutEllipsoid(given, plane.position, plane.normal).map((point) => toPixels(plane, point).at);
  const placed = (type === "ELLIPSE" ? spatialEllipse(given) : given).map((point) => toPixels(plane, point));
  // What lies between two images is on the nearer one.
  const tolerance = Math.max(SAME_PLANE_MM, thicknessOf(frame.dataset) / 2 + ROUNDING_MM);
  if (placed.some(({ distance }) => distance > tolerance)) return undefined;
  return placed.map(({ at }) => at);
}

/** A centre and a point on the line (PS3.3 C.18.6.1.2). */
export function circle([centre, edge]: Point[]): Point[] {
  if (!centre || !edge) return [];
  const radius = Math.hypot(edge[0] - centre[0], edge[1] - centre[1]);
  return ellipsePoints(centre, [radius, radius], 0);
}

/** The ends of the major axis and then of the minor. */
export function ellipse([majorStart, majorEnd, minorStart, minorEnd]: Point[]): Point[] {
  if (!majorStart || !majorEnd || !minorStart || !minorEnd) return [];
  const centre: Point = [(majorStart[0] + majorEnd[0]) / 2, (majorStart[1] + majorEnd[1]) / 2];
  const [dx, dy] = [majorEnd[0] - majorStart[0], majorEnd[1] - majorStart[1]];
  const minor = Math.hypot(minorEnd[0] - minorStart[0], minorEnd[1] - minorStart[1]);
  return ellipsePoints(centre, [Math.hypot(dx, dy) / 2, minor / 2], Math.atan2(dy, dx));
}
