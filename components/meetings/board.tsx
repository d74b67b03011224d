"use client";

import {
  ArrowLeft,
  BellRing,
  CalendarClock,
  Ellipsis,
  MonitorPlay,
  NotebookPen,
  Plus,
  Users,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { isApiProblem } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import {
  Button,
  cn,
  DropdownMenu,
  EmptyState,
  IconButton,
  MenuItem,
  MenuSeparator,
  Notice,
  SkeletonRows,
  StatusBadge,
  toast,
  useFormat,
} from "@/components/ui";
import type { Board } from "@/lib/meetings";
import { Agenda } from "./agenda";
import { CasePanel } from "./case-panel";
import { EndDialog, MoveDialog } from "./end-dialog";
import { isComplete } from "./meeting";
import { MeetingNote } from "./meeting-note";
import { SubmitDialog } from "./submit-dialog";
import { useBoard, useMeetingAction } from "./use-meeting";

/** The whole meeting at a glance: the agenda left, the case that is open right. */
export function MeetingBoard({ id, initial }: { id: string; initial?: Board }) {
  const { board, live } = useBoard(id, initial);
  const t = useTranslations("meetings");
  if (board.isError && (!board.data || isApiProblem(board.error, "not_found")))
    return <ProblemState error={board.error} onRetry={() => board.refetch()} level={1} />;
  if (!board.data) return <SkeletonRows rows={10} />;
  return (
    <>
      <Loaded board={board.data} />
      <p role="status" className="sr-only">
        {live === "away" ? t("board.away") : ""}
      </p>
    </>
  );
}

function Loaded({ board }: { board: Board }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const act = useMeetingAction(board.id);
  // Of its own: a reminder sent meanwhile doesn't end the waiting for an order.
  const ordering = useMeetingAction(board.id);
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"submit" | "close" | "cancel" | "move" | null>(null);
  const open = board.cases.find(({ id }) => id === openId) ?? null;
  const total = board.cases.reduce((sum, { estimatedMinutes }) => sum + estimatedMinutes, 0);
  const incomplete = board.cases.filter((row) => !isComplete(row)).length;
  const isOver = board.state === "CLOSED" || board.state === "CANCELLED";
  const chase = (body: { caseId?: string; kinds?: string[] }) =>
    act.mutate({ action: "chase", body }, { onSuccess: () => toast.success(t("board.chasedToast")) });
  const agendaHref = (names: "yes" | "no") => `/api/v1/meetings/${board.id}/agenda?names=${names}`;

  return (
    <div className="absolute inset-0 flex">
      <section
        aria-label={board.title}
        className={cn(
          // On a phone the head goes along: it would leave the agenda half of the screen.
          "flex min-w-0 flex-1 flex-col max-lg:overflow-y-auto",
          openId && "hidden lg:flex",
        )}
      >
        <header className="flex shrink-0 flex-col gap-2 border-b bg-surface px-4 pt-3 pb-2.5">
          <Link
            href="/meetings"
            className="inline-flex min-h-6 w-fit items-center gap-1 text-sm text-accent-text hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t("back")}
          </Link>
          <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
            <div className="min-w-0 flex-1 basis-72">
              <h1 className="text-xl font-semibold break-words">{board.title}</h1>
              <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted tabular-nums">
                <span className="font-medium text-text">{format.dateTime(board.startsAt)}</span>
                <span>{[board.location, board.organization].filter(Boolean).join(" · ")}</span>
                <span className="inline-flex items-center gap-1">
                  <CalendarClock aria-hidden className="size-4" />
                  {t(new Date(board.submitBy) > new Date() ? "deadline" : "deadlinePassed", {
                    time: format.dateTime(board.submitBy),
                  })}
                </span>
                {board.state !== "PLANNED" && (
                  <StatusBadge tone={board.state === "RUNNING" ? "accent" : "neutral"}>
                    {t(`states.${board.state}`)}
                  </StatusBadge>
                )}
              </p>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              {board.isOpen && (
                <DropdownMenu trigger={<IconButton icon={Ellipsis} label={t("actions.more")} hideTooltip />}>
                  <MenuItem asChild>
                    <a href={agendaHref("yes")} download>
                      {t("actions.printNames")}
                    </a>
                  </MenuItem>
                  <MenuItem asChild>
                    <a href={agendaHref("no")} download>
                      {t("actions.printAnonymous")}
                    </a>
                  </MenuItem>
                  {board.isLead && !isOver && (
                    <>
                      <MenuSeparator />
                      <MenuItem onSelect={() => setDialog("move")}>{t("actions.move")}</MenuItem>
                      <MenuItem onSelect={() => setDialog("close")}>{t("actions.close")}</MenuItem>
                      <MenuItem onSelect={() => setDialog("cancel")}>{t("actions.cancel")}</MenuItem>
                    </>
                  )}
                </DropdownMenu>
              )}
              <Button asChild variant="quiet">
                <Link href={`/meetings/series/${board.seriesId}`}>
                  <Users aria-hidden />
                  {t("actions.series")}
                </Link>
              </Button>
              {board.isOpen && board.cases.length > 0 && (
                <Button asChild>
                  <Link href={`/meetings/${board.id}/prepare`}>
                    <NotebookPen aria-hidden />
                    {t("actions.prepare")}
                  </Link>
                </Button>
              )}
              {board.isLead && !isOver && board.cases.length > 0 && (
                <Button asChild>
                  <Link href={`/meetings/${board.id}/coordinate`}>
                    <MonitorPlay aria-hidden />
                    {t("actions.present")}
                  </Link>
                </Button>
              )}
              {board.canSubmit && (
                <Button variant="primary" onClick={() => setDialog("submit")}>
                  <Plus aria-hidden />
                  {t("actions.submit")}
                </Button>
              )}
            </div>
          </div>
          {board.cases.length > 0 && (
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm tabular-nums">
              <span>{t("cases", { count: board.cases.length })}</span>
              <span className={cn(total > board.durationMinutes && "font-medium text-warn")}>
                {t("total", { minutes: total, available: board.durationMinutes })}
              </span>
              {incomplete === 0 ? (
                <StatusBadge tone="ok">{t("complete")}</StatusBadge>
              ) : (
                <StatusBadge tone="warn">{t("incomplete", { count: incomplete })}</StatusBadge>
              )}
              {board.isLead && incomplete > 0 && !isOver && (
                <Button size="sm" variant="quiet" loading={act.isPending} onClick={() => chase({})}>
                  <BellRing aria-hidden />
                  {t("actions.chaseAll")}
                </Button>
              )}
            </p>
          )}
        </header>
        <div className="scroll-quiet lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
          {!board.isOpen && (
            <div className="p-4">
              <Notice title={t("board.closed")}>
                {board.amendableUntil && board.cases.length > 0
                  ? t("board.amendableText", { time: format.date(board.amendableUntil) })
                  : t("board.closedText")}
              </Notice>
            </div>
          )}
          {!board.isOpen && board.cases.length === 0 ? null : board.cases.length === 0 ? (
            <EmptyState title={t("board.empty")}>{t("board.emptyText")}</EmptyState>
          ) : (
            <Agenda
              cases={board.cases}
              startsAt={board.startsAt}
              openId={openId}
              isLead={board.isLead && !isOver}
              onOpen={setOpenId}
              isOrdering={ordering.isPending}
              onOrder={(caseIds) => ordering.mutate({ action: "order", method: "PUT", body: { caseIds } })}
              onChase={(caseId) => chase({ caseId })}
            />
          )}
          {board.isLead && board.isOpen && !isOver && (
            <div className="p-4">
              <MeetingNote board={board} />
            </div>
          )}
        </div>
      </section>
      <aside
        aria-label={t("case.region")}
        className={cn(
          "scroll-quiet min-w-0 overflow-y-auto border-l bg-canvas",
          openId ? "flex-1 lg:max-w-130 lg:basis-130 xl:max-w-160 xl:basis-160" : "hidden w-96 xl:block",
        )}
      >
        {openId ? (
          <CasePanel
            key={openId}
            board={board}
            caseId={openId}
            row={open}
            onClose={() => setOpenId(null)}
            onChase={(kinds) => chase({ caseId: openId, kinds })}
          />
        ) : (
          <EmptyState title={t("board.select")}>{t("board.selectText")}</EmptyState>
        )}
      </aside>
      {dialog === "submit" && (
        <SubmitDialog
          board={board}
          onClose={() => setDialog(null)}
          onDone={(caseId) => {
            setDialog(null);
            setOpenId(caseId);
          }}
        />
      )}
      {(dialog === "close" || dialog === "cancel") && (
        <EndDialog board={board} kind={dialog} onClose={() => setDialog(null)} />
      )}
      {dialog === "move" && <MoveDialog board={board} onClose={() => setDialog(null)} />}
    </div>
  );
}
