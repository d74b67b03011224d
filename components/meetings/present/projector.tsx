"use client";

import { Loader2, Maximize2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ProblemState } from "@/components/problem-state";
import { Button, EmptyState, useFormat } from "@/components/ui";
import { ViewerEntry } from "@/components/viewer";
import type { Board, Case, CaseRow } from "@/lib/meetings";
import { useBoard, useCase } from "../use-meeting";
import { PictureStage } from "./picture-stage";
import { forgetPictures, usePictures, usePicturesAround } from "./use-pictures";
import { useStep } from "./use-step";

type ProjectorProps = { id: string; initial?: Board; locale: "nl" | "en" };

/** What the room sees: one case at a time, its key images first; the coordinator's screen follows. */
export function Projector({ id, initial, locale }: ProjectorProps) {
  const t = useTranslations("meetings");
  const { board } = useBoard(id, initial);
  useEffect(() => () => forgetPictures(), []);
  if (board.isError && !board.data)
    return <ProblemState error={board.error} onRetry={() => board.refetch()} level={1} />;
  if (!board.data) return null;
  if (!board.data.isOpen || board.data.cases.length === 0)
    return <EmptyState level={1} title={t(board.data.isOpen ? "board.empty" : "board.closed")} />;
  return <Stage board={board.data} locale={locale} />;
}

