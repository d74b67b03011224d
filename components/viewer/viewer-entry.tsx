"use client";

import "./viewer.css";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { ForDiagnosis } from "./chrome/for-diagnosis";
import { dicomwebRoot } from "./data/dicomweb";
import { beginAt } from "./data/display-sets";
import type { Drawn } from "./first-look/drawing";
import { FirstLook } from "./first-look/first-look";
import { type FirstLook as Look, startOpening } from "./first-look/start-opening";
import type { ViewerProps } from "./types";

/** Cornerstone needs a browser: both parts that draw are loaded there and nowhere else. */
const Drawing = dynamic(() => import("./first-look/drawing").then((module) => module.Drawing), {
  ssr: false,
});
const Viewer = dynamic(() => import("./viewer").then((module) => module.Viewer), { ssr: false });
/** Narrower than this the series lie over the image, as in viewer.css. */
const NARROW = 760;

/** Another study is another page: nothing of the one before stays. */
export function ViewerEntry(props: ViewerProps) {
  return (
    <ForDiagnosis value={props.isForDiagnosis === true}>
      <Entry
        key={[props.shareId, props.studyInstanceUid, props.seriesInstanceUid, props.frame].join("|")}
        {...props}
      />
    </ForDiagnosis>
  );
}

/**
 * The page's first program: asks for the study at once, shows its first image with the renderer alone, and only then
 * loads tools, panels and reconstructions, which take the place of this as soon as they are there.
 */
function Entry(props: ViewerProps) {
  const { shareId, studyInstanceUid, seriesInstanceUid, frame } = props;
  const begun = useRef<Promise<Look>>(undefined);
  const [look, setLook] = useState<Look | null>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [isWhole, setWhole] = useState(false);
  const [isWide, setWide] = useState(true);

  useEffect(() => {
    let isGone = false;
    setWide(window.innerWidth > NARROW);
    beginAt(seriesInstanceUid && frame ? { seriesInstanceUid, frame } : undefined);
    begun.current ??= startOpening({ root: dicomwebRoot(shareId), studyInstanceUid, seriesInstanceUid });
    const withoutImage = () => setDrawn({ snapshot: null, takeStill: () => null });
    begun.current.then(
      (opened) => {
        if (isGone) return;
        setLook(opened);
        if (!opened.first) withoutImage();
      },
      // What went wrong is told by the whole viewer, which meets the same answer.
      () => !isGone && withoutImage(),
    );
    return () => {
      isGone = true;
    };
  }, [shareId, studyInstanceUid, seriesInstanceUid, frame]);

  return (
    <>
      {drawn && (
        <Viewer
          {...props}
          {...(begun.current ? { begun: begun.current } : {})}
          takeStill={drawn.takeStill}
          onReady={() => setWhole(true)}
        />
      )}
      {!isWhole && (
        <FirstLook
          look={look}
          snapshot={drawn?.snapshot ?? null}
          locale={props.locale}
          shareId={shareId}
          isWide={isWide}
        >
          <Drawing displaySet={look?.first ?? null} onDrawn={setDrawn} />
        </FirstLook>
      )}
    </>
  );
}
