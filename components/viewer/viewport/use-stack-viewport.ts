import { cache, Enums, eventTarget, getRenderingEngine, StackViewport } from "@cornerstonejs/core";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type FrameError, frameErrorOf } from "../cornerstone/frame-error";
import { registerFrames } from "../cornerstone/image-loader";
import { ENGINE_ID, startCornerstone } from "../cornerstone/init";
import { addViewportToTools, removeViewportFromTools } from "../cornerstone/late-tools";
import { loadFrame } from "../cornerstone/load-frame";
import { scheduleResize } from "../cornerstone/resize";
import { type DisplaySet, initialIndex } from "../data/display-sets";
import { probe } from "./pointer-probe";
import { pointerStore } from "./pointer-store";
import { type Snapshot, snapshotOf } from "./snapshot";

const { Events } = Enums;

export type ViewportStatus = {
  snapshot: Snapshot | null;
  /** Index of the image that was asked for; ahead of the snapshot's while it loads. */
  target: number;
  isWaiting: boolean;
  error: { index: number; cause: FrameError } | null;
};

type Callbacks = {
  /** Mirrored from the start. */
  isFlipped: boolean;
  onIndex: (index: number) => void;
  onFrameError: (imageId: string, cause: FrameError) => void;
};

/** Puts a display set in an element for as long as the component lives. Mount anew (key) for another display set. */
export function useStackViewport(
  element: RefObject<HTMLDivElement | null>,
  viewportId: string,
  displaySet: DisplaySet,
  callbacks: Callbacks,
): ViewportStatus {
  const [status, setStatus] = useState<ViewportStatus>({
    snapshot: null,
    target: initialIndex(displaySet),
    isWaiting: true,
    error: null,
  });
  const latest = useRef(callbacks);
  latest.current = callbacks;
  /** The series as it is now: one that still arrives grows under the reader's eyes. */
  const shown = useRef(displaySet);
  shown.current = displaySet;

  // Before the browser paints what surrounds the image: the graphics process serves in order, and without a graphics
  // card that painting takes it a second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a series that grew is taken over below, in place
  useLayoutEffect(() => {
    const host = element.current;
    if (!host) return;
    const engine = startCornerstone();
    engine.enableElement({
      viewportId,
      type: Enums.ViewportType.STACK,
      element: host,
      defaultOptions: { background: [0.02, 0.024, 0.03] },
    });
    addViewportToTools(viewportId, ENGINE_ID);
    const viewport = engine.getViewport(viewportId) as StackViewport;
    const first = initialIndex(displaySet);
    const imageIds = displaySet.frames.map((frame) => frame.imageId);
    let isGone = false;
    let pointer: [number, number] | null = null;
    let scheduled = 0;

    const refresh = () => {
      scheduled = 0;
      if (isGone) return;
      const snapshot = attempt(() => snapshotOf(viewport, shown.current));
      if (!snapshot) return;
      setStatus((before) => ({
        ...before,
        snapshot,
        isWaiting: before.error === null && before.target !== snapshot.index,
      }));
      if (pointer) showPointer();
    };
    const schedule = () => {
      scheduled ||= requestAnimationFrame(refresh);
    };
    const showPointer = () => {
      const point = pointer;
      pointerStore.set((point && attempt(() => probe(viewport, shown.current, point))) || "");
    };
    const onTarget = (event: Event) => {
      const { imageIdIndex, imageId } = (event as CustomEvent<{ imageIdIndex: number; imageId: string }>)
        .detail;
      setStatus((before) => ({
        ...before,
        target: imageIdIndex,
        error: null,
        isWaiting: !cache.isLoaded(imageId),
      }));
    };
    const onNewImage = (event: Event) => {
      const { imageIdIndex } = (event as CustomEvent<{ imageIdIndex: number }>).detail;
      setStatus((before) => (before.error ? { ...before, error: null } : before));
      latest.current.onIndex(imageIdIndex);
      schedule();
    };
    const fail = (imageId: string, error: unknown) => {
      if (isGone) return;
      const cause = frameErrorOf(error);
      setStatus((before) => ({
        ...before,
        isWaiting: false,
        error: { index: shown.current.frames.findIndex((frame) => frame.imageId === imageId), cause },
      }));
      latest.current.onFrameError(imageId, cause);
    };
    const onLoadError = (event: Event) => {
      const detail = (event as CustomEvent<{ imageId?: string; error?: unknown }>).detail;
      const current = attempt(() => viewport.getCurrentImageId());
      if (detail?.imageId && detail.imageId === current) fail(detail.imageId, detail.error);
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

    host.addEventListener(Events.PRE_STACK_NEW_IMAGE, onTarget);
    host.addEventListener(Events.STACK_NEW_IMAGE, onNewImage);
    host.addEventListener(Events.IMAGE_RENDERED, schedule);
    host.addEventListener("mousemove", onMove);
    host.addEventListener("mouseleave", onLeave);
    eventTarget.addEventListener(Events.IMAGE_LOAD_ERROR, onLoadError);
    const resizing = new ResizeObserver(() => scheduleResize(engine));
    resizing.observe(host);

    const show = async () => {
      registerFrames(displaySet.frames);
      const imageId = imageIds[first];
      if (!imageId) return;
      await loadFrame(imageId, "interaction").catch((error) => fail(imageId, error));
      if (isGone) return;
      await viewport.setStack(
        shown.current.frames.map((frame) => frame.imageId),
        shown.current.frames.findIndex((frame) => frame.imageId === imageId),
      );
      if (isGone) return;
      if (latest.current.isFlipped) viewport.setCamera({ flipHorizontal: true });
      viewport.render();
    };
    show().catch((error) => {
      if (!isGone) fail(imageIds[first] ?? "", error);
    });

    return () => {
      isGone = true;
      cancelAnimationFrame(scheduled);
      resizing.disconnect();
      eventTarget.removeEventListener(Events.IMAGE_LOAD_ERROR, onLoadError);
      host.removeEventListener(Events.PRE_STACK_NEW_IMAGE, onTarget);
      host.removeEventListener(Events.STACK_NEW_IMAGE, onNewImage);
      host.removeEventListener(Events.IMAGE_RENDERED, schedule);
      host.removeEventListener("mousemove", onMove);
      host.removeEventListener("mouseleave", onLeave);
      pointerStore.set("");
      attempt(() => removeViewportFromTools(viewportId, ENGINE_ID));
      attempt(() => engine.disableElement(viewportId));
    };
  }, [element, viewportId, displaySet.id]);

  useEffect(() => {
    const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
    if (viewport instanceof StackViewport) attempt(() => grow(viewport, displaySet));
  }, [viewportId, displaySet]);

  return status;
}

/** New images come between the others; the one on screen, its window and its place stay. */
function grow(viewport: StackViewport, displaySet: DisplaySet): void {
  const imageIds = displaySet.frames.map((frame) => frame.imageId);
  const before = viewport.getImageIds();
  const at = imageIds.indexOf(viewport.getCurrentImageId());
  if (before.length === 0 || at < 0 || before.join() === imageIds.join()) return;
  registerFrames(displaySet.frames);
  const presentation = viewport.getViewPresentation();
  const { voiRange, invert } = viewport.getProperties();
  void viewport.setStack(imageIds, at).then(() => {
    viewport.setViewPresentation(presentation);
    viewport.setProperties({
      ...(voiRange ? { voiRange } : {}),
      ...(invert === undefined ? {} : { invert }),
    });
    viewport.render();
  });
}

/** The renderer throws while it is between two images; the next event brings the answer. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
