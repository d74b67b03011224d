import {
  Enums,
  getShouldUseCPURendering,
  type ImageVolume,
  setUseCPURendering,
  type VolumeViewport,
} from "@cornerstonejs/core";
import { type RefObject, useEffect, useRef, useState } from "react";
import { fusionColors, paletteColors } from "../cornerstone/color-maps";
import { type FrameError, frameErrorOf } from "../cornerstone/frame-error";
import { ENGINE_ID, startCornerstone } from "../cornerstone/init";
import { addViewportToTools, removeViewportFromTools } from "../cornerstone/late-tools";
import { scheduleResize } from "../cornerstone/resize";
import { holdVolumes, loadVolume, volumeIdOf } from "../cornerstone/volumes";
import type { DisplaySet } from "../data/display-sets";
import { fusionFactor } from "../data/suv";
import { type Window, windowRange } from "../data/window-range";
import { planeAxes } from "../geometry/planes";
import type { BlendingState } from "../overlays/blending-state";
import type { PaneView } from "../state/pane-view";
import { pointerStore } from "./pointer-store";
import { probeVolume } from "./volume-probe";
import { type VolumeSnapshot, volumeSnapshotOf } from "./volume-snapshot";

const { Events, BlendModes } = Enums;
const BLEND = {
  mip: BlendModes.MAXIMUM_INTENSITY_BLEND,
  minip: BlendModes.MINIMUM_INTENSITY_BLEND,
  mean: BlendModes.AVERAGE_INTENSITY_BLEND,
} as const;

export type VolumeStatus = {
  /** Images of the volume that are there; the viewport draws when all are. */
  loaded: number;
  isDrawn: boolean;
  snapshot: VolumeSnapshot | null;
  error: FrameError | null;
};

type Callbacks = { onFrameError: (imageId: string, cause: FrameError) => void };

