"use client";

import "./viewer.css";
import { cache } from "@cornerstonejs/core";
import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { FailureScreen } from "./chrome/failure-screen";
import { StatusBar } from "./chrome/status-bar";
import { type FrameError, viewerFailureOf } from "./cornerstone/frame-error";
import { startCornerstone } from "./cornerstone/init";
import { LoadProgress } from "./cornerstone/progress";
import { forgetMeasurements } from "./cornerstone/tools";
import { dicomwebRoot } from "./data/dicomweb";
import { isReport } from "./data/display-sets";
import type { ViewerFailure } from "./data/failure";
import { useHeartbeat } from "./state/use-heartbeat";
import { useStudies } from "./state/use-studies";
import { INITIAL_STATE, type ViewerState, viewerReducer } from "./state/viewer-state";
import type { ViewerDocument, ViewerProps } from "./types";
import { isNarrow, Workplace } from "./workplace";

const NO_DOCUMENTS: ViewerDocument[] = [];

/** The whole page: reads what was asked for, shows it, and stops when the server says that it may no longer. */
export function Viewer(props: ViewerProps) {
  const { shareId, studyInstanceUid, seriesInstanceUid, documents = NO_DOCUMENTS, locale } = props;
  const t = useTranslations("viewer");
  const root = dicomwebRoot(shareId);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<ViewerFailure | null>(null);
  const [state, dispatch] = useReducer(viewerReducer, INITIAL_STATE, withRoomForPanel);
  const progress = useProgress(attempt);

  const stop = useCallback((reason: ViewerFailure) => setFailure((before) => before ?? reason), []);
  const { studies, loaded } = useStudies({
    root,
    studyInstanceUid,
    seriesInstanceUid,
    attempt,
    progress,
    onFirst: (displaySet) => {
      dispatch({ type: "show", displaySetId: displaySet.id, pane: 0 });
      if (isReport(displaySet)) dispatch({ type: "openReports", reportId: displaySet.id });
    },
    onFailure: stop,
  });
  const heartbeatUid = studyInstanceUid ?? studies?.[0]?.studyInstanceUid;
  useHeartbeat(
    `${root}/studies${heartbeatUid ? `?StudyInstanceUID=${encodeURIComponent(heartbeatUid)}&limit=1` : ""}`,
    studies !== null && failure === null,
    stop,
  );
  const onFrameError = useCallback(
    (_imageId: string, cause: FrameError) => {
      const reason = viewerFailureOf(cause);
      if (reason) stop(reason);
    },
    [stop],
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
          <Loader2 aria-hidden size={20} className="motion-safe:animate-spin" />
          <h1 aria-live="polite">{t("opening")}</h1>
        </main>
        <StatusBar message="" />
      </div>
    );
  }
  return (
    <Workplace
      root={root}
      shareId={shareId}
      studies={studies}
      loaded={loaded}
      documents={documents}
      progress={progress}
      locale={locale}
      state={state}
      dispatch={dispatch}
      onFrameError={onFrameError}
    />
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
      // React mounts twice while developing: only a real leave empties the cache.
      setTimeout(() => isLeaving.current && forgetImages(), 0);
    };
  }, [progress]);
  return progress;
}

function forgetImages(): void {
  forgetMeasurements();
  cache.purgeCache();
}
