import { useTranslations } from "next-intl";
import { type Dispatch, useCallback, useEffect, useMemo, useRef } from "react";
import { formatPersonName, type Locale } from "@/lib/i18n";
import { ErrorBoundary } from "./chrome/error-boundary";
import { KeyHelp } from "./chrome/key-help";
import { PatientBar } from "./chrome/patient-bar";
import { StatusBar } from "./chrome/status-bar";
import type { FrameError } from "./cornerstone/frame-error";
import type { LoadProgress } from "./cornerstone/progress";
import { type DisplaySet, initialIndex, isReport } from "./data/display-sets";
import type { StudySummary } from "./data/load-study";
import { reportsOf } from "./data/reports";
import { ReportPanel } from "./report-panel/report-panel";
import { SeriesPanel } from "./series-panel/series-panel";
import { useCommands } from "./state/use-commands";
import { usePrefetch } from "./state/use-prefetch";
import { useSettledIndexes } from "./state/use-settled-indexes";
import type { LoadedSeries } from "./state/use-studies";
import { PANE_COUNT, type ViewerAction, type ViewerState } from "./state/viewer-state";
import { Toolbar } from "./toolbar/toolbar";
import type { ViewerDocument } from "./types";
import { NotShown, OpenReport } from "./viewport/not-shown";
import { Pane } from "./viewport/pane";
import { matchingIndex } from "./viewport/sync-scroll";
import { Viewport } from "./viewport/viewport";
import { scrollTo } from "./viewport/viewport-actions";

type Props = {
  root: string;
  shareId: string | undefined;
  studies: StudySummary[];
  loaded: Map<string, LoadedSeries>;
  documents: ViewerDocument[];
  progress: LoadProgress;
  locale: Locale;
  state: ViewerState;
  dispatch: Dispatch<ViewerAction>;
  onFrameError: (imageId: string, cause: FrameError) => void;
};

/** Where panels lie over the images instead of beside them; as in viewer.css. */
export const isNarrow = () => window.innerWidth <= 760;

const viewportIdOf = (pane: number) => `pane-${pane}`;

