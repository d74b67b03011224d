"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui";

/** A page that failed inside the frame: the frame, and an upload in it, stay. */
export default function PortalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
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