/** Draws a plane through a series' volume, with a second series over it in colour when there is one. */
export function useVolumeViewport(
  element: RefObject<HTMLDivElement | null>,
  viewportId: string,
  displaySet: DisplaySet,
  fusion: DisplaySet | null,
  blending: BlendingState | undefined,
  view: PaneView,
  callbacks: Callbacks,
): VolumeStatus {
  const [status, setStatus] = useState<VolumeStatus>({
    loaded: 0,
    isDrawn: false,
    snapshot: null,
    error: null,
  });
  const latest = useRef({ view, blending, ...callbacks });
  latest.current = { view, blending, ...callbacks };
  const viewport = useRef<VolumeViewport | null>(null);

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const engine = startCornerstone();
    const letGo = holdVolumes(fusion ? [displaySet, fusion] : [displaySet]);
    const isCpu = getShouldUseCPURendering();
    let isGone = false;
    let volume: ImageVolume | undefined;
    let pointer: [number, number] | null = null;
    let scheduled = 0;
    const refresh = () => {
      scheduled = 0;
      const current = viewport.current;
      if (isGone || !current || !volume) return;
      const snapshot = volumeSnapshotOf(current, displaySet);
      setStatus((before) => ({ ...before, snapshot, isDrawn: true }));
      showPointer();
    };
    const schedule = () => {
      scheduled ||= requestAnimationFrame(refresh);
    };
    const showPointer = () => {
      if (!pointer || !viewport.current || !volume) return;
      const layers = { volume, displaySet, fusion };
      pointerStore.set(probeVolume(viewport.current, layers, latest.current.view, pointer));
    };
    const onMove = (event: MouseEvent) => {
      const box = host.getBoundingClientRect();
      pointer = [event.clientX - box.left, event.clientY - box.top];
      showPointer();
    };
    const onLeave = () => {
      pointer = null;
      pointerStore.set("");
    };
    host.addEventListener(Events.IMAGE_RENDERED, schedule);
    host.addEventListener(Events.CAMERA_MODIFIED, schedule);
    host.addEventListener("mousemove", onMove);
    host.addEventListener("mouseleave", onLeave);
    const resizing = new ResizeObserver(() => scheduleResize(engine));
    resizing.observe(host);

    const show = async () => {
      const gone = () => isGone;
      const total = displaySet.frames.length;
      volume = await loadVolume(
        displaySet,
        (loaded) =>
          setStatus((before) => ({ ...before, loaded: Math.max(before.loaded, Math.min(loaded, total)) })),
        gone,
      );
      if (fusion) await loadVolume(fusion, () => undefined, gone);
      if (isGone || !volume) return;
      // Stacks may be drawn by the CPU at the same time; planes through a volume never are.
      if (isCpu) setUseCPURendering(false, false);
      try {
        engine.enableElement({
          viewportId,
          type: Enums.ViewportType.ORTHOGRAPHIC,
          element: host,
          defaultOptions: { background: [0.02, 0.024, 0.03], orientation: Enums.OrientationAxis.AXIAL },
        });
      } finally {
        if (isCpu) setUseCPURendering(true, false);
      }
      addViewportToTools(viewportId, ENGINE_ID);
      const drawn = engine.getViewport(viewportId) as VolumeViewport;
      viewport.current = drawn;
      const volumes = [
        { volumeId: volumeIdOf(displaySet) },
        ...(fusion ? [{ volumeId: volumeIdOf(fusion) }] : []),
      ];
      await drawn.setVolumes(volumes);
      if (isGone) return;
      applyWindow(drawn, displaySet);
      applySlab(drawn, latest.current.view);
      if (fusion) {
        applyWindow(drawn, fusion);
        applyFusion(drawn, fusion, latest.current.view, latest.current.blending);
        if (latest.current.blending)
          applyWindow(drawn, displaySet, latest.current.blending.underlying.window);
      }
      applyPlane(drawn, latest.current.view);
      drawn.render();
    };
    show().catch((error) => {
      if (isGone) return;
      const cause = frameErrorOf(error);
      setStatus((before) => ({ ...before, error: cause }));
      latest.current.onFrameError("", cause);
    });
    return () => {
      isGone = true;
      cancelAnimationFrame(scheduled);
      resizing.disconnect();
      host.removeEventListener(Events.IMAGE_RENDERED, schedule);
      host.removeEventListener(Events.CAMERA_MODIFIED, schedule);
      host.removeEventListener("mousemove", onMove);
      host.removeEventListener("mouseleave", onLeave);
      pointerStore.set("");
      viewport.current = null;
      if (!engine.hasBeenDestroyed && engine.getViewport(viewportId)) {
        removeViewportFromTools(viewportId, ENGINE_ID);
        engine.disableElement(viewportId);
      }
      letGo();
    };
  }, [element, viewportId, displaySet, fusion]);

  const { plane, tilt, turn, slabMm, slabMode, fusionOpacity, fusionColors: colors, fusionTop } = view;
  const change = (apply: (drawn: VolumeViewport) => void) => {
    if (!viewport.current) return;
    apply(viewport.current);
    viewport.current.render();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turned plane; the slab and the rest stay
  useEffect(() => change((drawn) => applyPlane(drawn, view)), [plane, tilt, turn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a thicker slab stays where it is
  useEffect(
    () =>
      change((drawn) => {
        applySlab(drawn, view);
        if (fusion) evenOpacity(drawn, volumeIdOf(fusion), view);
      }),
    [slabMm, slabMode],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours alone
  useEffect(
    () => change((drawn) => fusion && applyFusion(drawn, fusion, view, blending)),
    [fusionOpacity, colors, fusionTop, blending],
  );
  const wasBlended = useRef(blending !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a saved blending windows what lies below, too
  useEffect(() => {
    if (blending || wasBlended.current)
      change((drawn) => applyWindow(drawn, displaySet, blending?.underlying.window));
    wasBlended.current = blending !== undefined;
  }, [blending]);

  return status;
}

function applyPlane(viewport: VolumeViewport, view: PaneView): void {
  if (view.plane === "stack") return;
  const { normal, up } = planeAxes(view.plane, view.tilt, view.turn);
  viewport.setOrientation({ viewPlaneNormal: normal, viewUp: up } as never, false);
}

function applySlab(viewport: VolumeViewport, view: PaneView): void {
  const isSlab = view.slabMm > 0;
  viewport.setBlendMode(isSlab ? BLEND[view.slabMode] : BlendModes.COMPOSITE, [], false);
  // The library's thickness counts from the middle to either side.
  if (isSlab) viewport.setSlabThickness(view.slabMm / 2);
  else viewport.resetSlabThickness();
}

function applyWindow(viewport: VolumeViewport, displaySet: DisplaySet, wanted?: Window): void {
  const window = wanted ?? windowOf(displaySet);
  if (window) viewport.setProperties({ voiRange: window }, volumeIdOf(displaySet));
}

/** The window that the file in the middle wants. */
const windowOf = ({ frames }: DisplaySet) => windowRange(frames[Math.floor(frames.length / 2)]?.dataset);

/** How the second series lies over the first: as a saved blending says, else in the colours that were chosen. */
function applyFusion(
  viewport: VolumeViewport,
  fusion: DisplaySet,
  view: PaneView,
  blending: BlendingState | undefined,
): void {
  const volumeId = volumeIdOf(fusion);
  const own = windowOf(fusion) ?? viewport.getProperties(volumeId)?.voiRange ?? { lower: 0, upper: 1 };
  const { range, name, opacity } = blending
    ? blended(blending, blending.superimposed.window ?? own)
    : chosen(fusion, view, own);
  viewport.setProperties({ voiRange: range }, volumeId);
  viewport.setProperties({ colormap: { name, opacity } as never }, volumeId);
  evenOpacity(viewport, volumeId, view);
}

/** Everywhere alike, where nothing is taken up too (PS3.4 N.2.4.3). */
function blended({ id, palette, opacity }: BlendingState, range: Window) {
  return {
    range,
    name: paletteColors(id, palette),
    opacity: [range.lower, range.upper].map((value) => ({ value, opacity })),
  };
}

/** What takes up nothing is see-through: the CT shows where the PET is empty. */
function chosen(fusion: DisplaySet, view: PaneView, own: Window) {
  // Uptake by a known scale; the file's own window is often that of the hottest organ.
  const factor = fusionFactor(fusion);
  const range = factor ? { lower: 0, upper: view.fusionTop / factor } : own;
  const from = (part: number) => range.lower + part * (range.upper - range.lower);
  return {
    range,
    name: fusionColors(view.fusionColors),
    opacity: [
      { value: from(0), opacity: 0 },
      { value: from(0.05), opacity: 0 },
      { value: from(0.15), opacity: view.fusionOpacity },
      { value: from(1), opacity: view.fusionOpacity },
    ],
  };
}

type Layer = {
  getMapper: () => { getSampleDistance: () => number; setSampleDistance: (distance: number) => void };
  getProperty: () => { setScalarOpacityUnitDistance: (index: number, distance: number) => void };
};
const sampleDistances = new WeakMap<object, number>();

/**
 * What lies over a plane covers as much of it as is asked for, in proportion. Composing along the ray the renderer takes
 * opacity as that of some part of a millimetre; the highest value of a plane is that of the plane, with its own opacity.
 */
function evenOpacity(viewport: VolumeViewport, volumeId: string, view: PaneView): void {
  const entry = viewport.getActors().find(({ referencedId }) => referencedId === volumeId);
  const layer = entry?.actor as unknown as Layer | undefined;
  const mapper = layer?.getMapper();
  if (!entry || !layer || !mapper) return;
  const own = sampleDistances.get(mapper) ?? mapper.getSampleDistance();
  sampleDistances.set(mapper, own);
  const isPlane = view.slabMm === 0;
  if (isPlane) viewport.setBlendMode(BlendModes.MAXIMUM_INTENSITY_BLEND, [entry.uid], false);
  // Cut off on either side of where it is: a plane is passed in less than one step, without noise.
  const step = isPlane ? 4 * viewport.getSlabThickness() : own;
  mapper.setSampleDistance(step);
  layer.getProperty().setScalarOpacityUnitDistance(0, step);
}
