"use client";

import { cache } from "@cornerstonejs/core";
import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import type { ImageReference } from "@/components/shares/share";
import { FailureScreen } from "./chrome/failure-screen";
import { StatusBar } from "./chrome/status-bar";
import { type FrameError, viewerFailureOf } from "./cornerstone/frame-error";
import { forgetFrames, knownFrames } from "./cornerstone/image-loader";
import { dropUnusedEngine, startCornerstone } from "./cornerstone/init";
import { forgetMeasurements } from "./cornerstone/late-tools";
import { LoadProgress } from "./cornerstone/progress";
import { dicomwebRoot } from "./data/dicomweb";
import { isReport } from "./data/display-sets";
import type { ViewerFailure } from "./data/failure";
import { openingOf, openingUrl } from "./data/load-study";
import type { FirstLook } from "./first-look/start-opening";
import { forgetSegments } from "./overlays/segmentation";
import { useHeartbeat } from "./state/use-heartbeat";
import { useStudies } from "./state/use-studies";
import { INITIAL_STATE, type ViewerState, viewerReducer } from "./state/viewer-state";
import type { ViewerDocument, ViewerProps } from "./types";
import { forgetCrosshair } from "./viewport/crosshair-layer";
import { isNarrow, Workplace } from "./workplace";

const NO_DOCUMENTS: ViewerDocument[] = [];

type Props = ViewerProps & {
  /** What the page's first program has asked for already. */
  begun?: Promise<FirstLook>;
  /** This stands now in the place of what came before it. */
  onReady?: () => void;
};

/** The whole page: reads what was asked for, shows it, and stops when the server says that it may no longer. */
export function Viewer(props: Props) {
  const { shareId, studyInstanceUid, seriesInstanceUid, documents = NO_DOCUMENTS, locale } = props;
  const t = useTranslations("viewer");
  const root = dicomwebRoot(shareId);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<ViewerFailure | null>(null);
  const [state, dispatch] = useReducer(viewerReducer, INITIAL_STATE, withRoomForPanel);
  const progress = useProgress(attempt);

  const stop = useCallback((reason: ViewerFailure) => setFailure((before) => before ?? reason), []);
  const query = { root, studyInstanceUid, seriesInstanceUid };
  const { studies, loaded, isArriving, openStudy, addStudy, grow } = useStudies({
    query,
    begun: props.begun,
    attempt,
    progress,
    onFirst: (displaySet) => {
      dispatch({ type: "show", displaySetId: displaySet.id, pane: 0 });
      if (isReport(displaySet)) dispatch({ type: "openReports", reportId: displaySet.id });
    },
    onFailure: stop,
  });
  const ready = useRef(props.onReady);
  useLayoutEffect(() => ready.current?.(), []);
  const addressed = useAddressed(props);
  const { alsoOpen } = props;
  useEffect(() => {
    for (const study of studies ?? [])
      if (!study.isOpen && alsoOpen?.includes(study.studyInstanceUid)) openStudy(study);
  }, [studies, alsoOpen, openStudy]);
  const priors = usePriors(props.priorShareIds, studies !== null, addStudy);
  const [arrival, setArrival] = useState(props.arrival);
  const mayGrow = isArriving || arrival?.isComplete === false;
  useHeartbeat({
    url: openingUrl({ ...query, withoutMetadata: true }),
    isEnabled: studies !== null && failure === null,
    isArriving: mayGrow,
    onAnswer: (body) => {
      const { studies: now, arriving } = openingOf(query, body);
      grow(now, arriving.size > 0);
      const expected = arrival?.expected;
      const received = countInstances(now.filter((study) => study.isOpen));
      // Nobody else than the share knows: a count that was reached, or the sender's word.
      const isOver = arriving.size === 0 || (expected && received >= expected);
      if (arrival && !arrival.isComplete && isOver) setArrival({ ...arrival, isComplete: true });
    },
    onFailure: stop,
  });
  const onFrameError = useCallback(
    (imageId: string, cause: FrameError) => {
      const reason = viewerFailureOf(cause);
      // Rights to another share that lies beside it don't end this one.
      if (reason && imageId.includes(`${root}/studies/`)) stop(reason);
    },
    [stop, root],
  );
  // Pixels and measurements don't outlive the right to see them.
  useEffect(() => {
    if (failure) forgetImages();
  }, [failure]);

  const retry = () => {
    setFailure(null);
    setAttempt((before) => before + 1);
  };

  if (failure) {
    return (
      <div className="viewer">
        <FailureScreen kind={failure.kind} shareId={shareId} onRetry={retry} />
      </div>
    );
  }
  if (!studies) {
    return (
      <div className="viewer">
        <main className="viewer-opening">
          <Loader2 aria-hidden size={20} className="viewer-spinner" />
          <h1 aria-live="polite">{t("opening")}</h1>
        </main>
        <StatusBar message="" />
      </div>
    );
  }
  return (
    <Workplace
      shareId={shareId}
      studies={studies}
      loaded={loaded}
      documents={documents}
      progress={progress}
      locale={locale}
      state={state}
      dispatch={dispatch}
      onFrameError={onFrameError}
      openStudy={openStudy}
      addStudy={addStudy}
      arrival={arrival}
      isArriving={mayGrow}
      priors={priors}
      keyImagesOnly={props.keyImagesOnly === true}
      userId={props.conversation?.userId}
      addressed={addressed}
    />
  );
}

