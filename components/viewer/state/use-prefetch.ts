import { useEffect, useRef } from "react";
import type { FrameError } from "../cornerstone/frame-error";
import { registerFrames } from "../cornerstone/image-loader";
import { Prefetcher } from "../cornerstone/prefetch";
import { neighboursFirst, type PlannedStack, prefetchPlan } from "../cornerstone/prefetch-plan";
import type { DisplaySet } from "../data/display-sets";

type Options = {
  displaySets: DisplaySet[];
  /** What the panes show, the active one first. */
  visible: { displaySet: DisplaySet; index: number }[];
  isEnabled: boolean;
  onError: (imageId: string, error: FrameError) => void;
};

/** Keeps loading ahead in the order that matters now: the active series, the visible ones, neighbours, the rest. */
export function usePrefetch({ displaySets, visible, isEnabled, onError }: Options): void {
  const prefetcher = useRef<Prefetcher | null>(null);
  const report = useRef(onError);
  report.current = onError;

  useEffect(() => {
    if (!isEnabled) return;
    const created = new Prefetcher((imageId, error) => report.current(imageId, error));
    prefetcher.current = created;
    return () => {
      created.stop();
      prefetcher.current = null;
    };
  }, [isEnabled]);

  useEffect(() => {
    if (!isEnabled || visible.length === 0) return;
    const [active, ...others] = visible.map(toStack);
    const activeSet = visible[0]?.displaySet;
    const order = neighboursFirst(displaySets, activeSet ? displaySets.indexOf(activeSet) : -1);
    for (const set of displaySets) registerFrames(set.frames);
    const rest = order.map((set) => set.frames.map((frame) => frame.imageId));
    prefetcher.current?.setPlan(prefetchPlan(active, others, rest));
  }, [displaySets, visible, isEnabled]);
}

function toStack({ displaySet, index }: { displaySet: DisplaySet; index: number }): PlannedStack {
  return { imageIds: displaySet.frames.map((frame) => frame.imageId), index };
}
