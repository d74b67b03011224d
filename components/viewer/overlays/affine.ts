import { getShouldUseCPURendering, type StackViewport } from "@cornerstonejs/core";
import type { Vector } from "../geometry/vector";
import type { Affine, Point } from "./shapes";

/** How the image on screen lies on its canvas, asked from the renderer itself; undefined while there is none. */
export function imageToCanvas(viewport: StackViewport): Affine | undefined {
  const data = viewport.getImageData();
  if (!data) return undefined;
  const { origin, spacing, direction } = data;
  // The GPU counts from the centre of the first pixel, the CPU renderer from its corner.
  const first = getShouldUseCPURendering() ? 0 : 0.5;
  const at = (x: number, y: number): Point => {
    const world = [0, 1, 2].map(
      (axis) =>
        (origin[axis] ?? 0) +
        (x - first) * (spacing[0] ?? 1) * Number(direction[axis] ?? 0) +
        (y - first) * (spacing[1] ?? 1) * Number(direction[3 + axis] ?? 0),
    ) as Vector;
    const [left, top] = viewport.worldToCanvas(world);
    return [left, top];
  };
  const [e, f] = at(0, 0);
  // Far apart, so that rounding of the renderer's matrices doesn't grow over a large image.
  const [acrossX, acrossY] = at(1000, 0);
  const [downX, downY] = at(0, 1000);
  return {
    a: (acrossX - e) / 1000,
    b: (acrossY - f) / 1000,
    c: (downX - e) / 1000,
    d: (downY - f) / 1000,
    e,
    f,
  };
}
