"use client";

import "./viewer.css";
import { type ComponentType, useCallback, useEffect, useRef, useState } from "react";
import { dicomwebRoot } from "./data/dicomweb";
import { FirstLook } from "./first-look/first-look";
import { type FirstLook as Look, startOpening } from "./first-look/start-opening";
import type { ViewerProps } from "./types";
import type { Snapshot } from "./viewport/snapshot";

/** The renderer starts on its way with the page itself: it is needed a moment later. */
const drawing = typeof window === "undefined" ? undefined : import("./first-look/show-first");
const NARROW = 760;

type Whole = {
  Viewer: ComponentType<ViewerProps & { begun?: Promise<Look>; still?: HTMLCanvasElement | null }>;
};

/** Another study is another page: nothing of the one before stays. */
export function ViewerEntry(props: ViewerProps) {
  return (
    <Entry key={[props.shareId, props.studyInstanceUid, props.seriesInstanceUid].join("|")} {...props} />
  );
}

/**
 * The page's first program: asks for the study at once, shows its first image with the renderer alone, and only then
 * loads tools, panels and reconstructions. Cornerstone needs a browser: nothing of it is imported here.
 */
function Entry(props: ViewerProps) {
  const { shareId, studyInstanceUid, seriesInstanceUid } = props;
  const host = useRef<HTMLDivElement>(null);
  const begun = useRef<Promise<Look>>(undefined);
  const [look, setLook] = useState<Look | null>(null);
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [whole, setWhole] = useState<(Whole & { still: HTMLCanvasElement | null }) | null>(null);
  const [isWide, setWide] = useState(true);

  const loadWhole = useCallback(async (still: () => HTMLCanvasElement | null) => {
    const loaded = await import("./viewer");
    setWhole({ ...(loaded as unknown as Whole), still: still() });
  }, []);

  useEffect(() => {
    let isGone = false;
    setWide(window.innerWidth > NARROW);
    begun.current ??= startOpening({ root: dicomwebRoot(shareId), studyInstanceUid, seriesInstanceUid });
    const show = async () => {
      const opened = await begun.current;
      if (isGone || !opened) return;
      setLook(opened);
      const draw = await drawing;
      if (isGone || !draw || !opened.first || !host.current) return loadWhole(() => null);
      const drawn = await draw.showFirst(host.current, opened.first);
      if (isGone) return;
      setSnapshot(drawn);
      const element = host.current;
      await loadWhole(() => (element ? draw.takeStill(element) : null));
    };
    // What went wrong is told by the whole viewer, which meets the same answer.
    show().catch(() => {
      if (!isGone) void loadWhole(() => null);
    });
    return () => {
      isGone = true;
    };
  }, [shareId, studyInstanceUid, seriesInstanceUid, loadWhole]);

  if (whole) {
    const { Viewer } = whole;
    return <Viewer {...props} {...(begun.current ? { begun: begun.current } : {})} still={whole.still} />;
  }
  return (
    <FirstLook
      look={look}
      snapshot={snapshot}
      host={host}
      locale={props.locale}
      shareId={shareId}
      isWide={isWide}
    />
  );
}
