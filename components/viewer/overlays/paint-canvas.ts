import { type Affine, drawShapes, type Shape } from "./shapes";

/** Puts shapes on a canvas of the size of its host, as sharp as the screen is; what stood on it goes. */
export function paintCanvas(
  target: HTMLCanvasElement,
  host: HTMLElement,
  shapes: Shape[],
  affine: Affine,
): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [host.clientWidth, host.clientHeight];
  target.dataset.shapes = String(shapes.length);
  target.dataset.labels = shapes.flatMap((shape) => (shape.kind === "text" ? shape.text : [])).join(" | ");
  if (target.width !== width * scale || target.height !== height * scale) {
    target.width = width * scale;
    target.height = height * scale;
  }
  const ctx = target.getContext("2d");
  if (!ctx) return;
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, width, height);
  drawShapes(ctx, shapes, affine);
}
