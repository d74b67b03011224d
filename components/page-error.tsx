"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "./ui";

/** A page that failed to render. Next's digest is what the server's log has beside the same error. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common.pageError");
  return (
    <ErrorState
      level={1}
      title={t("title")}
      lost={t("lost")}
      whatToDo={t("whatToDo")}
      reference={error.digest}
      onRetry={reset}
    />
  );
}
