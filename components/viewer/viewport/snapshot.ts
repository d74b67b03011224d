import { type StackViewport, utilities } from "@cornerstonejs/core";
import { numbers, texts } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { calibrationOf } from "../data/frame-dataset";
import { usPixelSize } from "../data/ultrasound";
import { type EdgeLetters, edgeLetters, imageOrientation, type ScreenAxes } from "../geometry/orientation";
import { scaleBar } from "../geometry/scale-bar";
import { dot, length, subtract, type Vector } from "../geometry/vector";

/** What the overlays say about the image on screen. */
export type Snapshot = {
  index: number;
  window: { center: number; width: number } | null;
  zoom: number;
  letters: EdgeLetters;
  scale: { millimetres: number; pixels: number } | undefined;
  calibration: "patient" | "detector" | "none";
};

/** Null while no image is shown. The index is that of the image drawn, not of the one asked for. */
export function snapshotOf(viewport: StackViewport, displaySet: DisplaySet): Snapshot | null {
  const image = viewport.getCornerstoneImage();
  if (!image) return null;
  const index = displaySet.frames.findIndex((frame) => frame.imageId === image.imageId);
  const dataset = displaySet.frames[index]?.dataset;
  if (!dataset) return null;
  const { element } = viewport;
  const orientation = imageOrientation(numbers(dataset, "00200037"), texts(dataset, "00200020"));
  const usSize = usPixelSize(dataset);
  const calibration = usSize ? "patient" : calibrationOf(dataset);
  const worldPerPixel = worldUnitsPerPixel(viewport);
  const range = image.color ? undefined : viewport.getProperties().voiRange;
  const level = range && utilities.windowLevel.toWindowLevel(range.lower, range.upper);
  return {
    index,
    window: level ? { center: level.windowCenter, width: level.windowWidth } : null,
    zoom: viewport.getZoom(),
    letters: edgeLetters(orientation, screenAxes(viewport)),
    calibration,
    scale:
      calibration === "none"
        ? undefined
        : scaleBar(worldPerPixel * (usSize?.across ?? 1), element.clientHeight * 0.3),
  };
}

/** Asks the renderer itself how the stored axes lie on the screen, so that no turn or flip can be missed. */
export function screenAxes(viewport: StackViewport): ScreenAxes {
  const { direction } = viewport.getImageData();
  const row = [direction[0], direction[1], direction[2]] as Vector;
  const column = [direction[3], direction[4], direction[5]] as Vector;
  const origin = viewport.canvasToWorld([0, 0]) as Vector;
  const along = (point: [number, number]): [number, number] => {
    const vector = subtract(viewport.canvasToWorld(point) as Vector, origin);
    const size = length(vector) || 1;
    return [dot(vector, row) / size, dot(vector, column) / size];
  };
  return { right: along([100, 0]), down: along([0, 100]) };
}

function worldUnitsPerPixel(viewport: StackViewport): number {
  const start = viewport.canvasToWorld([0, 0]) as Vector;
  return length(subtract(viewport.canvasToWorld([0, 100]) as Vector, start)) / 100;
}
