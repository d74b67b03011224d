import { type DicomJson, items, numbers, text } from "../data/dicom-json";
import type { DisplaySet, Frame } from "../data/display-sets";
import type { Vector } from "../geometry/vector";
import { ownColour } from "./colour";
import type { Marking } from "./marking";
import { planeOf, toPixels } from "./plane";
import { type References, referencesOf, refersTo } from "./references";
import { ellipsePoints, type Point, type Shape } from "./shapes";

const SAME_PLANE_MM = 0.6;

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
    return {
      id: `${set.id}:${index}`,
      kind: "measurement",
      label: [label, ...values.slice(0, 1)].filter(Boolean).join(" · "),
      source: set.description || text(items(set.instance, "0040A043")[0], "00080104"),
      colour,
      studyInstanceUid: set.studyInstanceUid,
      shapes: (frame) => shapesOn(frame, regions, [label, ...values].filter(Boolean).join("\n"), colour),
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

function shapesOn(frame: Frame, regions: Region[], words: string, colour: string): Shape[] {
  const shapes = regions.flatMap((region) => regionShapes(frame, region, colour));
  const first = shapes.find((shape) => shape.kind === "path");
  if (first?.kind !== "path") return shapes;
  const right = first.points.reduce(
    (best, point) => (point[0] > best[0] ? point : best),
    first.points[0] ?? [0, 0],
  );
  return [...shapes, { kind: "text", text: words, at: [right[0] + 4, right[1]], colour }];
}

function regionShapes(frame: Frame, region: Region, colour: string): Shape[] {
  const points = region.isSpatial ? spatialPoints(frame, region) : flatPoints(frame, region);
  if (!points || points.length === 0) return [];
  const path = (list: Point[], isClosed: boolean): Shape => ({
    kind: "path",
    points: list,
    isClosed,
    isFilled: false,
    colour,
  });
  switch (region.type) {
    case "CIRCLE":
      return [path(circle(points), true)];
    case "ELLIPSE":
      return [path(ellipse(points), true)];
    case "POINT":
      return [path(points.slice(0, 1), false)];
    case "MULTIPOINT":
      return points.map((point) => path([point], false));
    default:
      return [path(points, region.type === "POLYGON" || isSamePlace(points[0], points.at(-1)))];
  }
}

function isSamePlace(a: Point | undefined, b: Point | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b && a[0] === b[0] && a[1] === b[1];
}

function flatPoints(frame: Frame, { values, references }: Region): Point[] | undefined {
  if (!refersTo(references, frame)) return undefined;
  return values.flatMap((x, i): Point[] =>
    i % 2 === 0 && i + 1 < values.length ? [[x, values[i + 1] ?? 0]] : [],
  );
}

function spatialPoints(frame: Frame, { values, uid }: Region): Point[] | undefined {
  const plane = planeOf(frame.dataset);
  if (!plane || plane.frameOfReferenceUid !== uid) return undefined;
  const placed: ReturnType<typeof toPixels>[] = [];
  for (let i = 0; i + 2 < values.length; i += 3)
    placed.push(toPixels(plane, values.slice(i, i + 3) as Vector));
  if (placed.some(({ distance }) => distance > SAME_PLANE_MM)) return undefined;
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
