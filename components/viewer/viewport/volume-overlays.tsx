import { useTranslations } from "next-intl";
import { formatDate, type Locale } from "@/lib/i18n";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import { fusionFactor } from "../data/suv";
import type { BlendingState } from "../overlays/blending-state";
import type { PaneView } from "../state/pane-view";
import { EdgesAndScale, PatientCorner, WindowText } from "./overlay-parts";
import type { VolumeSnapshot } from "./volume-snapshot";

type Props = {
  study: StudySummary;
  displaySet: DisplaySet;
  fusion: DisplaySet | null;
  blending: BlendingState | undefined;
  view: PaneView;
  snapshot: VolumeSnapshot | null;
  locale: Locale;
};

/** The texts on a plane through a volume: whose, which plane, how thick. They never take the mouse. */
export function VolumeOverlays({ study, displaySet, fusion, blending, view, snapshot, locale }: Props) {
  const t = useTranslations("viewer");
  return (
    <div className="viewer-overlays" data-testid="overlays">
      <PatientCorner study={study} locale={locale} />
      <div className="viewer-corner top-1.5 right-2 items-end text-right">
        <span>{study.description}</span>
        <span>{formatDate(study.date)}</span>
        <span>
          {displaySet.modality} {seriesLabel(displaySet)}
        </span>
        {fusion && (
          <span>
            {[
              `+ ${fusion.modality} ${seriesLabel(fusion)}`,
              !blending && fusionFactor(fusion) && t("volume.suvRange", { top: view.fusionTop }),
              blending?.label,
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
        <strong>{t(`volume.planes.${view.plane}`)}</strong>
        <span>{t("volume.reconstructed")}</span>
        {view.slabMm > 0 && (
          <span>
            {t(`volume.slabs.${view.slabMode}`)} {t("volume.millimetres", { value: view.slabMm })}
          </span>
        )}
      </div>
      {snapshot && (
        <>
          <div className="viewer-corner right-2 bottom-[var(--volume-controls,2.25rem)] items-end text-right">
            <span>{t("volume.slice", { ...snapshot.slice })}</span>
            <span>{t("overlay.zoom", { value: snapshot.zoom.toFixed(2) })}</span>
            {snapshot.window && <WindowText window={snapshot.window} />}
          </div>
          <EdgesAndScale letters={snapshot.letters} scale={snapshot.scale} sliderAt="bottom" />
        </>
      )}
    </div>
  );
}
