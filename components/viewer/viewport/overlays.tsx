import { useTranslations } from "next-intl";
import { formatDate, formatTime, type Locale } from "@/lib/i18n";
import { number, text } from "../data/dicom-json";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import type { StudySummary } from "../data/load-study";
import { EdgesAndScale, PatientCorner, WindowText } from "./overlay-parts";
import type { Snapshot } from "./snapshot";

type Props = { study: StudySummary; displaySet: DisplaySet; snapshot: Snapshot | null; locale: Locale };

/** The texts in the corners and at the edges of an image. They never take the mouse. */
export function Overlays({ study, displaySet, snapshot, locale }: Props) {
  const t = useTranslations("viewer");
  const dataset = snapshot ? displaySet.frames[snapshot.index]?.dataset : undefined;
  const location =
    number(dataset, "00201041") ?? number({ p: { Value: [dataset?.["00200032"]?.Value?.[2]] } }, "p");
  const thickness = number(dataset, "00180050");
  const laterality = text(dataset, "00200062") || text(dataset, "00200060");
  return (
    <div className="viewer-overlays" data-testid="overlays">
      <PatientCorner study={study} locale={locale} />
      <div className="viewer-corner top-1.5 right-6 items-end text-right">
        <span>{study.description}</span>
        <span>{[formatDate(study.date), formatTime(study.time)].filter(Boolean).join(" ")}</span>
        <span>
          {displaySet.modality} {seriesLabel(displaySet)}
        </span>
      </div>
      <div className="viewer-corner bottom-1.5 left-2">
        {laterality && <strong>{t("overlay.laterality", { side: laterality })}</strong>}
        {snapshot && (
          <span>{t("overlay.image", { index: snapshot.index + 1, count: displaySet.frames.length })}</span>
        )}
        {location !== undefined && <span>{t("overlay.location", { value: location.toFixed(1) })}</span>}
        {thickness !== undefined && (
          <span>{t("overlay.thickness", { value: String(Number(thickness.toFixed(2))) })}</span>
        )}
      </div>
      <div className="viewer-corner right-6 bottom-1.5 items-end text-right">
        {text(dataset, "00282110") === "01" && <span>{t("overlay.lossy")}</span>}
        {snapshot && snapshot.calibration !== "patient" && (
          <span className="text-warn">{t(`overlay.calibration.${snapshot.calibration}`)}</span>
        )}
        {snapshot && <span>{t("overlay.zoom", { value: snapshot.zoom.toFixed(2) })}</span>}
        {snapshot?.window && <WindowText window={snapshot.window} />}
      </div>
      {snapshot && <EdgesAndScale letters={snapshot.letters} scale={snapshot.scale} sliderAt="right" />}
    </div>
  );
}
