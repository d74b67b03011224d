"use client";

import {
  ArrowLeft,
  CheckCheck,
  ChevronLeft,
  ChevronRight,
  CircleCheck,
  MonitorPlay,
  Sparkles,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { useShellUser } from "@/components/shell";
import { Badge, Button, cn, EmptyState, PatientBanner, SkeletonRows, useFormat } from "@/components/ui";
import type { Board, Case, CaseRow } from "@/lib/meetings";
import { Opinions, OwnOpinion } from "./case-drafts";
import { CaseImages } from "./case-images";
import { Light } from "./lights";
import { newestShare, viewerHref } from "./meeting";
import { Section } from "./section";
import { useLooked } from "./use-looked";
import { useBoard, useCase, useCaseAction } from "./use-meeting";

/** Going through the agenda beforehand: case by case, with the images, an opinion and a tick. */
export function Prepare({ id, initial }: { id: string; initial?: Board }) {
  const t = useTranslations("meetings");
  const { board } = useBoard(id, initial);
  if (board.isError && !board.data)
    return <ProblemState error={board.error} onRetry={() => board.refetch()} level={1} />;
  if (!board.data) return <SkeletonRows rows={8} />;
  if (board.data.cases.length === 0)
    return (
      <EmptyState
        title={t(board.data.isOpen ? "board.empty" : "board.closed")}
        action={
          <Button asChild>
            <Link href={`/meetings/${id}`}>{board.data.title}</Link>
          </Button>
        }
      />
    );
  return <Loaded board={board.data} />;
}

function Loaded({ board }: { board: Board }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  // The first that isn't ticked off: where the work goes on.
  const [openId, setOpenId] = useState(
    () => board.cases.find(({ tickedAt }) => !tickedAt)?.id ?? board.cases[0]?.id ?? "",
  );
  const index = Math.max(
    0,
    board.cases.findIndex(({ id }) => id === openId),
  );
  const row = board.cases[index];
  const done = board.cases.filter(({ tickedAt }) => tickedAt).length;
  const found = useCase(row?.id ?? null);
  const act = useCaseAction(board.id, row?.id ?? "");
  useLooked(board.id, row?.id ?? null);
  const go = (to: number) => {
    const next = board.cases[to];
    if (next) setOpenId(next.id);
  };
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  const tick = () => {
    if (!row || isOver) return;
    const isTicked = !row.tickedAt;
    act.mutate({ action: "look", body: { isTicked } }, { onSuccess: () => isTicked && go(index + 1) });
  };
  const news = useNews(row);
  const share = newestShare(row?.shares ?? []);
  const openImages = () => {
    if (row && share) window.open(viewerHref(share, row.shares), "_blank", "noreferrer");
  };
  useKeys({ j: () => go(index + 1), k: () => go(index - 1), t: tick, o: openImages });
  if (!row) return null;
  return (
    <div className="absolute inset-0 flex">
      <nav
        aria-label={t("prepare.list")}
        className="scroll-quiet hidden w-72 shrink-0 overflow-y-auto border-r bg-surface md:block"
      >
        <header className="border-b px-4 py-3">
          <Link
            href={`/meetings/${board.id}`}
            className="inline-flex min-h-6 items-center gap-1 text-sm text-accent-text hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {board.title}
          </Link>
          <p className="text-sm text-muted tabular-nums">
            {done === board.cases.length
              ? t("prepare.done")
              : t("prepare.progress", { done, count: board.cases.length })}
          </p>
        </header>
        <ol>
          {board.cases.map((each, at) => (
            <PrepareRow
              key={each.id}
              row={each}
              position={at + 1}
              isOpen={at === index}
              onOpen={() => go(at)}
            />
          ))}
        </ol>
      </nav>
      <div className="scroll-quiet min-w-0 flex-1 overflow-y-auto">
        <PatientBanner patient={row.patient} className="sticky top-0 z-20">
          <span className="text-muted tabular-nums">
            {t("present.place", { position: index + 1, count: board.cases.length })}
          </span>
        </PatientBanner>
        <div className="mx-auto flex max-w-3xl flex-col gap-5 p-4">
          <header className="flex flex-wrap items-center gap-2">
            <h1 className="flex-1 basis-40 text-xl font-semibold">{t("prepare.title")}</h1>
            <Button size="sm" disabled={index === 0} onClick={() => go(index - 1)}>
              <ChevronLeft aria-hidden />
              {t("actions.previous")}
            </Button>
            <Button size="sm" disabled={index === board.cases.length - 1} onClick={() => go(index + 1)}>
              {t("actions.next")}
              <ChevronRight aria-hidden />
            </Button>
            {!isOver && (
              <Button size="sm" aria-pressed={Boolean(row.tickedAt)} loading={act.isPending} onClick={tick}>
                <CheckCheck aria-hidden />
                {t(row.tickedAt ? "actions.untick" : "actions.tick")}
              </Button>
            )}
            {share && (
              <Button asChild variant="primary" size="sm">
                <a href={viewerHref(share, row.shares)} target="_blank" rel="noreferrer">
                  <MonitorPlay aria-hidden />
                  {t("prepare.open")}
                </a>
              </Button>
            )}
          </header>
          {news.length > 0 && (
            <p className="flex flex-wrap gap-2">
              {news.map((each) => (
                <Badge key={each} tone="accent">
                  <Sparkles aria-hidden />
                  {t(`newsKinds.${each}`)}
                </Badge>
              ))}
            </p>
          )}
          {found.data ? (
            <Details board={board} found={found.data} isOver={isOver} />
          ) : found.isError ? (
            <ProblemState error={found.error} onRetry={() => found.refetch()} />
          ) : (
            <SkeletonRows rows={4} />
          )}
          <p className="text-sm text-muted">
            {t("prepare.keys")}
            <br />
            {t("prepare.keyImages")}
          </p>
          <p className="text-sm text-muted">
            {t("accessUntil", { time: format.dateTime(board.accessEndsAt) })}
          </p>
        </div>
      </div>
    </div>
  );
}

function Details({ board, found, isOver }: { board: Board; found: Case; isOver: boolean }) {
  const t = useTranslations("meetings");
  const { userId } = useShellUser();
  return (
    <>
      <Section title={t("question")}>
        <p className="whitespace-pre-wrap break-words">{found.question}</p>
        {found.wantedStudies && <p className="mt-1 text-sm text-muted">{found.wantedStudies}</p>}
        {found.pathologyNote && (
          <p className="mt-2 text-sm whitespace-pre-wrap">
            <span className="text-muted">{t("kinds.PATHOLOGY")}: </span>
            {found.pathologyNote}
          </p>
        )}
        <p className="mt-2 flex flex-wrap gap-1.5">
          {found.items.map((item) => (
            <Light key={item.kind} item={item} since="full" />
          ))}
        </p>
      </Section>
      <CaseImages board={board} found={found} mayEdit={false} />
      <Opinions found={found} withoutUserId={isOver ? undefined : userId} />
      {!isOver && <OwnOpinion board={board} found={found} />}
    </>
  );
}

function PrepareRow({
  row,
  position,
  isOpen,
  onOpen,
}: {
  row: CaseRow;
  position: number;
  isOpen: boolean;
  onOpen: () => void;
}) {
  const t = useTranslations("meetings");
  const format = useFormat();
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        aria-current={isOpen || undefined}
        className={cn(
          "flex w-full items-start gap-2 border-b px-4 py-2 text-left text-sm hover:bg-sunken",
          isOpen && "bg-accent-soft",
        )}
      >
        <span className="w-5 shrink-0 text-right text-muted tabular-nums">{position}</span>
        <span className="min-w-0 flex-1">
          <span className="block font-medium break-words">{format.personName(row.patient.name)}</span>
          {row.news.length > 0 && (
            <span className="inline-flex items-center gap-1 text-xs text-accent-text">
              <Sparkles aria-hidden className="size-3.5" />
              {row.news.map((news) => t(`newsKinds.${news}`)).join(", ")}
            </span>
          )}
        </span>
        {row.tickedAt && (
          <span className="inline-flex items-center gap-1 text-xs text-ok">
            <CircleCheck aria-hidden className="size-4" />
            {t("board.ticked")}
          </span>
        )}
      </button>
    </li>
  );
}

/** What is new in a case stays marked while it is read, though the server knows by then that it was looked at. */
function useNews(row: CaseRow | undefined): CaseRow["news"] {
  const seen = useRef<{ caseId: string | undefined; news: CaseRow["news"] }>({ caseId: undefined, news: [] });
  if (seen.current.caseId !== row?.id) seen.current = { caseId: row?.id, news: [] };
  seen.current.news = [...new Set([...seen.current.news, ...(row?.news ?? [])])];
  return seen.current.news;
}

/** Single keys, never while somebody types. */
function useKeys(keys: Record<string, () => void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
