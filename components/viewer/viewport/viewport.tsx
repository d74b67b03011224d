import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Locale } from "@/lib/i18n";
import type { FrameError } from "../cornerstone/frame-error";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import { KeyImageBadge } from "../key-images/key-image-badge";
import { MarkingLayer } from "../overlays/marking-layer";
import { Cine } from "./cine";
import { CrosshairLayer } from "./crosshair-layer";
import { DownloadStudy } from "./download-study";
import { NotShown } from "./not-shown";
import { Overlays } from "./overlays";
import { Preview, usePreview } from "./preview";
import { SliceSlider } from "./slice-slider";
import { useStackViewport } from "./use-stack-viewport";

type Props = {
  viewportId: string;
  study: StudySummary;
  displaySet: DisplaySet;
  locale: Locale;
  isFlipped: boolean;
  hasCrosshair: boolean;
  isPlaying: boolean;
  onTogglePlaying: () => void;
  onIndex: (index: number) => void;
  onFrameError: (imageId: string, cause: FrameError) => void;
};

/** One image on screen with everything that stands on it. */
export function Viewport({
  viewportId,
  study,
  displaySet,
  locale,
  hasCrosshair,
  isPlaying,
  onTogglePlaying,
  ...callbacks
}: Props) {
  const t = useTranslations("viewer");
  const element = useRef<HTMLDivElement>(null);
  const { snapshot, target, isWaiting, error } = useStackViewport(element, viewportId, displaySet, callbacks);
  const count = displaySet.frames.length;
  const preview = usePreview(displaySet, target, isWaiting && !error);
  return (
    <>
      <div
        ref={element}
        className="absolute inset-0 overflow-hidden"
        role="img"
        aria-label={t("viewport.image", {
          series: seriesLabel(displaySet),
          index: (snapshot?.index ?? target) + 1,
          count,
        })}
        data-testid="viewport-canvas"
        data-quality={snapshot && !isWaiting ? "original" : undefined}
        data-shown-index={snapshot ? snapshot.index + 1 : undefined}
        data-frame={snapshot ? displaySet.frames[snapshot.index]?.frame : undefined}
        onContextMenu={(event) => event.preventDefault()}
      />
      {preview && <Preview key={preview} src={preview} />}
      {!error && <MarkingLayer viewportId={viewportId} displaySet={displaySet} element={element} />}
      {error && (
        <NotShown
          title={t("notShown.title")}
          reason={t(`frameError.${error.cause.kind}`, { detail: error.cause.detail || "-" })}
        >
          <DownloadStudy displaySet={displaySet} />
        </NotShown>
      )}
      <Overlays study={study} displaySet={displaySet} snapshot={error ? null : snapshot} locale={locale} />
      {isWaiting && !error && (
        <div className="viewer-waiting" role="status">
          <Loader2 aria-hidden size={18} className="viewer-spinner" />
          {t("viewport.loading", { index: target + 1, count })}
        </div>
      )}
      {hasCrosshair && <CrosshairLayer viewportId={viewportId} displaySet={displaySet} isStack />}
      <KeyImageBadge displaySet={displaySet} index={snapshot?.index ?? target} />
      <SliceSlider viewportId={viewportId} index={target} count={count} />
      {count > 1 && displaySet.isMultiFrame && (
        <Cine
          viewportId={viewportId}
          displaySet={displaySet}
          isPlaying={isPlaying}
          onToggle={onTogglePlaying}
        />
      )}
    </>
  );
}
