import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Locale } from "@/lib/i18n";
import type { FrameError } from "../cornerstone/frame-error";
import { hasWebGl } from "../cornerstone/init";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import { blendingsOf } from "../overlays/blending-state";
import { useMarkings } from "../overlays/markings-context";
import { PlaneMarkingLayer } from "../overlays/plane-marking-layer";
import type { PaneView } from "../state/pane-view";
import { CrosshairLayer } from "./crosshair-layer";
import { DownloadStudy } from "./download-study";
import { NotShown } from "./not-shown";
import { useVolumeViewport } from "./use-volume-viewport";
import { VolumeControls } from "./volume-controls";
import { VolumeOverlays } from "./volume-overlays";

type Props = {
  viewportId: string;
  study: StudySummary;
  displaySet: DisplaySet;
  fusion: DisplaySet | null;
  view: PaneView;
  hasCrosshair: boolean;
  locale: Locale;
  onView: (view: Partial<PaneView>) => void;
  onFrameError: (imageId: string, cause: FrameError) => void;
};

/** A plane through a series' volume, or why there is none. */
export function VolumePane(props: Props) {
  const t = useTranslations("viewer");
  if (!hasWebGl()) return <NotShown title={t("volume.noWebGlTitle")} reason={t("volume.noWebGl")} />;
  return <DrawnVolume {...props} />;
}

function DrawnVolume({
  viewportId,
  study,
  displaySet,
  fusion,
  view,
  hasCrosshair,
  locale,
  onView,
  onFrameError,
}: Props) {
  const t = useTranslations("viewer");
  const element = useRef<HTMLDivElement>(null);
  const { blendings: all } = useMarkings();
  const blendings = fusion ? blendingsOf(all, displaySet, fusion) : [];
  const blending = blendings.find(({ id }) => id === view.blendingId);
  const status = useVolumeViewport(element, viewportId, displaySet, fusion, blending, view, { onFrameError });
  const { snapshot, error, isDrawn, loaded } = status;
  const count = displaySet.frames.length;
  return (
    <>
      <div
        ref={element}
        className="absolute inset-0 overflow-hidden"
        role="img"
        aria-label={t("volume.image", {
          series: seriesLabel(displaySet),
          plane: t(`volume.planes.${view.plane}`),
        })}
        data-testid="viewport-canvas"
        data-plane={view.plane}
        data-drawn={isDrawn || undefined}
        data-slice={snapshot?.slice.index}
        onContextMenu={(event) => event.preventDefault()}
      />
      {error && (
        <NotShown
          title={t("notShown.title")}
          reason={t(`frameError.${error.kind}`, { detail: error.detail || "-" })}
        >
          <DownloadStudy displaySet={displaySet} />
        </NotShown>
      )}
      {!error && <PlaneMarkingLayer viewportId={viewportId} displaySet={displaySet} element={element} />}
      {!error && (
        <VolumeOverlays
          study={study}
          displaySet={displaySet}
          fusion={fusion}
          blending={blending}
          view={view}
          snapshot={snapshot}
          locale={locale}
        />
      )}
      {!isDrawn && !error && (
        <div className="viewer-waiting" role="status">
          <Loader2 aria-hidden size={18} className="viewer-spinner" />
          {t("volume.loading", { loaded, count })}
        </div>
      )}
      {hasCrosshair && isDrawn && (
        <CrosshairLayer viewportId={viewportId} displaySet={displaySet} isStack={false} />
      )}
      <VolumeControls view={view} fusion={fusion} blendings={blendings} onView={onView} />
    </>
  );
}
