import { type RenderingEngine, StackViewport, VolumeViewport } from "@cornerstonejs/core";

let isScheduled = false;

/** Fits all viewports to their elements: who filled its element does so again, who was zoomed keeps the view. */
export function scheduleResize(engine: RenderingEngine): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    if (engine.hasBeenDestroyed) return;
    const all = engine.getViewports();
    const fittedPlanes = all.flatMap((viewport) =>
      viewport instanceof VolumeViewport && isFitted(viewport) ? viewport : [],
    );
    const stacks = all.filter((viewport) => viewport instanceof StackViewport);
    const fitted = stacks
      .filter(isFitted)
      .map((viewport) => ({ viewport, before: viewport.getViewPresentation() }));
    engine.resize(true, true);
    for (const { viewport, before } of fitted) {
      // With a frame on its way the engine takes over the size alone: what fits is asked for again.
      viewport.resetCamera();
      viewport.setViewPresentation({ ...before, zoom: 1, pan: [0, 0] });
      viewport.render();
    }
    // Their cameras are kept with all that they show: the plane stays the one it is.
    for (const plane of fittedPlanes) {
      plane.setZoom(1);
      plane.setPan([0, 0]);
      plane.render();
    }
  });
}

function isFitted(viewport: StackViewport | VolumeViewport): boolean {
  const hasImage =
    viewport instanceof StackViewport ? viewport.getCornerstoneImage() : viewport.getActors().length > 0;
  if (!hasImage) return false;
  const [x, y] = viewport.getPan();
  return Math.abs(viewport.getZoom() - 1) < 0.01 && Math.abs(x) < 1 && Math.abs(y) < 1;
}