function Stage({ board, locale }: { board: Board; locale: "nl" | "en" }) {
  const t = useTranslations("meetings");
  const format = useFormat();
  const { index, go } = useStep(board);
  const row = board.cases[index];
  const next = board.cases[index + 1];
  // Of one case: another one begins at its first picture, from the first time it is drawn.
  const [looked, setLooked] = useState({ caseId: row?.id, picture: 0, isLive: false });
  const { picture, isLive } = looked.caseId === row?.id ? looked : { picture: 0, isLive: false };
  const setPicture = (to: number) => setLooked({ caseId: row?.id, picture: to, isLive });
  const setLive = (isOn: boolean) => setLooked({ caseId: row?.id, picture, isLive: isOn });
  const current = usePictures(row);
  // Loaded ahead, so that the next case is on the screen at once.
  const ahead = usePictures(next);
  const hasAll = usePicturesAround(board.cases, index, !next || ahead.isReady);
  const found = useCase(row?.id ?? null);

  const keys = useRef<(key: string) => boolean>(() => false);
  keys.current = (key) => {
    if (key === "PageDown") go(index + 1);
    else if (key === "PageUp") go(index - 1);
    else if (isLive && live && key === "Escape") setLive(false);
    else if (isLive && live) return false;
    else if (key === "ArrowRight" || key === " ") go(index + 1);
    else if (key === "ArrowLeft") go(index - 1);
    else if (key === "ArrowDown") setPicture(Math.max(0, Math.min(picture + 1, current.pictures.length - 1)));
    else if (key === "ArrowUp") setPicture(Math.max(picture - 1, 0));
    else if (key.toLowerCase() === "l") setLive(row?.shares.some(({ isReady }) => isReady) ?? false);
    else if (key.toLowerCase() === "f") void document.documentElement.requestFullscreen?.().catch(() => {});
    else return false;
    return true;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (keys.current(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    // Before the viewer's own keys.
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);

  const share = row?.shares.find(({ isReady }) => isReady);
  // The images that are on the screen, or the first there are.
  const live = current.pictures[picture] ?? share;
  if (isLive && live)
    return (
      <div className="theme-dark relative h-dvh bg-[#0b0e11]">
        <ViewerEntry
          shareId={live.shareId}
          {...("studyInstanceUid" in live && {
            studyInstanceUid: live.studyInstanceUid,
            seriesInstanceUid: live.seriesInstanceUid,
          })}
          locale={locale}
        />
        <button
          type="button"
          onClick={() => setLive(false)}
          className="fixed right-4 bottom-10 z-60 rounded-md border border-white/40 bg-black/80 px-3 py-2 text-sm text-white"
        >
          {t("present.keyImages")} (Esc)
        </button>
      </div>
    );
  return (
    <main
      data-case={row?.id}
      data-has-all={hasAll}
      className="theme-dark flex h-dvh flex-col bg-[#0b0e11] text-[#e5edee] lg:flex-row"
      aria-label={t("present.title")}
    >
      <section className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        {!row ? (
          <div className="grid flex-1 place-items-center">
            <div className="flex flex-col items-center gap-4 p-6 text-center">
              <h1 className="text-2xl font-semibold">{board.title}</h1>
              <p className="text-lg">{t("cases", { count: board.cases.length })}</p>
              <Button variant="primary" size="lg" onClick={() => go(0)}>
                {t("present.start")}
              </Button>
              <Ahead isReady={ahead.isReady} />
            </div>
          </div>
        ) : (
          <PictureStage
            key={row.id}
            pictures={current.pictures}
            isPending={current.isPending}
            isFailed={current.isFailed}
            index={picture}
            onIndex={setPicture}
          />
        )}
        <p className="px-4 py-1.5 text-xs text-[#a0b2b6]">
          {t("present.keys")} · {t("present.notForDiagnosis")}
        </p>
        <button
          type="button"
          aria-label={t("present.full")}
          onClick={() => void document.documentElement.requestFullscreen?.().catch(() => {})}
          className="absolute top-3 right-3 grid size-9 place-items-center rounded-md bg-black/60 text-white"
        >
          <Maximize2 aria-hidden className="size-4.5" />
        </button>
      </section>
      {row && (
        <aside
          aria-label={t("case.region")}
          className="flex max-h-[40dvh] w-full shrink-0 flex-col gap-4 overflow-y-auto border-t border-white/15 p-5 lg:max-h-none lg:w-100 lg:border-t-0 lg:border-l xl:w-116"
        >
          <header>
            <p className="text-sm text-[#a0b2b6] tabular-nums">
              {t("present.place", { position: index + 1, count: board.cases.length })}
            </p>
            <h1 className="text-2xl font-semibold break-words">{format.personName(row.patient.name)}</h1>
            <p className="text-lg tabular-nums">
              {format.date(row.patient.birthDate)}
              {row.patient.birthDate && ` (${format.age(row.patient.birthDate)})`} ·{" "}
              {row.patient.patientIdentifier}
            </p>
            <p className="text-[#a0b2b6]">
              {row.organization} · {row.presenter?.name ?? row.referrer.name}
            </p>
          </header>
          <Words row={row} found={found.data} />
          {found.isError && !found.data && <p role="alert">{t("present.wordsFailed")}</p>}
          {share && (
            <Button className="w-fit" onClick={() => setLive(true)}>
              {t("present.live")} (L)
            </Button>
          )}
          <footer className="mt-auto flex items-center gap-2">
            <Button disabled={index <= 0} onClick={() => go(index - 1)}>
              {t("actions.previous")}
            </Button>
            <Button variant="primary" disabled={!next} onClick={() => go(index + 1)}>
              {t("actions.next")}
            </Button>
            {next && <Ahead isReady={ahead.isReady} />}
          </footer>
        </aside>
      )}
    </main>
  );
}

function Words({ row, found }: { row: CaseRow; found: Case | undefined }) {
  const t = useTranslations("meetings");
  const opinions = found?.id === row.id ? found.opinionTexts : [];
  return (
    <>
      <section aria-label={t("question")}>
        <h2 className="text-sm text-[#a0b2b6]">{t("question")}</h2>
        <p className="text-lg whitespace-pre-wrap break-words">{row.question}</p>
      </section>
      {found?.id === row.id && found.pathologyNote && (
        <section aria-label={t("kinds.PATHOLOGY")}>
          <h2 className="text-sm text-[#a0b2b6]">{t("kinds.PATHOLOGY")}</h2>
          <p className="whitespace-pre-wrap break-words">{found.pathologyNote}</p>
        </section>
      )}
      {opinions.length > 0 && (
        <section aria-label={t("case.opinions")}>
          <h2 className="text-sm text-[#a0b2b6]">{t("case.opinions")}</h2>
          {opinions.map((opinion) => (
            <p key={opinion.userId} className="mt-1 whitespace-pre-wrap break-words">
              <span className="text-[#a0b2b6]">{opinion.name}: </span>
              {opinion.text}
            </p>
          ))}
        </section>
      )}
    </>
  );
}

function Ahead({ isReady }: { isReady: boolean }) {
  const t = useTranslations("meetings.present");
  return (
    <span
      data-testid="ahead"
      data-ready={isReady}
      className="flex items-center gap-1.5 text-xs text-[#a0b2b6]"
    >
      {!isReady && <Loader2 aria-hidden className="size-3.5 motion-safe:animate-spin" />}
      {isReady ? t("ready") : t("loading")}
    </span>
  );
}
