import { getRenderingEngine, type StackViewport, utilities, VolumeViewport } from "@cornerstonejs/core";

/**
 * Scrolls by the wheel while the tools are on their way, as they will: turning it is the first thing that most people do.
 * What is answered ends that.
 */
export function scrollByWheel(viewportId: string, engineId: string): () => void {
  const element = getRenderingEngine(engineId)?.getViewport(viewportId)?.element;
  const onWheel = (event: WheelEvent) => {
    if (Math.abs(event.deltaY) < 1) return;
    event.preventDefault();
    const viewport = getRenderingEngine(engineId)?.getViewport(viewportId) as StackViewport | VolumeViewport;
    const isPlane = viewport instanceof VolumeViewport;
    if (!viewport || (isPlane ? viewport.getActors() : viewport.getImageIds()).length === 0) return;
    const delta = event.deltaY < 0 ? -1 : 1;
    if (isPlane) utilities.scroll(viewport as never, { delta, volumeId: viewport.getVolumeId() });
    else utilities.scroll(viewport, { delta, debounceLoading: true });
  };
  element?.addEventListener("wheel", onWheel, { passive: false });
  return () => element?.removeEventListener("wheel", onWheel);
}
