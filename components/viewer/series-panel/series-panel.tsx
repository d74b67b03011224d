import { useTranslations } from "next-intl";
import { formatDate, formatPersonName } from "@/lib/i18n";
import type { LoadProgress } from "../cornerstone/progress";
import type { StudySummary } from "../data/load-study";
import type { LoadedSeries } from "../state/use-studies";
import { SeriesItem } from "./series-item";

type Props = {
  root: string;
  studies: StudySummary[];
  loaded: Map<string, LoadedSeries>;
  progress: LoadProgress;
  visibleIds: Set<string>;
  activeId: string | null;
  onChoose: (displaySetId: string) => void;
};

/** Every series of what was opened, by patient and study, with how much of it has arrived. */
export function SeriesPanel({ studies, loaded, ...rest }: Props) {
  const t = useTranslations("viewer");
  const hasSeveralPatients = new Set(studies.map((study) => study.patient.key)).size > 1;
  return (
    <nav className="viewer-series-panel" aria-label={t("series.panel")} data-testid="series-panel">
      {studies.map((study, index) => {
        const isNewPatient = hasSeveralPatients && study.patient.key !== studies[index - 1]?.patient.key;
        return (
          <section key={study.studyInstanceUid}>
            {isNewPatient && (
              <p className="viewer-patient-line">
                {formatPersonName(study.patient.name) || t("patient.unnamed")}
                <span>{formatDate(study.patient.birthDate)}</span>
              </p>
            )}
            <h2>
              <b>{formatDate(study.date) || t("series.noDate")}</b> {study.description}
            </h2>
            <ul>
              {study.series.map((series) => (
                <SeriesItem
                  key={series.seriesInstanceUid}
                  series={series}
                  {...rest}
                  loaded={loaded.get(series.seriesInstanceUid)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
