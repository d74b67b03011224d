import { ArrowLeft, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatAge, formatDate, formatPersonName, type Locale } from "@/lib/i18n";
import type { StudySummary } from "../data/load-study";

/** In another system's frame the viewer alone may be shown: there is no way to the lists. */
const isFramed = () => window.self !== window.top;

type Props = {
  study: StudySummary;
  locale: Locale;
  shareId: string | undefined;
  /** True when viewports show more than one patient at this moment. */
  isMixed: boolean;
};

/** Whose images these are: follows the active viewport and is never out of sight. */
export function PatientBar({ study, locale, shareId, isMixed }: Props) {
  const t = useTranslations("viewer");
  const { patient } = study;
  const sex = ["M", "F", "O"].includes(patient.sex) ? patient.sex : "unknown";
  return (
    <div className="viewer-patient" data-testid="patient-banner" data-mixed={isMixed || undefined}>
      {!isFramed() && (
        <a
          className="viewer-icon-button"
          href={shareId ? `/shares/${encodeURIComponent(shareId)}` : "/studies"}
          aria-label={t(shareId ? "failure.toShare" : "failure.toStudies")}
          title={t(shareId ? "failure.toShare" : "failure.toStudies")}
        >
          <ArrowLeft aria-hidden size={16} />
        </a>
      )}
      <h1>{formatPersonName(patient.name) || t("patient.unnamed")}</h1>
      <dl>
        <div>
          <dt>{t("patient.birthDate")}</dt>
          <dd>
            {formatDate(patient.birthDate) || t("patient.unknown")}
            {patient.birthDate && formatDate(patient.birthDate) && (
              <span className="text-muted"> ({formatAge(patient.birthDate, new Date(), locale)})</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("patient.sex")}</dt>
          <dd>{t(`patient.sexes.${sex}`)}</dd>
        </div>
        <div>
          <dt>{t("patient.number")}</dt>
          <dd>{patient.identifier || t("patient.unknown")}</dd>
        </div>
      </dl>
      <p className="viewer-patient-study">
        {[study.description, formatDate(study.date), study.institution].filter(Boolean).join(" · ")}
      </p>
      {isMixed && (
        <p className="viewer-mixed" role="alert">
          <TriangleAlert aria-hidden size={16} />
          {t("patient.mixed")}
        </p>
      )}
    </div>
  );
}
