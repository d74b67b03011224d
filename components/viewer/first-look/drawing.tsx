import { useEffect, useRef } from "react";
import type { DisplaySet } from "../data/display-sets";
import type { Snapshot } from "../viewport/snapshot";
import { forgetFirst, showFirst, takeStill } from "./show-first";

export type Drawn = { snapshot: Snapshot | null; takeStill: () => HTMLCanvasElement | null };

type Props = {
  /** Null while the study is asked for: the renderer is on its way meanwhile. */
  displaySet: DisplaySet | null;
  onDrawn: (drawn: Drawn) => void;
};

/** Draws the first image; an image that can't be drawn is told of by the whole viewer, which tries it again. */
export function Drawing({ displaySet, onDrawn }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const report = useRef(onDrawn);
  report.current = onDrawn;
  useEffect(() => {
    const element = host.current;
    if (!displaySet || !element) return;
    let isGone = false;
    showFirst(element, displaySet)
      .catch(() => null)
      .then((snapshot) => {
        if (!isGone) report.current({ snapshot, takeStill: () => (snapshot ? takeStill(element) : null) });
      });
    return () => {
      isGone = true;
      forgetFirst();
    };
  }, [displaySet]);
  return <div ref={host} className="absolute inset-0 overflow-hidden" />;
}
