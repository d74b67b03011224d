import { Columns2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDate, formatPersonName } from "@/lib/i18n";
import type { LoadProgress } from "../cornerstone/progress";
import type { StudySummary } from "../data/load-study";
import type { LoadedSeries } from "../state/use-studies";
import { SeriesItem } from "./series-item";

type Props = {
  studies: StudySummary[];
  loaded: Map<string, LoadedSeries>;
  progress: LoadProgress;
  visibleIds: Set<string>;
  activeId: string | null;
  /** The study of the series the reader is at; others can be put beside it. */
  activeStudyUid: string | undefined;
  onChoose: (displaySetId: string) => void;
  /** Opens a study that is only named, and puts it beside the current one. */
  onCompare: (study: StudySummary) => void;
  /** How much has arrived, and what else can be done. */
  children?: ReactNode;
};

/** Every series of what was opened, by patient and study, with how much of it has arrived. */
export function SeriesPanel({ studies, loaded, activeStudyUid, onCompare, children, ...rest }: Props) {
  const t = useTranslations("viewer");
  const hasSeveralPatients = new Set(studies.map((study) => study.patient.key)).size > 1;
  const isOwn = (study: StudySummary) => study.root !== studies[0]?.root;
  return (
    <nav className="viewer-series-panel" aria-label={t("series.panel")} data-testid="series-panel">
      {studies.map((study, index) => {
        const isNewPatient = hasSeveralPatients && study.patient.key !== studies[index - 1]?.patient.key;
        const isOther = activeStudyUid !== undefined && study.studyInstanceUid !== activeStudyUid;
        return (
          <section key={`${study.root}|${study.studyInstanceUid}`} data-testid="panel-study">
            {isNewPatient && (
              <p className="viewer-patient-line">
                {formatPersonName(study.patient.name) || t("patient.unnamed")}
                <span>{formatDate(study.patient.birthDate)}</span>
              </p>
            )}
            <h2>
              <b>{formatDate(study.date) || t("series.noDate")}</b> {study.description}
              {isOwn(study) && <em> · {t("compare.ownLabel")}</em>}
            </h2>
            {study.isOpen ? (
              <ul>
                {study.series.map((series) => (
                  <SeriesItem key={series.key} series={series} {...rest} loaded={loaded.get(series.key)} />
                ))}
              </ul>
            ) : (
              <p className="viewer-named">
                <b className="viewer-modality">{modalities(study)}</b>{" "}
                {t("compare.named", { count: study.series.length })}
              </p>
            )}
            {isOther && (
              <button type="button" className="viewer-beside" onClick={() => onCompare(study)}>
                <Columns2 aria-hidden size={15} />
                {t(study.isOpen ? "compare.beside" : "compare.open")}
              </button>
            )}
          </section>
        );
      })}
      {children}
    </nav>
  );
}

function modalities(study: StudySummary): string {
  return [...new Set(study.series.map((series) => series.modality))].join(" ");
}
