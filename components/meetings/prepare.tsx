"use client";

import { CheckCheck, ChevronLeft, ChevronRight, MonitorPlay, Sparkles } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { useShellUser } from "@/components/shell";
import { Badge, Button, EmptyState, PatientBanner, SkeletonRows, useFormat } from "@/components/ui";
import type { Board, Case } from "@/lib/meetings";
import { BackToBoard } from "./back-to-board";
import { Opinions, OwnOpinion } from "./case-drafts";
import { CaseImages } from "./case-images";
import { Light } from "./lights";
import { newestShare, viewerHref } from "./meeting";
import { PrepareRow } from "./prepare-row";
import { Section } from "./section";
import { useKeys } from "./use-keys";
import { useLooked } from "./use-looked";
import { useBoard, useCase, useCaseAction } from "./use-meeting";
import { useNews } from "./use-news";

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
          <BackToBoard board={board} />
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
            <div className="flex-1 basis-40 max-sm:basis-full">
              <p className="md:hidden">
                <BackToBoard board={board} />
              </p>
              <h1 className="text-xl font-semibold">{t("prepare.title")}</h1>
            </div>
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
          <p className="text-sm text-muted max-md:hidden">
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
