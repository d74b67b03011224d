import { type DicomJson, items, numbers, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { cross, dot, length, subtract, type Vector } from "../geometry/vector";
import { ownColour } from "./colour";
import { cutContours } from "./cut-contours";
import type { Marking } from "./marking";
import { planeOf, toPixels } from "./plane";
import { referencesOf, refersTo } from "./references";
import type { Shape } from "./shapes";

/** Contours in a plane that is nearer than this to the image's are drawn on it. */
const SAME_PLANE_MM = 0.6;
const MOST_POINTS = 200_000;

/** The regions of an RT Structure Set (PS3.3 C.8.8.5, C.8.8.6), each with its contours. */
export function structureMarkings(set: DisplaySet): Marking[] {
  const { instance } = set;
  const regions = new Map(items(instance, "30060020").map((item) => [text(item, "30060022"), item]));
  return items(instance, "30060039").flatMap((entry, index): Marking[] => {
    const region = regions.get(text(entry, "30060084"));
    const rgb = numbers(entry, "3006002A");
    const colour = rgb.length === 3 ? `rgb(${rgb.join(", ")})` : ownColour(index);
    const frameOfReferenceUid = text(region, "30060024");
    const contours = items(entry, "30060040")
      .map(contourOf)
      .filter((contour) => contour.points.length > 0);
    if (contours.length === 0) return [];
    return [
      {
        id: `${set.id}:${text(entry, "30060084")}`,
        kind: "structure",
        label: text(region, "30060026") || `ROI ${index + 1}`,
        source: text(instance, "30060002") || set.description,
        colour,
        studyInstanceUid: set.studyInstanceUid,
        shapes: (frame) =>
          contours.flatMap((contour) => contourShape(contour, frame, frameOfReferenceUid, colour)),
        cut: (plane, space) =>
          frameOfReferenceUid && frameOfReferenceUid !== space.frameOfReferenceUid
            ? []
            : cutContours(contours, plane).map((path) => ({
                kind: "path",
                ...path,
                isFilled: false,
                colour,
              })),
      },
    ];
  });
}

type Contour = { type: string; points: Vector[]; references: ReturnType<typeof referencesOf> };

function contourOf(item: DicomJson): Contour {
  const values = numbers(item, "30060050").slice(0, MOST_POINTS * 3);
  const points: Vector[] = [];
  for (let i = 0; i + 2 < values.length; i += 3) points.push(values.slice(i, i + 3) as Vector);
  return { type: text(item, "30060042"), points, references: referencesOf(items(item, "30060016")) };
}

type FrameLike = { dataset: DicomJson; sopInstanceUid: string; frame: number };

function contourShape(
  { type, points, references }: Contour,
  frame: FrameLike,
  frameOfReferenceUid: string,
  colour: string,
): Shape[] {
  const plane = planeOf(frame.dataset);
  if (!plane || (frameOfReferenceUid && plane.frameOfReferenceUid !== frameOfReferenceUid)) return [];
  const placed = points.map((point) => toPixels(plane, point));
  const farthest = Math.max(...placed.map(({ distance }) => distance));
  const isNamed = refersTo(references, frame);
  // The named image is where it was drawn; a parallel one in the same place shows the same anatomy.
  if (!isNamed && farthest > SAME_PLANE_MM) return [];
  if (isNamed && farthest > 20 * SAME_PLANE_MM) return [];
  if (!isNamed && points.length > 2 && !isParallel(points, plane.normal)) return [];
  return [
    {
      kind: "path",
      points: placed.map(({ at }) => at),
      isClosed: type.startsWith("CLOSED"),
      isFilled: false,
      colour,
    },
  ];
}

function isParallel(points: Vector[], normal: Vector): boolean {
  const [first, second] = points;
  const third = points[Math.floor(points.length / 2)];
  if (!first || !second || !third) return true;
  const own = cross(subtract(second, first), subtract(third, first));
  const size = length(own);
  return size < 1e-6 || Math.abs(dot(own, normal)) / size > 0.99;
}
