import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { PdfDocument } from "@/components/documents";
import { formatDate, formatPersonName } from "@/lib/i18n";
import type { Report } from "../data/reports";
import { srContent } from "../data/sr-content";
import { StructuredReport } from "./structured-report";

type Props = {
  reports: Report[];
  chosenId: string | null;
  onChoose: (reportId: string) => void;
  /** Of the patient in the banner: the panel opens with this patient's reports. */
  patientKey: string;
  hasSeveralPatients: boolean;
};

/** Reports and documents beside the images; one is open at a time. */
export function ReportPanel({ reports: all, chosenId, onChoose, patientKey, hasSeveralPatients }: Props) {
  const t = useTranslations("viewer");
  const isOther = (report: Report) => report.patientKey !== "" && report.patientKey !== patientKey;
  const reports = [...all.filter((report) => !isOther(report)), ...all.filter(isOther)];
  const chosen =
    reports.find((report) => report.id === chosenId) ?? reports.find((report) => !isOther(report));
  return (
    <aside className="viewer-report-panel" aria-label={t("reports.panel")} data-testid="report-panel">
      <h2>{t("reports.panel")}</h2>
      {reports.length === 0 && <p className="p-3 text-muted">{t("reports.none")}</p>}
      {reports.length > 0 && (
        <ul>
          {reports.map((report) => (
            <li key={report.id}>
              <button
                type="button"
                aria-pressed={report.id === chosen?.id}
                onClick={() => onChoose(report.id)}
              >
                <span>{report.title || t("reports.untitled")}</span>
                <small>
                  {[
                    formatDate(report.date),
                    hasSeveralPatients ? formatPersonName(report.patientName) : "",
                    t(`reports.kinds.${report.kind}`),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen && isOther(chosen) && (
        <p className="viewer-pane-patient" role="alert">
          {t("reports.otherPatient", { name: formatPersonName(chosen.patientName) || t("patient.unnamed") })}
        </p>
      )}
      {chosen?.kind === "structured" && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls is read with the arrow keys
        <div className="viewer-report-text" role="document" tabIndex={0}>
          <StructuredReport node={srContent(chosen.dataset)} />
        </div>
      )}
      {chosen && chosen.kind !== "structured" && (
        <div className="viewer-report-document">
          {chosen.kind === "picture" ? (
            // biome-ignore lint/performance/noImgElement: a document of the share, of unknown size
            <img src={chosen.url} alt={chosen.title} />
          ) : (
            <PdfDocument key={chosen.id} url={chosen.url} title={chosen.title || t("reports.untitled")} />
          )}
          <a className="viewer-button" href={chosen.pageUrl} target="_blank" rel="noreferrer noopener">
            <ExternalLink aria-hidden size={14} />
            {t("reports.openApart")}
          </a>
        </div>
      )}
    </aside>
  );
}
