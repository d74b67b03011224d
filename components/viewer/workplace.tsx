import { useTranslations } from "next-intl";
import { type Dispatch, useEffect, useMemo, useRef, useState } from "react";
import type { ImageReference } from "@/components/shares/share";
import { formatPersonName, type Locale } from "@/lib/i18n";
import { ErrorBoundary } from "./chrome/error-boundary";
import { KeyHelp } from "./chrome/key-help";
import { PatientBar } from "./chrome/patient-bar";
import { StatusBar } from "./chrome/status-bar";
import type { FrameError } from "./cornerstone/frame-error";
import type { LoadProgress } from "./cornerstone/progress";
import { dicomwebRoot } from "./data/dicomweb";
import { type DisplaySet, initialIndex, isReport } from "./data/display-sets";
import type { StudySummary } from "./data/load-study";
import { reportsOf } from "./data/reports";
import { hangPrior } from "./hanging/hang";
import { useLoadKeyImages } from "./key-images/use-key-images";
import { ViewTools } from "./layout/view-tools";
import { MarkingsProvider } from "./overlays/markings-context";
import { loadPreferences } from "./preferences/preferences";
import { ReportPanel } from "./report-panel/report-panel";
import { Arrival } from "./series-panel/arrival";
import { OwnStudies } from "./series-panel/own-studies";
import { SeriesPanel } from "./series-panel/series-panel";
import { STACK_VIEW } from "./state/pane-view";
import { useBesidePrior } from "./state/use-beside-prior";
import { useCommands } from "./state/use-commands";
import { useFirstImage } from "./state/use-first-image";
import { useHanging } from "./state/use-hanging";
import { usePrefetch } from "./state/use-prefetch";
import { useReconstruction } from "./state/use-reconstruction";
import { useSettledIndexes } from "./state/use-settled-indexes";
import type { LoadedSeries } from "./state/use-studies";
import { useTogether } from "./state/use-together";
import { shapeOf, type ViewerAction, type ViewerState } from "./state/viewer-state";
import { Toolbar } from "./toolbar/toolbar";
import { SidePanels } from "./tools/side-panels";
import { TextPrompt } from "./tools/text-prompt";
import "./tools/tools.css";
import type { ViewerDocument, ViewerProps } from "./types";
import { DownloadStudy } from "./viewport/download-study";
import { NotShown, OpenReport } from "./viewport/not-shown";
import { Pane } from "./viewport/pane";
import { VideoPane } from "./viewport/video-pane";
import { Viewport } from "./viewport/viewport";
import { VolumePane } from "./viewport/volume-viewport";

type Props = {
  shareId: string | undefined;
  studies: StudySummary[];
  loaded: Map<string, LoadedSeries>;
  documents: ViewerDocument[];
  progress: LoadProgress;
  locale: Locale;
  state: ViewerState;
  dispatch: Dispatch<ViewerAction>;
  onFrameError: (imageId: string, cause: FrameError) => void;
  /** Begins to load a study that is only named. */
  openStudy: (study: StudySummary) => void;
  /** Lays a study of another root beside these. */
  addStudy: (added: { root: string; studyInstanceUid?: string }) => Promise<void>;
  arrival: ViewerProps["arrival"];
  keyImagesOnly: boolean;
  /** Who talks about the share; undefined for who has no part in it. */
  userId: string | undefined;
  /** The place in the images that the page's address names. */
  addressed: ImageReference | undefined;
  isArriving: boolean;
  /** Whether priors hang beside the first study: "waiting" until all of them are named. */
  priors: "none" | "waiting" | "ready";
};

/** Where panels lie over the images instead of beside them; as in viewer.css. */
export const isNarrow = () => window.innerWidth <= 760;

/** The same study can lie below two roots: received, and imported before. */
const studyKey = (of: { root: string; studyInstanceUid: string }) => `${of.root}|${of.studyInstanceUid}`;

const viewportIdOf = (pane: number) => `pane-${pane}`;

