import { type RenderingEngine, StackViewport } from "@cornerstonejs/core";

let isScheduled = false;

/** Fits all viewports to their elements: who filled its element does so again, who was zoomed keeps the view. */
export function scheduleResize(engine: RenderingEngine): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    if (engine.hasBeenDestroyed) return;
    const viewports = engine.getViewports().filter((viewport) => viewport instanceof StackViewport);
    const fitted = viewports
      .filter(isFitted)
      .map((viewport) => ({ viewport, before: viewport.getViewPresentation() }));
    engine.resize(true, true);
    for (const { viewport, before } of fitted) {
      // With a frame on its way the engine takes over the size alone: what fits is asked for again.
      viewport.resetCamera();
      viewport.setViewPresentation({ ...before, zoom: 1, pan: [0, 0] });
      viewport.render();
    }
  });
}

function isFitted(viewport: StackViewport): boolean {
  if (!viewport.getCornerstoneImage()) return false;
  const [x, y] = viewport.getPan();
  return Math.abs(viewport.getZoom() - 1) < 0.01 && Math.abs(x) < 1 && Math.abs(y) < 1;
}
