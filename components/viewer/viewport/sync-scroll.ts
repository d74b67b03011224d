import { numbers, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { planeNormal } from "../data/sort-frames";
import { nearestSlice } from "../geometry/nearest-slice";
import { dot, type Vector } from "../geometry/vector";

/** Two images that show the same height, so that studies of two days can scroll together. */
export type Anchor = { source: number; target: number };

/**
 * The image of `target` at the height of image `index` of `source`: by position within one frame of reference; else
 * as far from the anchor in millimetres. Undefined when they can't be compared.
 */
export function matchingIndex(
  source: DisplaySet,
  index: number,
  target: DisplaySet,
  anchor?: Anchor,
): number | undefined {
  const frame = source.frames[index];
  if (!frame) return undefined;
  const slices = target.frames.map(({ dataset }) => slice(dataset));
  return nearestSlice(slice(frame.dataset), slices) ?? (anchor && byDistance(source, index, target, anchor));
}

/** Frames of reference of two examinations have nothing in common but their directions. */
function byDistance(
  source: DisplaySet,
  index: number,
  target: DisplaySet,
  anchor: Anchor,
): number | undefined {
  const [from, now] = [source.frames[anchor.source], source.frames[index]].map(
    (frame) => frame && slice(frame.dataset),
  );
  const start = target.frames[anchor.target] && slice(target.frames[anchor.target]?.dataset ?? {});
  if (!from?.position || !now?.position || !start?.position || !from.normal) return undefined;
  const moved = dot(from.normal, now.position) - dot(from.normal, from.position);
  const wanted = dot(from.normal, start.position) + moved;
  const [reference] = target.frames;
  const frameOfReferenceUid = text(reference?.dataset, "00200052") || "-";
  const position = from.normal.map((axis) => axis * wanted) as Vector;
  return nearestSlice(
    { frameOfReferenceUid, normal: from.normal, position },
    target.frames.map(({ dataset }) => ({ ...slice(dataset), frameOfReferenceUid })),
  );
}

function slice(dataset: DisplaySet["frames"][number]["dataset"]) {
  const position = numbers(dataset, "00200032");
  return {
    frameOfReferenceUid: text(dataset, "00200052"),
    position: position.length === 3 ? (position as Vector) : undefined,
    normal: planeNormal(dataset),
  };
}
