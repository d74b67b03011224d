import { getShouldUseCPURendering, type StackViewport } from "@cornerstonejs/core";
import { valuesAt } from "../cornerstone/image-values";
import type { DisplaySet } from "../data/display-sets";
import { pointerText, valueUnit } from "../data/pointer-value";
import { dot, subtract, type Vector } from "../geometry/vector";

/** The text for the pixel under a point of the canvas (CSS pixels); "" outside the image. */
export function probe(viewport: StackViewport, displaySet: DisplaySet, point: [number, number]): string {
  const image = viewport.getCornerstoneImage();
  const data = image && viewport.getImageData();
  if (!image || !data) return "";
  const index = displaySet.frames.findIndex((frame) => frame.imageId === image.imageId);
  const dataset = displaySet.frames[index]?.dataset;
  if (!dataset) return "";
  const { origin, spacing, direction } = data;
  const offset = subtract(viewport.canvasToWorld(point) as Vector, origin as Vector);
  const along = (axis: 0 | 1) =>
    dot(offset, direction.slice(axis * 3, axis * 3 + 3) as unknown as Vector) / (spacing[axis] ?? 1);
  // The GPU counts from the centre of the first pixel, the CPU renderer from its corner.
  const round = getShouldUseCPURendering() ? Math.floor : Math.round;
  const [x, y] = [round(along(0)), round(along(1))];
  if (x < 0 || y < 0 || x >= image.columns || y >= image.rows) return "";
  return pointerText(x, y, index + 1, valuesAt(image, x, y), valueUnit(dataset));
}
