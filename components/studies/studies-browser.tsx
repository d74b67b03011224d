"use client";

import { Send, Upload, X } from "lucide-react";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { canSend, useDebounced, useHandedSearch, useShellUser } from "@/components/shell";
import {
  Button,
  cn,
  type DataSort,
  DataTable,
  EmptyState,
  IconButton,
  SkeletonRows,
  useFormat,
} from "@/components/ui";
import { UploadButtons } from "@/components/upload";
import { hasFilters, NO_FILTERS, type StudyFilters } from "./filters";
import { rememberSelection } from "./send-selection";
import type { Study } from "./study";
import { StudyCard, useStudyColumns } from "./study-columns";
import { StudyFilterBar } from "./study-filters";
import { FIRST_SORT } from "./study-query";
import { useStudies } from "./use-studies";

/** The list of studies; beside it, on wide screens, the one that is open (`children`, the page below). */
export function StudiesBrowser({ children }: { children: ReactNode }) {
  const t = useTranslations("studies");
  const openUid = useParams<{ studyInstanceUid?: string }>().studyInstanceUid ?? null;
  return (
    <div className="absolute inset-0 flex">
      <section
        aria-label={t("title")}
        className={cn("flex min-w-0 flex-col", openUid ? "hidden w-96 shrink-0 border-r xl:flex" : "flex-1")}
      >
        <StudyList openUid={openUid} />
      </section>
      {openUid && <div className="scroll-quiet min-w-0 flex-1 overflow-y-auto">{children}</div>}
    </div>
  );
}

function StudyList({ openUid }: { openUid: string | null }) {
  const t = useTranslations("studies");
  const format = useFormat();
  const router = useRouter();
  const user = useShellUser();
  const columns = useStudyColumns();
  const inputRef = useRef<HTMLInputElement>(null);
  const [filters, setFilters] = useState<StudyFilters>(NO_FILTERS);
  const [sort, setSort] = useState<DataSort | null>(FIRST_SORT);
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const studies = useStudies(useDebounced(filters, 250), sort);
  const rows = studies.data?.pages.flatMap((page) => page.items) ?? [];

  const search = useCallback((text: string) => setFilters({ ...NO_FILTERS, text }), []);
  useHandedSearch("studies", search);

  const send = () => {
    rememberSelection([...selection]);
    router.push("/send");
  };

  return (
    <>
      <h1
        className={cn(
          openUid ? "sr-only" : "flex items-center gap-3 bg-surface px-4 pt-3 text-xl font-semibold",
        )}
      >
        <span className="flex-1">{t("title")}</span>
        {!openUid && <UploadButtons />}
      </h1>
      <StudyFilterBar
        filters={filters}
        onChange={setFilters}
        inputRef={inputRef}
        isCompact={openUid !== null}
      />
      <div className="relative flex min-h-0 flex-1 flex-col bg-surface">
        {studies.isPending ? (
          <SkeletonRows rows={12} />
        ) : studies.isError ? (
          <ProblemState error={studies.error} onRetry={() => studies.refetch()} />
        ) : rows.length === 0 ? (
          <NothingFound isFiltered={hasFilters(filters)} onClear={() => setFilters(NO_FILTERS)} />
        ) : (
          <DataTable<Study>
            label={t("title")}
            columns={columns}
            rows={rows}
            getRowId={(study) => study.studyInstanceUid}
            rowName={(study) =>
              [format.personName(study.patient.name), study.description, format.date(study.studyDate)]
                .filter(Boolean)
                .join(", ")
            }
            onOpen={(study) => router.push(`/studies/${study.studyInstanceUid}`)}
            activeId={openUid}
            asCards={openUid !== null}
            card={(study) => <StudyCard study={study} />}
            selection={selection}
            onSelectionChange={setSelection}
            sort={sort}
            onSortChange={setSort}
            storageKey="studies"
            className={cn("min-h-0 flex-1", studies.isPlaceholderData && "opacity-60")}
            footer={
              <LoadMore
                hasMore={studies.hasNextPage}
                isLoading={studies.isFetchingNextPage}
                count={rows.length}
                onLoad={() => studies.fetchNextPage()}
              />
            }
          />
        )}
      </div>
      {selection.size > 0 && (
        <div
          role="toolbar"
          aria-label={t("selection.label")}
          className="flex shrink-0 flex-wrap items-center gap-3 border-t bg-accent-soft px-4 py-2"
        >
          <span aria-live="polite" className="text-sm font-medium">
            {t("selection.count", { count: selection.size })}
          </span>
          <IconButton
            icon={X}
            size="sm"
            label={t("selection.clear")}
            onClick={() => setSelection(new Set())}
          />
          {canSend(user.roles) && (
            <Button variant="primary" className="ml-auto" onClick={send}>
              <Send aria-hidden />
              {t("selection.send", { count: selection.size })}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function NothingFound({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useTranslations("studies");
  if (isFiltered)
    return (
      <EmptyState
        title={t("nothingFound.title")}
        action={<Button onClick={onClear}>{t("filters.clear")}</Button>}
      >
        {t("nothingFound.text")}
      </EmptyState>
    );
  return (
    <EmptyState icon={Upload} title={t("empty.title")} action={<UploadButtons />}>
      {t("empty.text")}
    </EmptyState>
  );
}

/** Loads the next page when it comes into sight, and by a button for who doesn't scroll. */
function LoadMore({
  hasMore,
  isLoading,
  count,
  onLoad,
}: {
  hasMore: boolean;
  isLoading: boolean;
  count: number;
  onLoad: () => void;
}) {
  const t = useTranslations("studies");
  const c = useTranslations("common.actions");
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = element.current;
    if (!target || !hasMore || isLoading) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onLoad(), {
      rootMargin: "400px",
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [hasMore, isLoading, onLoad]);
  return (
    <div
      ref={element}
      className="sticky left-0 flex items-center justify-center gap-3 p-3 text-sm text-muted"
    >
      {hasMore ? (
        <Button size="sm" loading={isLoading} onClick={onLoad}>
          {c("loadMore")}
        </Button>
      ) : (
        <span>{t("count", { count })}</span>
      )}
    </div>
  );
}
