import { Enums, getRenderingEngine, type VolumeViewport } from "@cornerstonejs/core";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import { ENGINE_ID } from "../cornerstone/init";
import { text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import type { DrawnPlane } from "../geometry/drawn-plane";
import { length, subtract, type Vector } from "../geometry/vector";
import { choices } from "./choices";
import { useMarkings } from "./markings-context";
import { paintCanvas } from "./paint-canvas";

type Props = { viewportId: string; displaySet: DisplaySet; element: RefObject<HTMLDivElement | null> };

const UNMOVED = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** Draws over a plane through a volume where it cuts the study's contours, and says what can't be drawn on it. */
export function PlaneMarkingLayer({ viewportId, displaySet, element }: Props) {
  const t = useTranslations("viewer");
  const kinds = useTranslations("viewerTools.markings.inText");
  const canvas = useRef<HTMLCanvasElement>(null);
  const { markings } = useMarkings();
  const { hidden, areAllHidden } = useSyncExternalStore(choices.subscribe, choices.get, choices.get);

  const shown = areAllHidden
    ? []
    : markings.filter(
        ({ id, studyInstanceUid }) => studyInstanceUid === displaySet.studyInstanceUid && !hidden.has(id),
      );
  const latest = useRef(shown);
  latest.current = shown;

  // biome-ignore lint/correctness/useExhaustiveDependencies: other choices are painted at once
  useEffect(() => {
    const host = element.current;
    const target = canvas.current;
    if (!host || !target) return;
    const own = text(displaySet.frames[0]?.dataset, "00200052");
    const paint = () => {
      const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
      const plane = viewport && drawnPlane(viewport as VolumeViewport);
      if (!plane) return;
      const shapes = latest.current
        .filter(({ frameOfReferenceUid }) => !frameOfReferenceUid || frameOfReferenceUid === own)
        .flatMap(({ cut }) => cut?.(plane) ?? []);
      paintCanvas(target, host, shapes, UNMOVED);
    };
    host.addEventListener(Enums.Events.IMAGE_RENDERED, paint);
    paint();
    return () => host.removeEventListener(Enums.Events.IMAGE_RENDERED, paint);
  }, [element, viewportId, displaySet, markings, hidden, areAllHidden]);

  const left = [...new Set(shown.flatMap(({ cut, kind }) => (cut ? [] : kind)))];
  return (
    <>
      <canvas ref={canvas} className="viewer-markings" aria-hidden data-testid="markings-canvas" />
      {left.length > 0 && (
        <p className="viewer-not-on-planes">
          {t("volume.notOnPlanes", { what: left.map((kind) => kinds(kind)).join(", ") })}
        </p>
      )}
    </>
  );
}

/** Asked from the renderer itself; undefined while it draws nothing. */
function drawnPlane(viewport: VolumeViewport): DrawnPlane | undefined {
  const { viewPlaneNormal } = viewport.getCamera();
  if (viewport.isDisabled || !viewPlaneNormal || viewport.getActors().length === 0) return undefined;
  const origin = viewport.canvasToWorld([0, 0]) as Vector;
  const towards = (point: [number, number]) => subtract(viewport.canvasToWorld(point) as Vector, origin);
  // Far apart, so that rounding of the renderer's matrices doesn't grow over the plane.
  const [right, down] = [towards([1000, 0]), towards([0, 1000])];
  const unit = (vector: Vector) => vector.map((each) => each / (length(vector) || 1)) as Vector;
  return {
    origin,
    right: unit(right),
    down: unit(down),
    normal: viewPlaneNormal as Vector,
    millimetres: length(right) / 1000,
  };
}
