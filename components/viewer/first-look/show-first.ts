import { Enums, type StackViewport } from "@cornerstonejs/core";
import { registerFrames } from "../cornerstone/image-loader";
import { startCornerstone } from "../cornerstone/init";
import { loadFrame } from "../cornerstone/load-frame";
import { type DisplaySet, initialIndex } from "../data/display-sets";
import { type Snapshot, snapshotOf } from "../viewport/snapshot";

const VIEWPORT_ID = "first-look";

/** Draws the first image with the renderer alone: tools and panels are loaded after it. Ends when it is drawn. */
export async function showFirst(host: HTMLDivElement, displaySet: DisplaySet): Promise<Snapshot | null> {
  const engine = startCornerstone();
  const index = initialIndex(displaySet);
  const imageId = displaySet.frames[index]?.imageId;
  if (!imageId) return null;
  registerFrames(displaySet.frames);
  await loadFrame(imageId, "interaction");
  if (!host.isConnected) return null;
  engine.enableElement({
    viewportId: VIEWPORT_ID,
    type: Enums.ViewportType.STACK,
    element: host,
    defaultOptions: { background: [0.02, 0.024, 0.03] },
  });
  const viewport = engine.getViewport(VIEWPORT_ID) as StackViewport;
  const drawn = new Promise<void>((resolve) => {
    host.addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
  });
  await viewport.setStack([imageId]);
  viewport.render();
  await drawn;
  return snapshotOf(viewport, displaySet);
}

/** A still of what was drawn, to stand in its place until the whole viewer has drawn it again. */
export function takeStill(host: HTMLDivElement): HTMLCanvasElement | null {
  const drawn = host.querySelector("canvas");
  const still = document.createElement("canvas");
  if (drawn) {
    Object.assign(still, { width: drawn.width, height: drawn.height });
    still.getContext("2d")?.drawImage(drawn, 0, 0);
  }
  forgetFirst();
  return drawn ? still : null;
}

export function forgetFirst(): void {
  const engine = startCornerstone();
  if (engine.getViewport(VIEWPORT_ID)) engine.disableElement(VIEWPORT_ID);
}
