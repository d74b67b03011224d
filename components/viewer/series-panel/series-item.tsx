import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import type { LoadProgress } from "../cornerstone/progress";
import { seriesUrl } from "../data/dicomweb";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { SeriesSummary } from "../data/load-study";
import type { LoadedSeries } from "../state/use-studies";
import { DISPLAY_SET_DRAG } from "../viewport/pane";
import { Thumbnail } from "./thumbnail";

type Props = {
  series: SeriesSummary;
  loaded: LoadedSeries | undefined;
  progress: LoadProgress;
  visibleIds: Set<string>;
  activeId: string | null;
  onChoose: (displaySetId: string) => void;
};

export function SeriesItem({ series, loaded, progress, visibleIds, activeId, onChoose }: Props) {
  const t = useTranslations("viewer");
  const counted = useSyncExternalStore(progress.subscribe, () => progress.of(series.key));
  const total = loaded?.status === "ready" ? counted.total : series.instanceCount;
  const label = seriesLabel(series);
  const displaySets = loaded?.status === "ready" ? loaded.displaySets : [];
  return (
    <li className="viewer-series" data-testid="series">
      {displaySets.length === 0 && (
        <div className="viewer-series-button" aria-busy={!loaded}>
          <Thumbnail
            src={`${seriesUrl(series.root, series.studyInstanceUid, series.seriesInstanceUid)}/thumbnail`}
            modality={series.modality}
          />
          <SeriesText
            series={series}
            detail={loaded?.status === "failed" ? t("series.failed") : t("series.waiting")}
          />
        </div>
      )}
      {displaySets.map((displaySet, index) => (
        <button
          key={displaySet.id}
          type="button"
          className="viewer-series-button"
          draggable
          aria-pressed={visibleIds.has(displaySet.id)}
          data-active={displaySet.id === activeId || undefined}
          data-display-set={displaySet.id}
          onDragStart={(event) => event.dataTransfer.setData(DISPLAY_SET_DRAG, displaySet.id)}
          onClick={() => onChoose(displaySet.id)}
        >
          <Thumbnail src={thumbnailUrl(series, displaySet, index)} modality={displaySet.modality} />
          <SeriesText series={series} detail={detailOf(displaySet)} />
        </button>
      ))}
      <div
        role="progressbar"
        className="viewer-progress"
        aria-label={t("series.progress", { label })}
        aria-valuemin={0}
        aria-valuenow={counted.loaded}
        aria-valuemax={total}
        data-series-instance-uid={series.seriesInstanceUid}
        data-complete={(total > 0 && counted.loaded >= total) || undefined}
      >
        <span style={{ width: total > 0 ? `${(100 * counted.loaded) / total}%` : 0 }} />
      </div>
    </li>
  );

  function detailOf(displaySet: DisplaySet): string {
    if (displaySet.notShown) return t(`notShown.short.${displaySet.notShown}`);
    return t("series.images", { count: displaySet.frames.length });
  }
}

function SeriesText({ series, detail }: { series: SeriesSummary; detail: string }) {
  return (
    <span className="viewer-series-text">
      <span className="viewer-series-name">{seriesLabel(series)}</span>
      <span className="viewer-series-detail">
        <b className="viewer-modality">{series.modality || "OT"}</b> {detail}
      </span>
    </span>
  );
}

/** The first display set stands for its series; others show themselves. */
function thumbnailUrl(series: SeriesSummary, displaySet: DisplaySet, index: number): string {
  const base = seriesUrl(series.root, series.studyInstanceUid, series.seriesInstanceUid);
  const instance = displaySet.frames[0]?.sopInstanceUid;
  if (displaySet.notShown) return "";
  return index > 0 && instance ? `${base}/instances/${instance}/thumbnail` : `${base}/thumbnail`;
}