/** Panels, tools and viewports, once there is something to show. */
export function Workplace(props: Props) {
  const { root, studies, loaded, locale, state, dispatch, progress } = props;
  const t = useTranslations("viewer");
  const displaySets = useMemo(() => inPanelOrder(studies, loaded), [studies, loaded]);
  const byId = useMemo(() => new Map(displaySets.map((set) => [set.id, set])), [displaySets]);
  const studyOf = useMemo(() => new Map(studies.map((study) => [study.studyInstanceUid, study])), [studies]);
  const reports = useMemo(
    () => reportsOf(root, props.shareId, studies, displaySets, props.documents),
    [root, props.shareId, studies, displaySets, props.documents],
  );
  const { indexes, noteIndex } = useSettledIndexes();
  const container = useRef<HTMLDivElement>(null);

  const panes = useMemo(
    () => state.panes.slice(0, PANE_COUNT[state.layout]).map((id) => (id ? (byId.get(id) ?? null) : null)),
    [state.panes, state.layout, byId],
  );
  const activeSet = panes[state.active] ?? null;
  const activeStudy = (activeSet && studyOf.get(activeSet.studyInstanceUid)) ?? studies[0];
  const visibleIds = new Set(panes.flatMap((set) => set?.id ?? []));
  const patientsOnScreen = new Set(
    panes.flatMap((set) => (set ? (studyOf.get(set.studyInstanceUid)?.patient.key ?? []) : [])),
  );
  const isMixed = patientsOnScreen.size > 1;

  const isAllRead = loaded.size >= studies.reduce((sum, entry) => sum + entry.series.length, 0);
  const hasImages = displaySets.some((set) => !set.notShown);
  const hasReportsOnly = isAllRead && !hasImages && reports.length > 0;
  useEffect(() => {
    if (hasReportsOnly) dispatch({ type: "openReports" });
  }, [hasReportsOnly, dispatch]);

  const { run, presets, message } = useCommands({ state, dispatch, displaySets, panes, container });

  const visible = useMemo(
    () =>
      [...new Set([state.active, ...panes.keys()])].flatMap((pane) => {
        const displaySet = panes[pane];
        return displaySet && !displaySet.notShown
          ? [{ displaySet, index: indexes[pane] ?? initialIndex(displaySet) }]
          : [];
      }),
    [state.active, panes, indexes],
  );
  usePrefetch({ displaySets, visible, isEnabled: true, onError: props.onFrameError });

  const current = useRef({ state, panes });
  current.current = { state, panes };
  const onIndex = useCallback(
    (pane: number, index: number) => {
      noteIndex(pane, index);
      const { state: now, panes: sets } = current.current;
      const source = sets[pane];
      // Only the viewport the reader works in leads; the others follow and never answer.
      if (!now.isSynced || pane !== now.active || !source) return;
      for (const [other, target] of sets.entries()) {
        if (other === pane || !target || target.notShown) continue;
        const match = matchingIndex(source, index, target);
        if (match !== undefined) scrollTo(viewportIdOf(other), match);
      }
    },
    [noteIndex],
  );

  return (
    <div className="viewer" ref={container}>
      <header>
        {activeStudy && (
          <PatientBar study={activeStudy} locale={locale} shareId={props.shareId} isMixed={isMixed} />
        )}
        <Toolbar
          tool={state.tool}
          layout={state.layout}
          presets={presets}
          isSynced={state.isSynced}
          hasReferenceLines={state.hasReferenceLines}
          isSeriesPanelOpen={state.isSeriesPanelOpen}
          isReportPanelOpen={state.isReportPanelOpen}
          reportCount={reports.length}
          run={run}
          onLayout={(layout) => dispatch({ type: "layout", layout, candidates: imageSetIds(displaySets) })}
        />
      </header>
      <div className="viewer-body">
        {state.isSeriesPanelOpen && (
          <ErrorBoundary fallback={<p className="viewer-panel-failed">{t("panelFailed")}</p>}>
            <SeriesPanel
              root={root}
              studies={studies}
              loaded={loaded}
              progress={progress}
              visibleIds={visibleIds}
              activeId={activeSet?.id ?? null}
              onChoose={choose}
            />
          </ErrorBoundary>
        )}
        <main className={`viewer-grid viewer-grid-${state.layout}`} aria-label={t("viewport.area")}>
          {panes.map((displaySet, pane) => (
            <Pane
              // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
              key={pane}
              number={pane + 1}
              isActive={pane === state.active}
              patientName={isMixed && displaySet ? patientName(displaySet) : null}
              contentKey={displaySet?.id ?? "empty"}
              onActivate={() => dispatch({ type: "activate", pane })}
              onDropDisplaySet={(displaySetId) => dispatch({ type: "show", displaySetId, pane })}
            >
              {renderPane(displaySet, pane)}
            </Pane>
          ))}
          {state.isHelpOpen && <KeyHelp onClose={() => dispatch({ type: "closeHelp" })} />}
        </main>
        {state.isReportPanelOpen && (
          <ErrorBoundary fallback={<p className="viewer-panel-failed">{t("panelFailed")}</p>}>
            <ReportPanel
              reports={reports}
              chosenId={state.reportId}
              onChoose={(reportId) => dispatch({ type: "openReports", reportId })}
              patientKey={activeStudy?.patient.key ?? ""}
              hasSeveralPatients={isMixedList(studies)}
            />
          </ErrorBoundary>
        )}
      </div>
      <StatusBar message={message} />
    </div>
  );

  function choose(displaySetId: string): void {
    dispatch({ type: "show", displaySetId });
    // There the panel lies over the image that was asked for.
    if (isNarrow()) dispatch({ type: "closeSeriesPanel" });
  }

  function patientName(displaySet: DisplaySet): string {
    return formatPersonName(studyOf.get(displaySet.studyInstanceUid)?.patient.name) || t("patient.unnamed");
  }

  function renderPane(displaySet: DisplaySet | null, pane: number) {
    const study = displaySet && studyOf.get(displaySet.studyInstanceUid);
    if (!displaySet || !study) {
      return (
        <p className="viewer-empty" role="status">
          {t(
            isAllRead && !hasImages
              ? "viewport.noImages"
              : isAllRead || pane > 0
                ? "viewport.empty"
                : "opening",
          )}
        </p>
      );
    }
    if (displaySet.notShown) {
      return (
        <NotShown title={t("notShown.title")} reason={t(`notShown.reasons.${displaySet.notShown}`)}>
          {isReport(displaySet) && (
            <OpenReport onOpen={() => dispatch({ type: "openReports", reportId: displaySet.id })} />
          )}
        </NotShown>
      );
    }
    return (
      <Viewport
        key={displaySet.id}
        viewportId={viewportIdOf(pane)}
        study={study}
        displaySet={displaySet}
        locale={locale}
        isPlaying={state.playing === pane}
        onTogglePlaying={() => dispatch({ type: "play", pane: state.playing === pane ? null : pane })}
        onIndex={(index) => onIndex(pane, index)}
        onFrameError={props.onFrameError}
      />
    );
  }
}

function inPanelOrder(studies: StudySummary[], loaded: Map<string, LoadedSeries>): DisplaySet[] {
  return studies
    .flatMap((study) => study.series)
    .flatMap((series) => {
      const entry = loaded.get(series.seriesInstanceUid);
      return entry?.status === "ready" ? entry.displaySets : [];
    });
}

function imageSetIds(displaySets: DisplaySet[]): string[] {
  return displaySets.filter((set) => !set.notShown).map((set) => set.id);
}

function isMixedList(studies: StudySummary[]): boolean {
  return new Set(studies.map((study) => study.patient.key)).size > 1;
}
