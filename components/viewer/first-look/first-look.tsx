import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Locale } from "@/lib/i18n";
import { PatientBar } from "../chrome/patient-bar";
import { StatusBar } from "../chrome/status-bar";
import { initialIndex } from "../data/display-sets";
import { Overlays } from "../viewport/overlays";
import { Preview, usePreview } from "../viewport/preview";
import type { FirstLook as Look } from "./start-opening";

type Props = {
  look: Look | null;
  locale: Locale;
  shareId: string | undefined;
  isWide: boolean;
};

/** The viewer's frame with the patient's name in it, before the rest has come and takes its place without a jump. */
export function FirstLook({ look, locale, shareId, isWide }: Props) {
  const t = useTranslations("viewer");
  const first = look?.first;
  const preview = usePreview(first, first ? initialIndex(first) : 0, true);
  const study = look?.opening.studies.find((entry) => entry.studyInstanceUid === first?.studyInstanceUid);
  return (
    <div className="viewer" aria-busy data-testid="first-look">
      <header>
        {study ? (
          <PatientBar study={study} locale={locale} shareId={shareId} isMixed={false} />
        ) : (
          <div className="viewer-patient" />
        )}
        <div className="viewer-toolbar" />
      </header>
      <div className="viewer-body">
        {isWide && <div className="viewer-series-panel" />}
        <main className="viewer-grid">
          <section className="viewer-pane viewer-pane-active">
            <div className="relative min-h-0 flex-1">
              {first && preview && <Preview src={preview} />}
              {first && study && preview && (
                <Overlays study={study} displaySet={first} snapshot={null} locale={locale} />
              )}
              <div className="viewer-waiting" role="status">
                <Loader2 aria-hidden size={18} className="viewer-spinner" />
                {t("opening")}
              </div>
            </div>
          </section>
        </main>
      </div>
      <StatusBar message="" />
    </div>
  );
}
