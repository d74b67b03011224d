"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareQuote } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { api } from "@/components/api-client";
import { useLive } from "@/components/live";
import { ProblemState } from "@/components/problem-state";
import { canSend, useShellUser, walkRows } from "@/components/shell";
import { Button, Chip, cn, EmptyState, SkeletonRows, useFormat } from "@/components/ui";
import { type ImageRequestView, type RequestBoxName, type RequestPage, requestQuery } from "./request";
import { RequestPriority, RequestStateBadge } from "./request-marks";

/** What was asked of us and what we asked; beside it, on wide screens, the request that is open (`children`). */
export function RequestBox({ children }: { children: ReactNode }) {
  const t = useTranslations("requests");
  const openId = useParams<{ requestId?: string }>().requestId ?? null;
  return (
    <div className="absolute inset-0 flex">
      <section
        aria-label={t("title")}
        className={cn(
          "flex min-w-0 flex-col bg-surface",
          openId ? "hidden w-104 shrink-0 border-r xl:flex" : "flex-1",
        )}
      >
        <RequestList openId={openId} />
      </section>
      {openId && <div className="scroll-quiet min-w-0 flex-1 overflow-y-auto">{children}</div>}
    </div>
  );
}

function RequestList({ openId }: { openId: string | null }) {
  const t = useTranslations("requests");
  const user = useShellUser();
  const queries = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setBox] = useState<RequestBoxName>();
  // Until somebody chooses, the list is the one in which the open request stands.
  const open = useQuery<ImageRequestView>({ queryKey: ["requests", "one", openId], enabled: false });
  const box = chosen ?? (open.data?.role === "requester" ? "sent" : "received");
  useLive(["requests:me"], () => {
    void queries.invalidateQueries({ queryKey: ["requests", "list"] });
  });
  const { queryKey } = requestQuery(box);
  const requests = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api<RequestPage>(
        `/api/v1/requests?${new URLSearchParams({ box, ...(pageParam && { cursor: pageParam }) })}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const rows = requests.data?.pages.flatMap(({ items }) => items) ?? [];
  const waits = rows.filter(({ state }) => state === "OPEN");
  const others = rows.filter(({ state }) => state !== "OPEN");

  return (
    <>
      <header className="flex flex-col gap-2 border-b px-4 pt-3 pb-2">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 flex-1 text-xl font-semibold">{t("title")}</h1>
          {canSend(user.roles) && (
            <Button asChild size="sm" variant="primary">
              <Link href="/requests/new">
                <MessageSquareQuote aria-hidden />
                {t("new")}
              </Link>
            </Button>
          )}
        </div>
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{t("box")}</legend>
          {(["received", "sent"] as const).map((each) => (
            <Chip key={each} pressed={box === each} onClick={() => setBox(each)}>
              {t(`boxes.${each}`)}
            </Chip>
          ))}
        </fieldset>
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        {requests.isPending ? (
          <SkeletonRows rows={8} />
        ) : requests.isError && rows.length === 0 ? (
          <ProblemState error={requests.error} onRetry={() => requests.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState icon={MessageSquareQuote} title={t(`empty.${box}`)}>
            {t(`emptyText.${box}`)}
          </EmptyState>
        ) : (
          <ul ref={list} aria-label={t(`boxes.${box}`)} onKeyDown={(event) => walkRows(list, event)}>
            {[...waits, ...others].map((request) => (
              <Row
                key={request.id}
                request={request}
                isActive={request.id === openId}
                isNarrow={openId !== null}
              />
            ))}
          </ul>
        )}
        {requests.hasNextPage && (
          <div className="flex justify-center p-3">
            <Button size="sm" loading={requests.isFetchingNextPage} onClick={() => requests.fetchNextPage()}>
              {t("more")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function Row({
  request,
  isActive,
  isNarrow,
}: {
  request: ImageRequestView;
  isActive: boolean;
  isNarrow: boolean;
}) {
  const t = useTranslations("requests");
  const purposes = useTranslations("shares.purposes");
  const format = useFormat();
  const isEmergency = request.priority === "EMERGENCY" && request.state === "OPEN";
  return (
    <li className="border-b">
      <Link
        href={`/requests/${request.id}`}
        data-row
        aria-current={isActive ? "true" : undefined}
        className={cn(
          "grid gap-x-4 gap-y-1 border-l-3 border-l-transparent px-4 py-2.5 text-sm hover:bg-sunken focus-visible:-outline-offset-2",
          !isNarrow && "lg:grid-cols-[minmax(14rem,1.2fr)_minmax(14rem,1.4fr)_14rem]",
          isActive && "bg-accent-soft",
          isEmergency && "border-l-danger",
        )}
      >
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2">
            <span className={cn("min-w-0 break-words", request.state === "OPEN" && "font-semibold")}>
              {format.personName(request.patient.name)}
            </span>
            <RequestPriority request={request} />
          </span>
          <span className="block text-muted tabular-nums">{format.date(request.patient.birthDate)}</span>
        </span>
        <span className="min-w-0">
          <span className="block">{purposes(request.purpose)}</span>
          <span className="line-clamp-2 text-muted">
            {request.role === "holder"
              ? t("row.from", { who: `${request.requester.name} (${request.requester.organization})` })
              : t("row.to", { who: `${request.holder.name} (${request.holder.organization})` })}
          </span>
        </span>
        <span
          className={cn(
            "flex flex-wrap items-center gap-2",
            !isNarrow && "lg:flex-col lg:items-end lg:gap-1",
          )}
        >
          <RequestStateBadge request={request} />
          <span className="text-xs text-muted tabular-nums">
            {request.state === "OPEN"
              ? t("row.neededBy", { time: format.dateTime(request.neededBy) })
              : format.dateTime(request.stateAt)}
          </span>
        </span>
      </Link>
    </li>
  );
}