/** Panels, tools and viewports, once there is something to show. */
export function Workplace(props: Props) {
  const { studies, loaded, locale, state, dispatch, progress } = props;
  const t = useTranslations("viewer");
  const displaySets = useMemo(() => inPanelOrder(studies, loaded), [studies, loaded]);
  const byId = useMemo(() => new Map(displaySets.map((set) => [set.id, set])), [displaySets]);
  const studyOf = useMemo(() => new Map(studies.map((study) => [studyKey(study), study])), [studies]);
  const reports = useMemo(
    () => reportsOf(props.shareId, studies, displaySets, props.documents),
    [props.shareId, studies, displaySets, props.documents],
  );
  const { indexes, noteIndex } = useSettledIndexes();
  const container = useRef<HTMLDivElement>(null);
  const isFurnished = useFirstImage(container);

  const { rows, columns, count } = shapeOf(state.layout);
  const panes = useMemo(
    () => state.panes.slice(0, count).map((id) => (id ? (byId.get(id) ?? null) : null)),
    [state.panes, count, byId],
  );
  const activeSet = panes[state.active] ?? null;
  const activeStudy = (activeSet && studyOf.get(studyKey(activeSet))) ?? studies[0];
  const visibleIds = new Set(panes.flatMap((set) => set?.id ?? []));
  const patientsOnScreen = new Set(
    panes.flatMap((set) => (set ? (studyOf.get(studyKey(set))?.patient.key ?? []) : [])),
  );
  const isMixed = patientsOnScreen.size > 1;

  const isAllRead = studies.every(
    (study) => !study.isOpen || study.series.every((series) => loaded.has(series.key)),
  );
  const hasImages = displaySets.some((set) => !set.notShown);
  const hasReportsOnly = isAllRead && !hasImages && reports.length > 0;
  useEffect(() => {
    if (hasReportsOnly) dispatch({ type: "openReports" });
  }, [hasReportsOnly, dispatch]);
  // An object that isn't an image stands there with its reason, as a segmentation that came without its images.
  const onlyObjectId =
    isAllRead && !hasImages && reports.length === 0 && !state.panes[0] ? displaySets[0]?.id : undefined;
  useEffect(() => {
    if (onlyObjectId) dispatch({ type: "show", displaySetId: onlyObjectId });
  }, [onlyObjectId, dispatch]);

  const conversation =
    props.shareId !== undefined && props.userId !== undefined
      ? { shareId: props.shareId, userId: props.userId }
      : undefined;
  const volume = useReconstruction({ state, dispatch, displaySets, activeSet });
  const { run, presets, message } = useCommands({
    state,
    dispatch,
    displaySets,
    panes,
    container,
    reconstruct: volume.reconstruct,
    hasConversation: conversation !== undefined,
  });
  const { follow } = useTogether({ state, panes, indexes });
  const hasPrior = useBesidePrior({
    isWanted: props.priors === "ready" && isAllRead && !isNarrow(),
    displaySets,
    activeSet,
    isArranged: state.isArranged,
    dispatch,
  });
  useHanging({
    state,
    dispatch,
    displaySets,
    // Whoever came for one place sees that place.
    isRead: isAllRead && !props.keyImagesOnly && !props.addressed && props.priors !== "waiting" && !hasPrior,
    isNarrow: isNarrow(),
  });
  const compare = useCompare({ studies, displaySets, loaded, activeSet, dispatch });

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

  useLoadKeyImages(displaySets);
  useEffect(() => void loadPreferences(), []);

  return (
    <div className="viewer" ref={container} data-is-furnished={isFurnished}>
      <header>
        {activeStudy && (
          <PatientBar study={activeStudy} locale={locale} shareId={props.shareId} isMixed={isMixed} />
        )}
        <Toolbar
          tool={state.tool}
          presets={presets}
          isSeriesPanelOpen={state.isSeriesPanelOpen}
          isReportPanelOpen={state.isReportPanelOpen}
          reportCount={reports.length}
          hasConversation={conversation !== undefined}
          run={run}
        >
          <ViewTools
            state={state}
            {...volume}
            run={run}
            onLayout={(layout) => dispatch({ type: "layout", layout, candidates: imageSetIds(displaySets) })}
          />
        </Toolbar>
        <TextPrompt />
      </header>
      <MarkingsProvider displaySets={displaySets}>
        <div className="viewer-body">
          {state.isSeriesPanelOpen && !isFurnished && !isNarrow() && <div className="viewer-series-panel" />}
          {state.isSeriesPanelOpen && isFurnished && (
            <ErrorBoundary fallback={<p className="viewer-panel-failed">{t("panelFailed")}</p>}>
              <SeriesPanel
                studies={studies}
                loaded={loaded}
                progress={progress}
                visibleIds={visibleIds}
                activeId={activeSet?.id ?? null}
                activeStudyUid={activeSet?.studyInstanceUid}
                onChoose={choose}
                onCompare={(study) => {
                  if (!study.isOpen) props.openStudy(study);
                  compare(study);
                }}
              >
                <Arrival studies={studies} arrival={props.arrival} isArriving={props.isArriving} />
                {props.shareId && (
                  <OwnStudies
                    suggestion={activeStudy?.patient.name.split(/[\^=]/)[0] ?? ""}
                    onChoose={async (studyInstanceUid) => {
                      await props.addStudy({ root: dicomwebRoot(undefined), studyInstanceUid });
                      compare({ root: dicomwebRoot(undefined), studyInstanceUid });
                    }}
                  />
                )}
              </SeriesPanel>
            </ErrorBoundary>
          )}
          <main
            className="viewer-grid"
            data-layout={state.layout}
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
            }}
            aria-label={t("viewport.area")}
          >
            {panes.map((displaySet, pane) => (
              <Pane
                // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
                key={pane}
                number={pane + 1}
                isActive={pane === state.active}
                patientName={isMixed && displaySet ? patientName(displaySet) : null}
                contentKey={`${displaySet?.id ?? "empty"} ${state.views[pane]?.plane}`}
                onActivate={() => dispatch({ type: "activate", pane })}
                onDropDisplaySet={(displaySetId) => dispatch({ type: "show", displaySetId, pane })}
              >
                {renderPane(displaySet, pane)}
              </Pane>
            ))}
            {state.isHelpOpen && <KeyHelp onClose={() => dispatch({ type: "closeHelp" })} />}
          </main>
          {isFurnished && (
            <SidePanels
              displaySets={displaySets}
              activeSet={activeSet}
              index={indexes[state.active] ?? (activeSet ? initialIndex(activeSet) : 0)}
              viewportId={viewportIdOf(state.active)}
              onShow={(displaySetId) => dispatch({ type: "show", displaySetId })}
              keyImagesFirst={{ isAsked: props.keyImagesOnly, isRead: isAllRead }}
              conversation={conversation}
              addressed={props.addressed}
              root={dicomwebRoot(props.shareId)}
              studies={studies}
              loaded={loaded}
              openStudy={props.openStudy}
              addStudy={props.addStudy}
            />
          )}
          {state.isReportPanelOpen && isFurnished && (
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
      </MarkingsProvider>
      <StatusBar message={message} />
    </div>
  );

  function choose(displaySetId: string): void {
    dispatch({ type: "show", displaySetId });
    // There the panel lies over the image that was asked for.
    if (isNarrow()) dispatch({ type: "closeSeriesPanel" });
  }

  function patientName(displaySet: DisplaySet): string {
    return formatPersonName(studyOf.get(studyKey(displaySet))?.patient.name) || t("patient.unnamed");
  }

  function renderPane(displaySet: DisplaySet | null, pane: number) {
    const study = displaySet && studyOf.get(studyKey(displaySet));
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
    if (displaySet.notShown === "video") return <VideoPane key={displaySet.id} displaySet={displaySet} />;
    if (displaySet.notShown) {
      return (
        <NotShown title={t("notShown.title")} reason={t(`notShown.reasons.${displaySet.notShown}`)}>
          {isReport(displaySet) && (
            <OpenReport onOpen={() => dispatch({ type: "openReports", reportId: displaySet.id })} />
          )}
          <DownloadStudy displaySet={displaySet} />
        </NotShown>
      );
    }
    const view = state.views[pane] ?? STACK_VIEW;
    if (view.plane !== "stack") {
      const fusion = view.fusionId === null ? null : (byId.get(view.fusionId) ?? null);
      return (
        <VolumePane
          key={`${displaySet.id} ${view.fusionId}`}
          viewportId={viewportIdOf(pane)}
          study={study}
          displaySet={displaySet}
          fusion={fusion}
          view={view}
          hasCrosshair={state.hasCrosshair}
          locale={locale}
          onView={(change) => dispatch({ type: "view", pane, view: change })}
          onFrameError={props.onFrameError}
        />
      );
    }
    return (
      <Viewport
        key={`${displaySet.id} ${view.isFlipped}`}
        viewportId={viewportIdOf(pane)}
        study={study}
        displaySet={displaySet}
        locale={locale}
        isFlipped={view.isFlipped}
        hasCrosshair={state.hasCrosshair}
        isPlaying={state.playing === pane}
        onTogglePlaying={() => dispatch({ type: "play", pane: state.playing === pane ? null : pane })}
        onIndex={(index) => {
          noteIndex(pane, index);
          follow(pane, index);
        }}
        onFrameError={props.onFrameError}
      />
    );
  }
}

