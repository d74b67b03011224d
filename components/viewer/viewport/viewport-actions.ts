import { getRenderingEngine, StackViewport, utilities, type VolumeViewport } from "@cornerstonejs/core";
import { ENGINE_ID } from "../cornerstone/init";

/** The images on screen; undefined while the pane is empty, shows no image, or a plane through a volume. */
export function stackViewport(viewportId: string): StackViewport | undefined {
  const viewport = shown(viewportId);
  return viewport instanceof StackViewport ? viewport : undefined;
}

function shown(viewportId: string): StackViewport | VolumeViewport | undefined {
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
  return viewport && !viewport.isDisabled ? (viewport as StackViewport | VolumeViewport) : undefined;
}

/** Goes to an image, or to a plane of a volume, by its index from 0, held between the ends. */
export function scrollTo(viewportId: string, index: number): void {
  const viewport = shown(viewportId);
  if (!viewport) return;
  if (!(viewport instanceof StackViewport)) {
    const end = viewport.getNumberOfSlices() - 1;
    viewport.scroll(Math.min(end, Math.max(0, index)) - viewport.getSliceIndex());
    return;
  }
  const last = viewport.getImageIds().length - 1;
  const target = Math.min(last, Math.max(0, index));
  // A failed load is reported by its event; the promise has nothing to add.
  if (target !== viewport.getCurrentImageIdIndex()) viewport.setImageIdIndex(target).catch(() => undefined);
}

export function scrollBy(viewportId: string, delta: number): void {
  const viewport = shown(viewportId);
  if (viewport instanceof StackViewport) scrollTo(viewportId, viewport.getCurrentImageIdIndex() + delta);
  else if (viewport) scrollTo(viewportId, viewport.getSliceIndex() + delta);
}

export function setWindow(viewportId: string, center: number, width: number): void {
  apply(viewportId, (viewport) => {
    viewport.setProperties({ voiRange: utilities.windowLevel.toLowHighRange(width, center) });
  });
}

/** Changes the window in steps of its own width, so that one key press shows on CT and on a radiograph alike. */
export function changeWindow(viewportId: string, centerSteps: number, widthSteps: number): void {
  apply(viewportId, (viewport) => {
    const range = viewport.getProperties().voiRange;
    if (!range) return;
    const { windowWidth, windowCenter } = utilities.windowLevel.toWindowLevel(range.lower, range.upper);
    const step = Math.max(1, windowWidth * 0.05);
    const width = Math.max(1, windowWidth + widthSteps * step);
    viewport.setProperties({
      voiRange: utilities.windowLevel.toLowHighRange(width, windowCenter + centerSteps * step),
    });
  });
}

export function invert(viewportId: string): void {
  apply(viewportId, (viewport) => viewport.setProperties({ invert: !viewport.getProperties().invert }));
}

/** Turns clockwise by a multiple of 90 degrees. */
export function rotate(viewportId: string, degrees: number): void {
  apply(viewportId, (viewport) => {
    const { rotation = 0 } = viewport.getViewPresentation();
    viewport.setViewPresentation({ rotation: (rotation + degrees + 360) % 360 });
  });
}

export function flip(viewportId: string, axis: "horizontal" | "vertical"): void {
  apply(viewportId, (viewport) => {
    const { flipHorizontal, flipVertical } = viewport.getCamera();
    viewport.setCamera(
      axis === "horizontal" ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical },
    );
  });
}

export function zoomBy(viewportId: string, factor: number): void {
  apply(viewportId, (viewport) => viewport.setZoom(Math.min(30, Math.max(0.1, viewport.getZoom() * factor))));
}

export function panBy(viewportId: string, x: number, y: number): void {
  apply(viewportId, (viewport) => {
    const [currentX, currentY] = viewport.getPan();
    viewport.setPan([currentX + x, currentY + y]);
  });
}

/** Back to how the file wants to be shown: window, orientation, size. */
export function reset(viewportId: string): void {
  apply(viewportId, (viewport) => {
    const { flipHorizontal, flipVertical } = viewport.getCamera();
    if (flipHorizontal || flipVertical) viewport.setCamera({ flipHorizontal: false, flipVertical: false });
    viewport.setViewPresentation({ rotation: 0 });
    viewport.resetProperties();
    viewport.resetCamera();
  });
}

/** What stacks and planes have in common: window, size, place, turns. */
function apply(viewportId: string, change: (viewport: StackViewport) => void): void {
  const viewport = shown(viewportId);
  if (!viewport || (viewport instanceof StackViewport && !viewport.getCornerstoneImage())) return;
  change(viewport as StackViewport);
  viewport.render();
}