function countInstances(studies: { series: { instanceCount: number }[] }[]): number {
  return studies.flatMap((study) => study.series).reduce((sum, series) => sum + series.instanceCount, 0);
}

/** The place that the page's address names; undefined unless it names one whole. */
function useAddressed(props: ViewerProps): ImageReference | undefined {
  const { studyInstanceUid, seriesInstanceUid, frame, place } = props;
  const { x, y } = place ?? {};
  return useMemo(
    () =>
      studyInstanceUid && seriesInstanceUid && x !== undefined
        ? { studyInstanceUid, seriesInstanceUid, frame, x, y }
        : undefined,
    [studyInstanceUid, seriesInstanceUid, frame, x, y],
  );
}

/** On a phone the series list would cover the image: it opens on demand. */
function withRoomForPanel(state: ViewerState): ViewerState {
  return { ...state, isSeriesPanelOpen: !isNarrow() };
}

/** One count of loaded frames per attempt; it ends with the page. */
function useProgress(attempt: number): LoadProgress {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt counts anew
  const progress = useMemo(() => {
    startCornerstone();
    return new LoadProgress();
  }, [attempt]);
  const isLeaving = useRef(false);
  useEffect(() => {
    isLeaving.current = false;
    progress.connect();
    return () => {
      isLeaving.current = true;
      progress.dispose();
      const left = knownFrames();
      // React mounts twice while developing: only a real leave empties the cache.
      setTimeout(() => isLeaving.current && forgetImages(left), 0);
    };
  }, [progress]);
  return progress;
}

function forgetImages(frames = knownFrames()): void {
  forgetMeasurements();
  forgetCrosshair();
  forgetSegments();
  forgetFrames(frames);
  const hadPlanes = cache.getVolumes().length > 0;
  cache.purgeCache();
  if (hadPlanes) dropUnusedEngine();
}

type AddStudy = (added: { root: string; studyInstanceUid?: string }) => Promise<void>;

/** Lays what further shares hold beside the first one's studies. One that can't be read leaves the others. */
function usePriors(shareIds: string[] | undefined, isOpen: boolean, addStudy: AddStudy) {
  const [isGathered, setGathered] = useState(false);
  const hasBegun = useRef(false);
  useEffect(() => {
    // Another attempt begins with nothing.
    if (!isOpen) {
      hasBegun.current = false;
      setGathered(false);
    }
    if (!shareIds || !isOpen || hasBegun.current) return;
    hasBegun.current = true;
    void Promise.allSettled(shareIds.map((id) => addStudy({ root: dicomwebRoot(id) }))).then(() =>
      setGathered(true),
    );
  }, [shareIds, isOpen, addStudy]);
  return shareIds === undefined ? "none" : isGathered ? "ready" : "waiting";
}
