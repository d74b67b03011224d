"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { isApiProblem } from "./api-client";
import { NoAccess } from "./no-access";
import { EmptyState, ErrorState } from "./ui";

/** A failed call as a state of a list or a page: no connection, no right, not there, or the server's fault. */
export function ProblemState({
  error,
  onRetry,
  action,
  level,
}: {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
  level?: 1 | 2 | 3;
}) {
  const t = useTranslations("common");
  if (isApiProblem(error) && error.status === 404)
    return (
      <EmptyState level={level} title={t("notFound.title")} action={action}>
        {t("notFound.text")}
      </EmptyState>
    );
  if (isApiProblem(error) && error.status === 403) return <NoAccess level={level} action={action} />;
  const isOffline = isApiProblem(error, "network");
  return (
    <ErrorState
      level={level}
      title={isOffline ? t("error.network") : undefined}
      lost={t("error.nothingLost")}
      whatToDo={isOffline ? t("error.networkWhatToDo") : undefined}
      reference={isApiProblem(error) ? error.reference : undefined}
      onRetry={onRetry}
      action={action}
    />
  );
}
