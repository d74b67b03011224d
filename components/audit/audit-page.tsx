"use client";

import { ScrollText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { Button, EmptyState, SkeletonRows } from "@/components/ui";
import { AuditFilterForm } from "./audit-filters";
import { AuditTable } from "./audit-table";
import { ChainState } from "./chain-state";
import { ExportButtons } from "./export-buttons";
import { type AuditFilters, NO_FILTERS, useAudit } from "./use-audit";

/** The organisation's log for its privacy officer: who did what, to whose data, on which ground. */
export function AuditPage() {
  const t = useTranslations("audit");
  const c = useTranslations("common.actions");
  const [filters, setFilters] = useState<AuditFilters>(NO_FILTERS);
  const log = useAudit(filters);
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-col gap-4">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted">{t("description")}</p>
        </div>
        <ExportButtons filters={filters} />
      </header>
      <ChainState />
      <AuditFilterForm onSearch={setFilters} isBusy={log.isFetching} />
      <div className="rounded-lg border bg-surface">
        {log.isPending ? (
          <SkeletonRows rows={10} />
        ) : log.isError ? (
          <ProblemState error={log.error} onRetry={() => log.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={ScrollText} title={t("nothing")}>
            {t("nothingText")}
          </EmptyState>
        ) : (
          <>
            <AuditTable rows={rows} />
            <div className="flex justify-center border-t p-3 text-sm text-muted">
              {log.hasNextPage ? (
                <Button size="sm" loading={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
                  {c("loadMore")}
                </Button>
              ) : (
                <span aria-live="polite">{t("count", { count: rows.length })}</span>
              )}
            </div>
          </>
        )}
      </div>
    </div>
  );
}