type CompareOptions = Pick<Props, "studies" | "loaded" | "dispatch"> & {
  displaySets: DisplaySet[];
  activeSet: DisplaySet | null;
};

/** Hangs another study beside the current series, as soon as enough of it has been read. */
function useCompare({ studies, displaySets, loaded, activeSet, dispatch }: CompareOptions) {
  const [wanted, setWanted] = useState<{ root: string; studyInstanceUid: string } | null>(null);
  useEffect(() => {
    if (!wanted || !activeSet) return;
    const isWanted = (entry: { root: string; studyInstanceUid: string }) =>
      entry.root === wanted.root && entry.studyInstanceUid === wanted.studyInstanceUid;
    const study = studies.find(isWanted);
    if (!study?.isOpen || !study.series.every((series) => loaded.has(series.key))) return;
    setWanted(null);
    const current = displaySets.filter(
      (set) => set.studyInstanceUid === activeSet.studyInstanceUid && !isWanted(set),
    );
    const hanging = hangPrior(current, displaySets.filter(isWanted), activeSet);
    if (hanging) dispatch({ type: "hang", ...hanging });
  }, [wanted, studies, displaySets, loaded, activeSet, dispatch]);
  return setWanted;
}

function inPanelOrder(studies: StudySummary[], loaded: Map<string, LoadedSeries>): DisplaySet[] {
  return studies
    .flatMap((study) => study.series)
    .flatMap((series) => {
      const entry = loaded.get(series.key);
      return entry?.status === "ready" ? entry.displaySets : [];
    });
}

function imageSetIds(displaySets: DisplaySet[]): string[] {
  return displaySets.filter((set) => !set.notShown).map((set) => set.id);
}

function isMixedList(studies: StudySummary[]): boolean {
  return new Set(studies.map((study) => study.patient.key)).size > 1;
}
