import { Enums, eventTarget, getRenderingEngine, type StackViewport, utilities } from "@cornerstonejs/core";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { placeShapes, placesInWords } from "../conversation/place-shapes";
import { shownPlaces } from "../conversation/shown-places";
import { ENGINE_ID } from "../cornerstone/init";
import { chooseCurve, followCurve, forgetCurve } from "../cornerstone/voi-curve";
import type { DisplaySet, Frame } from "../data/display-sets";
import { imageToCanvas } from "./affine";
import { choices } from "./choices";
import { useMarkings } from "./markings-context";
import { paintCanvas } from "./paint-canvas";
import { type Presentation, presentationOf } from "./presentation-state";
import { type Affine, apply, inverse, type Shape } from "./shapes";

type Props = { viewportId: string; displaySet: DisplaySet; element: RefObject<HTMLDivElement | null> };

/** Draws over an image what its study says about it: overlays, segments, contours, measured regions, annotations. */
export function MarkingLayer({ viewportId, displaySet, element }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { markings, presentationStates } = useMarkings();
  const { hidden, areAllHidden, presentation } = useSyncExternalStore(
    choices.subscribe,
    choices.get,
    choices.get,
  );
  const stateId = presentation.get(displaySet.studyInstanceUid);
  const state = presentationStates.find(({ id }) => id === stateId);

  useEffect(() => {
    const host = element.current;
    const target = canvas.current;
    if (!host || !target) return;
    let isGone = false;
    let drawnFor = "";
    let shapes: Shape[] = [];
    let shown: Presentation | undefined;

    const viewport = () => {
      const found = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
      return found && !found.isDisabled ? (found as StackViewport) : undefined;
    };
    const frameOf = (imageId: string): Frame | undefined =>
      displaySet.frames.find((frame) => frame.imageId === imageId);

    const collect = async (frame: Frame) => {
      const wanted = areAllHidden
        ? []
        : markings.filter(
            (marking) => marking.studyInstanceUid === displaySet.studyInstanceUid && !hidden.has(marking.id),
          );
      const found = await Promise.all(
        // What can't be read or fetched isn't drawn; the image itself stands.
        wanted.map((marking) =>
          Promise.resolve()
            .then(() => marking.shapes(frame))
            .catch(() => []),
        ),
      );
      if (isGone || drawnFor !== frame.imageId) return;
      shapes = found.flat();
      paint();
    };
    const paint = () => {
      const current = viewport();
      const affine = current && attempt(() => imageToCanvas(current));
      if (!affine) return;
      const places = placeShapes(shownPlaces.get(), drawnFor);
      // What somebody points at lies on top of everything else, a shutter too.
      const all = [...shapes, ...(shown ? presented(shown, affine, host) : []), ...places];
      target.dataset.places = placesInWords(places, affine);
      paintCanvas(target, host, all, affine);
    };
    const onRendered = () => {
      const current = viewport();
      const imageId = current && attempt(() => current.getCornerstoneImage()?.imageId);
      const frame = imageId ? frameOf(imageId) : undefined;
      if (!current || !frame) return;
      if (drawnFor !== frame.imageId) {
        drawnFor = frame.imageId;
        shapes = [];
        const wanted = state && presentationOf(state, frame);
        if (wanted !== shown) {
          shown = wanted;
          if (wanted) present(current, wanted);
        }
        void collect(frame);
      }
      paint();
    };
    const onNewImage = () => {
      const current = viewport();
      if (current) attempt(() => followCurve(current));
    };
    host.addEventListener(Enums.Events.IMAGE_RENDERED, onRendered);
    host.addEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
    eventTarget.addEventListener(Enums.Events.VOI_MODIFIED, onNewImage);
    const unsubscribe = shownPlaces.subscribe(paint);
    onNewImage();
    onRendered();
    return () => {
      isGone = true;
      unsubscribe();
      host.removeEventListener(Enums.Events.IMAGE_RENDERED, onRendered);
      host.removeEventListener(Enums.Events.STACK_NEW_IMAGE, onNewImage);
      eventTarget.removeEventListener(Enums.Events.VOI_MODIFIED, onNewImage);
      const current = viewport();
      if (shown && current) attempt(() => withdraw(current));
    };
  }, [element, viewportId, displaySet, markings, hidden, areAllHidden, state]);

  useEffect(() => () => forgetCurve(viewportId), [viewportId]);

  return <canvas ref={canvas} className="viewer-markings" aria-hidden data-testid="markings-canvas" />;
}

function presented(presentation: Presentation, affine: Affine, host: HTMLElement): Shape[] {
  return presentation.shapes((point) => inverse(affine, point), {
    width: host.clientWidth,
    height: host.clientHeight,
  });
}

/** Turns, mirrors, cuts out and windows the image as the state asks (PS3.4 N.2). */
function present(viewport: StackViewport, wanted: Presentation): void {
  viewport.setViewPresentation({ rotation: 0 });
  viewport.setCamera({ flipHorizontal: false, flipVertical: false });
  viewport.resetProperties();
  viewport.resetCamera();
  if (wanted.isFlipped) viewport.setCamera({ flipHorizontal: true });
  if (wanted.rotation) viewport.setViewPresentation({ rotation: wanted.rotation });
  if (wanted.lut) chooseCurve(viewport, wanted.lut);
  else if (wanted.window) {
    const { center, width, function: voiFunction } = wanted.window;
    viewport.setProperties({ VOILUTFunction: voiFunction as never });
    viewport.setProperties({
      voiRange: utilities.windowLevel.toLowHighRange(width, center, voiFunction as never),
    });
  }
  if (wanted.isInverted) viewport.setProperties({ invert: !viewport.getProperties().invert });
  if (wanted.area) showArea(viewport, wanted.area);
  viewport.render();
}

/** Back to how the image itself wants to be shown. */
function withdraw(viewport: StackViewport): void {
  chooseCurve(viewport, undefined);
  viewport.setCamera({ flipHorizontal: false, flipVertical: false });
  viewport.setViewPresentation({ rotation: 0 });
  viewport.resetProperties();
  viewport.resetCamera();
  viewport.render();
}

/** Scales so that the displayed area fills the viewport, and brings its middle to the middle. */
function showArea(viewport: StackViewport, area: NonNullable<Presentation["area"]>): void {
  const affine = imageToCanvas(viewport);
  if (!affine) return;
  const corners = [apply(affine, [area.left, area.top]), apply(affine, [area.right, area.bottom])] as const;
  const width = Math.abs(corners[1][0] - corners[0][0]);
  const height = Math.abs(corners[1][1] - corners[0][1]);
  const { clientWidth, clientHeight } = viewport.element;
  viewport.setZoom(viewport.getZoom() * Math.min(clientWidth / width, clientHeight / height));
  const zoomed = imageToCanvas(viewport);
  if (!zoomed) return;
  const middle = apply(zoomed, [(area.left + area.right) / 2, (area.top + area.bottom) / 2]);
  const [panX, panY] = viewport.getPan();
  viewport.setPan([panX + clientWidth / 2 - middle[0], panY + clientHeight / 2 - middle[1]]);
}

/** The renderer throws while it is between two images; the next event brings the answer. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
