"use client";

import "./pdf.css";
import { ChevronDown, ChevronUp, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button, EmptyState, IconButton, Skeleton } from "@/components/ui";
import { openPdf, PdfError, type PdfFailure } from "./open-pdf";
import { PdfPage } from "./pdf-page";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
/** A page fills its room up to here: wider lines are hard to read. */
const WIDEST = 920;
const MARGIN = 16;

type Opened = Awaited<ReturnType<typeof openPdf>> & { ratio: number };

/** A PDF page under page, with page buttons and zoom. */
export function PdfDocument({ url, title }: { url: string; title: string }) {
  const t = useTranslations("documents");
  const [attempt, setAttempt] = useState(0);
  const { opened, failure } = useOpened(url, attempt);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const [zoom, setZoom] = useState(1);
  const [page, setPage] = useState(1);

  if (failure)
    return (
      <EmptyState
        title={t(`failed.${failure}.title`)}
        action={
          failure === "network" && (
            <Button onClick={() => setAttempt((before) => before + 1)}>{t("retry")}</Button>
          )
        }
      >
        {t(`failed.${failure}.text`)}
      </EmptyState>
    );

  const count = opened?.pdf.numPages ?? 0;
  const goTo = (number: number) => {
    const target = scroller.current?.querySelector<HTMLElement>(`[data-page="${number}"]`);
    if (target && scroller.current) scroller.current.scrollTop = target.offsetTop - MARGIN / 2;
  };
  const step = (by: 1 | -1) => {
    const next = ZOOMS[ZOOMS.indexOf(zoom) + by];
    if (next) setZoom(next);
  };
  const fit = Math.max(0, Math.min(width - 2 * MARGIN, WIDEST));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        role="toolbar"
        aria-label={t("toolbar")}
        className="flex items-center gap-1 border-b bg-surface px-2 py-1 text-sm tabular-nums"
      >
        <IconButton
          icon={ChevronUp}
          size="sm"
          label={t("previous")}
          disabled={page <= 1}
          onClick={() => goTo(page - 1)}
        />
        <IconButton
          icon={ChevronDown}
          size="sm"
          label={t("next")}
          disabled={page >= count}
          onClick={() => goTo(page + 1)}
        />
        <span role="status" className="px-1 whitespace-nowrap">
          {count > 0 ? t("pageOf", { number: page, count }) : t("opening")}
        </span>
        <span className="flex-1" />
        <IconButton
          icon={ZoomOut}
          size="sm"
          label={t("zoomOut")}
          disabled={zoom === ZOOMS[0]}
          onClick={() => step(-1)}
        />
        <Button size="sm" variant="quiet" aria-label={t("fit")} title={t("fit")} onClick={() => setZoom(1)}>
          {Math.round(zoom * 100)}%
        </Button>
        <IconButton
          icon={ZoomIn}
          size="sm"
          label={t("zoomIn")}
          disabled={zoom === ZOOMS.at(-1)}
          onClick={() => step(1)}
        />
      </div>
      <div
        ref={scroller}
        role="document"
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls is read with the arrow keys
        tabIndex={0}
        onScroll={(event) => setPage(pageInSight(event.currentTarget))}
        className="pdf-pages relative flex min-h-0 flex-1 flex-col gap-2 overflow-auto bg-sunken p-2"
      >
        {!opened && <Skeleton className="mx-auto aspect-[1/1.41] w-full max-w-[920px] shrink-0" />}
        {opened &&
          fit > 0 &&
          Array.from({ length: count }, (_, index) => (
            <PdfPage
              // biome-ignore lint/suspicious/noArrayIndexKey: pages never move
              key={index}
              pdfjs={opened.pdfjs}
              pdf={opened.pdf}
              number={index + 1}
              width={Math.round(fit * zoom)}
              firstRatio={opened.ratio}
              scroller={scroller}
            />
          ))}
      </div>
    </div>
  );
}

function useOpened(url: string, attempt: number): { opened: Opened | null; failure: PdfFailure | null } {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<PdfFailure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it anew
  useEffect(() => {
    const abort = new AbortController();
    setOpened(null);
    setFailure(null);
    const open = async () => {
      const answer = await openPdf(url, abort.signal);
      const size = (await answer.pdf.getPage(1)).getViewport({ scale: 1 });
      if (!abort.signal.aborted) setOpened({ ...answer, ratio: size.height / size.width });
    };
    open().catch((error: unknown) => {
      if (!abort.signal.aborted) setFailure(error instanceof PdfError ? error.failure : "broken");
    });
    return () => abort.abort();
  }, [url, attempt]);
  return { opened, failure };
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The last page that begins above the middle of what is seen. */
function pageInSight(scroller: HTMLElement): number {
  const middle = scroller.scrollTop + scroller.clientHeight / 2;
  const pages = [...scroller.querySelectorAll<HTMLElement>("[data-page]")];
  return Number(pages.findLast((page) => page.offsetTop <= middle)?.dataset.page ?? 1);
}
