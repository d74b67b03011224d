"use client";

import "./viewer.css";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { ForDiagnosis } from "./chrome/for-diagnosis";
import { MayDownloadShare } from "./chrome/originals";
import { dicomwebRoot } from "./data/dicomweb";
import { beginAt } from "./data/display-sets";
import { FirstLook } from "./first-look/first-look";
import { type FirstLook as Look, startOpening } from "./first-look/start-opening";
import type { ViewerProps } from "./types";

/**
 * Cornerstone needs a browser: it is loaded there and nowhere else. In two pieces, what the first image needs and the
 * tools: with planes and attributes as parts of their own the production build takes about twice as long.
 */
// Begun as soon as this runs, not when React comes to it. The import stands in `dynamic` too: by that one the build
// writes down which files the page's head names (app/viewer/preload-programs.tsx).
const program = typeof window === "undefined" ? undefined : import("./viewer");
const Viewer = dynamic(() => (program ?? import("./viewer")).then((module) => module.Viewer), { ssr: false });
/** Narrower than this the series lie over the image, as in viewer.css. */
const NARROW = 760;

/** Another study is another page: nothing of the one before stays. */
export function ViewerEntry(props: ViewerProps) {
  const { place } = props;
  return (
    <ForDiagnosis value={props.isForDiagnosis === true}>
      <MayDownloadShare value={props.mayDownload === true}>
        <Entry
          key={[
            props.shareId,
            props.studyInstanceUid,
            props.seriesInstanceUid,
            props.frame,
            place?.x,
            place?.y,
          ].join("|")}
          {...props}
        />
      </MayDownloadShare>
    </ForDiagnosis>
  );
}

/**
 * The page's first program: asks for the study and the bytes of its first image at once, and shows whose it is (and a
 * preview on a slow line), while the renderer, tools and panels are on their way.
 */
function Entry(props: ViewerProps) {
  const { shareId, studyInstanceUid, seriesInstanceUid, frame } = props;
  const [begun, setBegun] = useState<Promise<Look> | null>(null);
  const [look, setLook] = useState<Look | null>(null);
  const [isReady, setReady] = useState(false);
  const [isWide, setWide] = useState(true);

  useEffect(() => {
    let isGone = false;
    setWide(window.innerWidth > NARROW);
    beginAt(seriesInstanceUid && frame ? { seriesInstanceUid, frame } : undefined);
    const opening = startOpening({ root: dicomwebRoot(shareId), studyInstanceUid, seriesInstanceUid });
    setBegun(opening);
    // What goes wrong is told by the viewer, which meets the same answer.
    opening.then((opened) => !isGone && setLook(opened)).catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [shareId, studyInstanceUid, seriesInstanceUid, frame]);

  return (
    <>
      {begun && <Viewer {...props} begun={begun} onReady={() => setReady(true)} />}
      {!isReady && <FirstLook look={look} locale={props.locale} shareId={shareId} isWide={isWide} />}
    </>
  );
}
