import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FailureKind } from "../data/failure";

type Props = { kind: FailureKind; shareId: string | undefined; onRetry: () => void };

/** Why there are no images (any more), and what to do. */
export function FailureScreen({ kind, shareId, onRetry }: Props) {
  const t = useTranslations("viewer");
  const canRetry = kind === "network" || kind === "server" || kind === "not-found";
  const shareHref = shareId ? `/shares/${encodeURIComponent(shareId)}` : "/studies";
  return (
    <main className="viewer-failure" data-testid="viewer-failure" data-failure={kind}>
      <CircleAlert aria-hidden size={36} strokeWidth={1.5} />
      <div role="alert">
        <h1>{t(`failure.${kind}.title`)}</h1>
        <p>{t(`failure.${kind}.text`)}</p>
      </div>
      <div className="flex gap-2">
        {canRetry && (
          <button type="button" className="viewer-button viewer-button-primary" onClick={onRetry}>
            {t("failure.retry")}
          </button>
        )}
        {kind === "signed-out" && (
          // Loading the page again leads to sign-in and back to this very address.
          <button
            type="button"
            className="viewer-button viewer-button-primary"
            onClick={() => window.location.reload()}
          >
            {t("failure.signIn")}
          </button>
        )}
        <a className="viewer-button" href={shareHref}>
          {t(shareId ? "failure.toShare" : "failure.toStudies")}
        </a>
      </div>
    </main>
  );
}
