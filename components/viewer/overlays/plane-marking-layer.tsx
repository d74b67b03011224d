import { Enums, getRenderingEngine, type VolumeViewport } from "@cornerstonejs/core";
import { useTranslations } from "next-intl";
import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { ENGINE_ID } from "../cornerstone/init";
import { text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import type { DrawnPlane } from "../geometry/drawn-plane";
import { dot, length, subtract, type Vector } from "../geometry/vector";
import { choices } from "./choices";
import type { Marking, Space } from "./marking";
import { useMarkings } from "./markings-context";
import { paintCanvas } from "./paint-canvas";
import { type Painted, pictureOfFillings } from "./paint-fillings";
import { planeOf } from "./plane";
import { useFillings } from "./use-fillings";

type Props = { viewportId: string; displaySet: DisplaySet; element: RefObject<HTMLDivElement | null> };

/** What takes longer than this to draw is drawn roughly while the plane moves, and well when it stands still. */
const QUICK_MS = 6;
const STILL_MS = 120;
const ROUGH_PIXELS = 3;
const UNMOVED = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/**
 * Draws over a plane through a volume where it cuts the study's segments, contours and measured regions, and says what
 * can't be drawn on it. Of a slab it is the middle that cuts.
 */
export function PlaneMarkingLayer({ viewportId, displaySet, element }: Props) {
  const t = useTranslations("viewer");
  const kinds = useTranslations("viewerTools.markings.inText");
  const canvas = useRef<HTMLCanvasElement>(null);
  const { markings, imageOf } = useMarkings();
  const { hidden, areAllHidden } = useSyncExternalStore(choices.subscribe, choices.get, choices.get);
  const [isDrawn, setDrawn] = useState(false);
  const space = useMemo(() => spaceOf(displaySet, imageOf), [displaySet, imageOf]);

  const shown = areAllHidden
    ? []
    : markings.filter(
        (marking) =>
          marking.studyInstanceUid === displaySet.studyInstanceUid &&
          !hidden.has(marking.id) &&
          isOf(marking, displaySet),
      );
  const latest = useRef(shown);
  latest.current = shown;
  const painted = useRef<Painted[]>([]);
  /** What the canvas shows: the same needs no drawing. */
  const drawn = useRef("");
  const isSlow = useRef(false);
  const still = useRef<ReturnType<typeof setTimeout>>(undefined);

  const paint = useCallback(() => {
    const [host, target] = [element.current, canvas.current];
    const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
    const plane = viewport && drawnPlane(viewport as VolumeViewport);
    if (!host || !target || !plane) return;
    setDrawn(true);
    const { clientWidth: width, clientHeight: height } = host;
    const wanted = JSON.stringify([plane, width, height, window.devicePixelRatio]);
    if (drawn.current === wanted) return;
    drawn.current = wanted;
    const shapes = latest.current.flatMap(({ cut }) => cut?.(plane, space) ?? []);
    const draw = (pixels: number) => {
      const picture = pictureOfFillings(painted.current, plane, { width, height }, pixels);
      const all = picture ? [{ kind: "picture" as const, picture, pixels }, ...shapes] : shapes;
      paintCanvas(target, host, all, UNMOVED);
    };
    const drawWell = () => {
      const start = performance.now();
      draw(1);
      isSlow.current = performance.now() - start > QUICK_MS;
    };
    clearTimeout(still.current);
    if (!isSlow.current) drawWell();
    else {
      draw(ROUGH_PIXELS);
      still.current = setTimeout(drawWell, STILL_MS);
    }
  }, [element, viewportId, space]);
  const repaint = useCallback(() => {
    drawn.current = "";
    paint();
  }, [paint]);
  const status = useFillings(shown, isDrawn ? space : undefined, painted, repaint);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other choices are painted at once
  useEffect(() => {
    const host = element.current;
    host?.addEventListener(Enums.Events.IMAGE_RENDERED, paint);
    repaint();
    return () => {
      clearTimeout(still.current);
      host?.removeEventListener(Enums.Events.IMAGE_RENDERED, paint);
    };
  }, [element, paint, repaint, markings, hidden, areAllHidden]);

  const left = [...new Set(shown.flatMap(({ cut, fill, kind }) => (cut || fill ? [] : kind)))];
  return (
    <>
      <canvas
        ref={canvas}
        className="viewer-markings"
        aria-hidden
        data-testid="markings-canvas"
        data-segments={status}
      />
      <div className="viewer-not-on-planes">
        {left.length > 0 && (
          <p>{t("volume.notOnPlanes", { what: left.map((kind) => kinds(kind)).join(", ") })}</p>
        )}
        {status === "loading" && <p role="status">{t("volume.segmentsLoading")}</p>}
        {status === "failed" && <p role="status">{t("volume.segmentsFailed")}</p>}
      </div>
    </>
  );
}

/** An overlay plane belongs to the series whose images hold it. */
const isOf = ({ kind, id }: Marking, displaySet: DisplaySet) =>
  kind !== "overlay" || id.startsWith(`${displaySet.id}:`);

function spaceOf(displaySet: DisplaySet, imageOf: Space["imageOf"]): Space {
  const [first, next] = displaySet.frames.map(({ dataset }) => dataset);
  const [one, two] = [planeOf(first), planeOf(next)];
  const between = one && two ? Math.abs(dot(subtract(two.position, one.position), one.normal)) : 0;
  return { frameOfReferenceUid: text(first, "00200052"), between: between || 1, imageOf };
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
