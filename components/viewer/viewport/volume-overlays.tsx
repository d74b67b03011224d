import { useTranslations } from "next-intl";
import { formatAge, formatDate, formatPersonName, type Locale } from "@/lib/i18n";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import { lengthText } from "../geometry/scale-bar";
import type { PaneView } from "../state/pane-view";
import type { VolumeSnapshot } from "./volume-snapshot";

type Props = {
  study: StudySummary;
  displaySet: DisplaySet;
  view: PaneView;
  snapshot: VolumeSnapshot | null;
  locale: Locale;
};

/** The texts on a plane through a volume: whose, which plane, how thick. They never take the mouse. */
export function VolumeOverlays({ study, displaySet, view, snapshot, locale }: Props) {
  const t = useTranslations("viewer");
  const { patient } = study;
  return (
    <div className="viewer-overlays" data-testid="overlays">
      <div className="viewer-corner top-1.5 left-2">
        <strong>{formatPersonName(patient.name) || t("patient.unnamed")}</strong>
        <span>
          {[formatDate(patient.birthDate), formatAge(patient.birthDate, study.date || undefined, locale)]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span>{patient.identifier}</span>
      </div>
      <div className="viewer-corner top-1.5 right-2 items-end text-right">
        <span>{study.description}</span>
        <span>{formatDate(study.date)}</span>
        <span>
          {displaySet.modality} {seriesLabel(displaySet)}
        </span>
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
          <div className="viewer-corner right-2 bottom-9 items-end text-right">
            <span>{t("volume.slice", { ...snapshot.slice })}</span>
            <span>{t("overlay.zoom", { value: snapshot.zoom.toFixed(2) })}</span>
            {snapshot.window && (
              <span>
                {t("overlay.window", {
                  center: Math.round(snapshot.window.center),
                  width: Math.round(snapshot.window.width),
                })}
              </span>
            )}
          </div>
          <span className="viewer-edge top-1 left-1/2 -translate-x-1/2" data-edge="top">
            {snapshot.letters.top}
          </span>
          <span className="viewer-edge top-1/2 right-2 -translate-y-1/2" data-edge="right">
            {snapshot.letters.right}
          </span>
          <span className="viewer-edge bottom-9 left-1/2 -translate-x-1/2" data-edge="bottom">
            {snapshot.letters.bottom}
          </span>
          <span className="viewer-edge top-1/2 left-2 -translate-y-1/2" data-edge="left">
            {snapshot.letters.left}
          </span>
          {snapshot.scale && (
            <div className="viewer-scale" style={{ height: snapshot.scale.pixels }}>
              <span className="viewer-scale-label">{lengthText(snapshot.scale.millimetres)}</span>
            </div>
          )}
        </>
      )}
    </div>
  );
}
