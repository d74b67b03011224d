"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui";

/** A page that failed to render. Next's digest is what the server's log has beside the same error. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations("common.pageError");
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <ErrorState
        level={1}
        title={t("title")}
        lost={t("lost")}
        whatToDo={t("whatToDo")}
        reference={error.digest}
        onRetry={reset}
      />
    </main>
  );
}
