import { numbers, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { planeNormal } from "../data/sort-frames";
import { nearestSlice } from "../geometry/nearest-slice";
import type { Vector } from "../geometry/vector";

/** The image of `target` at the height of image `index` of `source`; undefined when they can't be compared. */
export function matchingIndex(source: DisplaySet, index: number, target: DisplaySet): number | undefined {
  const frame = source.frames[index];
  return (
    frame &&
    nearestSlice(
      slice(frame.dataset),
      target.frames.map(({ dataset }) => slice(dataset)),
    )
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
