import { Loader2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import type { Locale } from "@/lib/i18n";
import { PatientBar } from "../chrome/patient-bar";
import { StatusBar } from "../chrome/status-bar";
import { initialIndex } from "../data/display-sets";
import { Overlays } from "../viewport/overlays";
import { Preview, previewOf } from "../viewport/preview";
import type { Snapshot } from "../viewport/snapshot";
import type { FirstLook as Look } from "./start-opening";

type Props = {
  look: Look | null;
  /** The image as drawn; null before. */
  snapshot: Snapshot | null;
  /** Where the image is drawn. */
  children: ReactNode;
  locale: Locale;
  shareId: string | undefined;
  isWide: boolean;
};

/** The viewer's frame with one image in it, before tools and panels have come: they take its place without a jump. */
export function FirstLook({ look, snapshot, children, locale, shareId, isWide }: Props) {
  const t = useTranslations("viewer");
  const [preview, setPreview] = useState<string | null>(null);
  const first = look?.first;
  const study = look?.opening.studies.find((entry) => entry.studyInstanceUid === first?.studyInstanceUid);
  useEffect(() => {
    if (first) setPreview(previewOf(first, initialIndex(first)));
  }, [first]);
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
              {children}
              {first && preview && !snapshot && <Preview src={preview} />}
              {first && study && (snapshot || preview) && (
                <Overlays study={study} displaySet={first} snapshot={snapshot} locale={locale} />
              )}
              {!snapshot && (
                <div className="viewer-waiting" role="status">
                  <Loader2 aria-hidden size={18} className="motion-safe:animate-spin" />
                  {t("opening")}
                </div>
              )}
            </div>
          </section>
        </main>
      </div>
      <StatusBar message="" />
    </div>
  );
}
