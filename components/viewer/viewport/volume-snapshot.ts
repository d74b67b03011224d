import { utilities, type VolumeViewport } from "@cornerstonejs/core";
import { volumeIdOf } from "../cornerstone/volumes";
import type { DisplaySet } from "../data/display-sets";
import { directionLetters, type EdgeLetters, oppositeLetters } from "../geometry/orientation";
import { scaleBar } from "../geometry/scale-bar";
import { length, subtract, type Vector } from "../geometry/vector";

/** What the overlays say about a plane through a volume. */
export type VolumeSnapshot = {
  letters: EdgeLetters;
  window: { center: number; width: number } | null;
  zoom: number;
  scale: { millimetres: number; pixels: number } | undefined;
  /** Of the plane along its normal, from 1. */
  slice: { index: number; count: number };
};

export function volumeSnapshotOf(viewport: VolumeViewport, displaySet: DisplaySet): VolumeSnapshot {
  const along = (point: [number, number]) => {
    const vector = subtract(
      viewport.canvasToWorld(point) as Vector,
      viewport.canvasToWorld([0, 0]) as Vector,
    );
    return { vector, size: length(vector) || 1 };
  };
  const right = along([100, 0]);
  const down = along([0, 100]);
  const unit = ({ vector, size }: typeof right) => vector.map((value) => value / size) as Vector;
  const letters = { right: directionLetters(unit(right)), bottom: directionLetters(unit(down)) };
  const range = viewport.getProperties(volumeIdOf(displaySet))?.voiRange;
  const level = range && utilities.windowLevel.toWindowLevel(range.lower, range.upper);
  return {
    letters: {
      ...letters,
      left: oppositeLetters(letters.right),
      top: oppositeLetters(letters.bottom),
    },
    window: level ? { center: level.windowCenter, width: level.windowWidth } : null,
    zoom: viewport.getZoom(),
    scale: scaleBar(down.size / 100, viewport.element.clientHeight * 0.3),
    slice: { index: viewport.getSliceIndex() + 1, count: viewport.getNumberOfSlices() },
  };
}
