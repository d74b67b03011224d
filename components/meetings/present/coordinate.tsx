"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { Button, cn, EmptyState, PatientBanner, SkeletonRows, useFormat } from "@/components/ui";
import type { Board } from "@/lib/meetings";
import { BackToBoard } from "../back-to-board";
import { CaseNote, Opinions } from "../case-drafts";
import { CaseOutcome } from "../case-outcome";
import { EndDialog } from "../end-dialog";
import { MeetingNote } from "../meeting-note";
import { useBoard, useCase } from "../use-meeting";
import { useStep } from "./use-step";

/** The coordinator's screen beside the projector: where the meeting is, the time, notes and outcome. */
export function Coordinate({ id, initial }: { id: string; initial?: Board }) {
  const t = useTranslations("meetings");
  const { board } = useBoard(id, initial);
  if (board.isError && !board.data)
    return <ProblemState error={board.error} onRetry={() => board.refetch()} level={1} />;
  if (!board.data) return <SkeletonRows rows={8} />;
  if (!board.data.isLead || !board.data.isOpen)
    return (
      <EmptyState
        level={1}
        title={t(board.data.isOpen ? "failed.forbidden" : "board.closed")}
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
  const { index, go } = useStep(board);
  const [isClosing, setClosing] = useState(false);
  const row = board.cases[index];
  const found = useCase(row?.id ?? null);
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  return (
    <div className="absolute inset-0 flex">
      <section className="scroll-quiet hidden w-72 shrink-0 overflow-y-auto border-r bg-surface lg:block">
        <ol aria-label={t("board.label")}>
          {board.cases.map((each, at) => (
            <li key={each.id}>
              <button
                type="button"
                aria-current={at === index || undefined}
                onClick={() => go(at)}
                className={cn(
                  "flex w-full gap-2 border-b px-4 py-2 text-left text-sm hover:bg-sunken",
                  at === index && "bg-accent-soft",
                )}
              >
                <span className="w-5 shrink-0 text-right text-muted tabular-nums">{at + 1}</span>
                <span className="min-w-0 flex-1 break-words">{format.personName(each.patient.name)}</span>
                <span className="text-xs text-muted">
                  {each.signedAt ? t("board.signed") : t("minutes", { count: each.estimatedMinutes })}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <div className="scroll-quiet min-w-0 flex-1 overflow-y-auto">
        {row && <PatientBanner patient={row.patient} className="sticky top-0 z-20" />}
        <div className="mx-auto flex max-w-3xl flex-col gap-5 p-4">
          <header className="flex flex-wrap items-center gap-2">
            <div className="min-w-0 flex-1 basis-60">
              <BackToBoard board={board} />
              <h1 className="text-xl font-semibold">{t("present.coordinate")}</h1>
            </div>
            <Clock board={board} plannedMinutes={row?.estimatedMinutes} />
            <Button asChild>
              <a href={`/present/${board.id}`} target="beeldbrug-projector" rel="opener">
                <ExternalLink aria-hidden />
                {t("present.projector")}
              </a>
            </Button>
          </header>
          {!isOver && (
            <div className="flex flex-wrap items-center gap-2">
              <Button disabled={index <= 0} onClick={() => go(index - 1)}>
                {t("actions.previous")}
              </Button>
              <Button
                variant="primary"
                disabled={index >= board.cases.length - 1}
                onClick={() => go(index + 1)}
              >
                {row ? t("actions.next") : t("present.start")}
              </Button>
              <span className="text-sm text-muted tabular-nums">
                {row
                  ? t("present.place", { position: index + 1, count: board.cases.length })
                  : t("present.waiting")}
              </span>
              <Button className="ml-auto" variant="quiet" onClick={() => setClosing(true)}>
                {t("actions.close")}
              </Button>
            </div>
          )}
          {row && found.data?.id === row.id && (
            <>
              <p className="whitespace-pre-wrap break-words">{row.question}</p>
              {!isOver && <CaseNote board={board} found={found.data} rows={4} label={t("case.notes")} />}
              <CaseOutcome board={board} found={found.data} isOver={isOver} />
              <Opinions found={found.data} />
            </>
          )}
          {row && found.isError && found.data?.id !== row.id && (
            <ProblemState error={found.error} onRetry={() => found.refetch()} />
          )}
          {row && found.isPending && <SkeletonRows rows={6} />}
          {!isOver && <MeetingNote board={board} />}
        </div>
      </div>
      {isClosing && <EndDialog board={board} kind="close" onClose={() => setClosing(false)} />}
    </div>
  );
}

/** How long this case has taken, of what was planned. */
function Clock({ board, plannedMinutes }: { board: Board; plannedMinutes: number | undefined }) {
  const t = useTranslations("meetings.present");
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (!board.currentSince || now === null || plannedMinutes === undefined) return null;
  const seconds = Math.max(0, Math.floor((now - Date.parse(board.currentSince)) / 1000));
  const isLate = seconds > plannedMinutes * 60;
  return (
    <p role="timer" aria-label={t("clock")} className="text-right tabular-nums">
      <span className={cn("block text-2xl leading-7 font-semibold", isLate && "text-warn")}>
        {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
      </span>
      <span className="block text-xs text-muted">{t("planned", { minutes: plannedMinutes })}</span>
    </p>
  );
}
