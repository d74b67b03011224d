"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox, Send } from "lucide-react";
import Link from "next/link";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { api } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import type { SharePage } from "@/components/shares";
import { walkRows } from "@/components/shell";
import { Button, Chip, cn, EmptyState, SkeletonRows } from "@/components/ui";
import { type Box, FILTERS, FIRST_FILTER, type Filter, shareQuery } from "./share-query";
import { ShareRow } from "./share-row";

const FRESH_MS = 15_000;

/** The list of what came in or went out; beside it, on wide screens, the share that is open (`children`). */
export function ShareBox({ box, children }: { box: Box; children: ReactNode }) {
  const t = useTranslations("inbox");
  const openId = useParams<{ shareId?: string }>().shareId ?? null;
  return (
    <div className="absolute inset-0 flex">
      <section
        aria-label={t(`${box}.title`)}
        className={cn(
          "flex min-w-0 flex-col bg-surface",
          openId ? "hidden w-104 shrink-0 border-r xl:flex" : "flex-1",
        )}
      >
        <ShareList box={box} openId={openId} />
      </section>
      {openId && <div className="scroll-quiet min-w-0 flex-1 overflow-y-auto">{children}</div>}
    </div>
  );
}

function ShareList({ box, openId }: { box: Box; openId: string | null }) {
  const t = useTranslations("inbox");
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  const [filter, setFilter] = useState<Filter>(FIRST_FILTER);
  const { queryKey, query } = shareQuery(box, filter);
  const shares = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const parameters = new URLSearchParams({
        box,
        ...(query.work && { work: query.work.join(",") }),
        ...(pageParam && { cursor: pageParam }),
      });
      return api<SharePage>(`/api/v1/shares?${parameters}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FRESH_MS,
  });
  const rows = shares.data?.pages.flatMap(({ items }) => items) ?? [];

  return (
    <>
      <header className="flex flex-col gap-2 border-b px-4 pt-3 pb-2">
        <h1 className="text-xl font-semibold">{t(`${box}.title`)}</h1>
        {box === "inbox" && (
          <fieldset className="flex flex-wrap gap-1">
            <legend className="sr-only">{t("filters.label")}</legend>
            {(Object.keys(FILTERS) as Filter[]).map((key) => (
              <Chip key={key} pressed={filter === key} onClick={() => setFilter(key)}>
                {t(`filters.${key}`)}
              </Chip>
            ))}
          </fieldset>
        )}
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        {shares.isPending ? (
          <SkeletonRows rows={10} />
        ) : shares.isError && rows.length === 0 ? (
          <ProblemState error={shares.error} onRetry={() => shares.refetch()} />
        ) : rows.length === 0 ? (
          <Empty box={box} filter={filter} />
        ) : (
          <ul ref={list} aria-label={t(`${box}.title`)} onKeyDown={(event) => walkRows(list, event)}>
            {rows.map((share) => (
              <ShareRow
                key={share.id}
                share={share}
                box={box}
                isActive={share.id === openId}
                isNarrow={openId !== null}
                onPrefetch={() => router.prefetch(`/${box}/${share.id}`)}
              />
            ))}
          </ul>
        )}
        {shares.hasNextPage && (
          <div className="flex justify-center p-3">
            <Button size="sm" loading={shares.isFetchingNextPage} onClick={() => shares.fetchNextPage()}>
              {t("more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function Empty({ box, filter }: { box: Box; filter: Filter }) {
  const t = useTranslations("inbox");
  if (box === "sent")
    return (
      <EmptyState
        icon={Send}
        title={t("sent.empty")}
        action={
          <Button asChild variant="primary">
            <Link href="/send">{t("sent.first")}</Link>
          </Button>
        }
      >
        {t("sent.emptyText")}
      </EmptyState>
    );
  return (
    <EmptyState icon={Inbox} title={t(`inbox.empty.${filter}`)}>
      {filter === "open" && t("inbox.emptyText")}
    </EmptyState>
  );
}
