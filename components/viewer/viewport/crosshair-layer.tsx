import { Enums, getRenderingEngine, type VolumeViewport } from "@cornerstonejs/core";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { ENGINE_ID } from "../cornerstone/init";
import { numbers, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { planeNormal } from "../data/sort-frames";
import { dot, subtract, type Vector } from "../geometry/vector";
import { scrollTo } from "./viewport-actions";

/** A place in the patient, in one frame of reference. */
type Place = { point: Vector; frameOfReferenceUid: string };

let current: Place | null = null;
const listeners = new Set<() => void>();
const store = {
  get: () => current,
  set(place: Place | null) {
    current = place;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

export const forgetCrosshair = () => store.set(null);

type Props = { viewportId: string; displaySet: DisplaySet; isStack: boolean };

/**
 * A cross through the same place in every viewport that shows it. Clicking sets it; the others go to the image it
 * lies in. Drawn over the image and not in it, so that it is the same with and without WebGL.
 */
export function CrosshairLayer({ viewportId, displaySet, isStack }: Props) {
  const place = useSyncExternalStore(store.subscribe, store.get, () => null);
  const layer = useRef<SVGSVGElement>(null);
  const frameOfReferenceUid = text(displaySet.frames[0]?.dataset, "00200052");
  const isMine = place !== null && place.frameOfReferenceUid === frameOfReferenceUid;

  useEffect(() => {
    const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
    const host = layer.current?.parentElement;
    if (!host) return;
    if (isMine && place && viewport) goTo(viewportId, displaySet, isStack, place.point);
    const draw = () => drawCross(layer.current, viewportId, isMine ? place : null);
    draw();
    let start: [number, number] | null = null;
    const onDown = (event: PointerEvent) => {
      start = event.button === 0 ? [event.clientX, event.clientY] : null;
    };
    const onUp = (event: PointerEvent) => {
      // A drag belongs to the tool under the button.
      if (!start || Math.hypot(event.clientX - start[0], event.clientY - start[1]) > 4) return;
      const shown = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
      if (!shown || !frameOfReferenceUid) return;
      const box = shown.element.getBoundingClientRect();
      const point = shown.canvasToWorld([event.clientX - box.left, event.clientY - box.top]) as Vector;
      store.set({ point: [...point], frameOfReferenceUid });
    };
    host.addEventListener("pointerdown", onDown, true);
    host.addEventListener("pointerup", onUp, true);
    host.addEventListener(Enums.Events.IMAGE_RENDERED, draw, true);
    host.addEventListener(Enums.Events.CAMERA_MODIFIED, draw, true);
    return () => {
      host.removeEventListener("pointerdown", onDown, true);
      host.removeEventListener("pointerup", onUp, true);
      host.removeEventListener(Enums.Events.IMAGE_RENDERED, draw, true);
      host.removeEventListener(Enums.Events.CAMERA_MODIFIED, draw, true);
    };
  }, [place, isMine, viewportId, displaySet, isStack, frameOfReferenceUid]);

  return (
    <svg ref={layer} className="viewer-crosshair" aria-hidden data-testid="crosshair">
      <line data-line="horizontal" x1="0" x2="100%" />
      <line data-line="vertical" y1="0" y2="100%" />
    </svg>
  );
}

function drawCross(layer: SVGSVGElement | null, viewportId: string, place: Place | null): void {
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
  if (!layer) return;
  layer.style.display = place && viewport ? "" : "none";
  if (!place || !viewport) return;
  const [x, y] = viewport.worldToCanvas(place.point);
  const set = (name: string, values: Record<string, number>) => {
    const line = layer.querySelector(`[data-line=${name}]`);
    for (const [attribute, value] of Object.entries(values)) line?.setAttribute(attribute, value.toFixed(1));
  };
  set("horizontal", { y1: y, y2: y });
  set("vertical", { x1: x, x2: x });
}

/** To the image that the place lies in; a plane through a volume moves along its normal. */
function goTo(viewportId: string, displaySet: DisplaySet, isStack: boolean, point: Vector): void {
  if (isStack) {
    const index = nearestImage(displaySet, point);
    if (index !== undefined) scrollTo(viewportId, index);
    return;
  }
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId) as VolumeViewport | undefined;
  const { focalPoint, position, viewPlaneNormal } = viewport?.getCamera() ?? {};
  if (!viewport || !focalPoint || !position || !viewPlaneNormal) return;
  const normal = viewPlaneNormal as Vector;
  const away = dot(normal, subtract(point, focalPoint as Vector));
  const moved = (from: readonly number[]) => from.map((value, axis) => value + away * (normal[axis] ?? 0));
  viewport.setCamera({ focalPoint: moved(focalPoint) as never, position: moved(position) as never });
  viewport.render();
}

function nearestImage(displaySet: DisplaySet, point: Vector): number | undefined {
  let best: { index: number; distance: number } | undefined;
  for (const [index, { dataset }] of displaySet.frames.entries()) {
    const position = numbers(dataset, "00200032");
    const normal = planeNormal(dataset);
    if (position.length !== 3 || !normal) continue;
    const distance = Math.abs(dot(normal, subtract(point, position as Vector)));
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index;
}
