import { useTranslations } from "next-intl";
import type { PDFDocumentProxy, RenderTask, TextLayer } from "pdfjs-dist";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Pdfjs } from "./open-pdf";

/** No canvas is larger, whatever the zoom: phones refuse more. */
const MOST_PIXELS = 16_000_000;

type Props = {
  pdfjs: Pdfjs;
  pdf: PDFDocumentProxy;
  number: number;
  /** In CSS pixels. */
  width: number;
  /** Height by width, until the page itself is read. */
  firstRatio: number;
  scroller: RefObject<HTMLElement | null>;
};

/** One page as a picture with its text over it, to be selected, searched and read aloud; drawn when it comes near. */
export function PdfPage({ pdfjs, pdf, number, width, firstRatio, scroller }: Props) {
  const t = useTranslations("documents");
  const holder = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const isNear = useIsNear(holder, scroller);
  const [ratio, setRatio] = useState(firstRatio);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    if (!isNear || width <= 0) return;
    let isOver = false;
    let drawing: RenderTask | undefined;
    let layer: TextLayer | undefined;
    const draw = async () => {
      const page = await pdf.getPage(number);
      const size = page.getViewport({ scale: 1 });
      if (isOver || !canvas.current || !text.current) return;
      setRatio(size.height / size.width);
      const viewport = page.getViewport({ scale: width / size.width });
      const density = Math.min(
        window.devicePixelRatio || 1,
        Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)),
      );
      canvas.current.width = Math.floor(viewport.width * density);
      canvas.current.height = Math.floor(viewport.height * density);
      drawing = page.render({
        canvas: canvas.current,
        viewport,
        transform: [density, 0, 0, density, 0, 0],
      });
      text.current.replaceChildren();
      text.current.style.setProperty("--total-scale-factor", String(viewport.scale));
      layer = new pdfjs.TextLayer({
        textContentSource: page.streamTextContent(),
        container: text.current,
        viewport,
      });
      await Promise.all([drawing.promise, layer.render()]);
    };
    draw().catch(() => {
      if (!isOver) setFailed(true);
    });
    return () => {
      isOver = true;
      drawing?.cancel();
      layer?.cancel();
    };
  }, [pdfjs, pdf, number, width, isNear]);

  return (
    <section
      ref={holder}
      aria-label={t("page", { number })}
      data-page={number}
      className="relative mx-auto shrink-0 bg-white shadow-sm"
      style={{ width, height: width * ratio }}
    >
      {isNear && !hasFailed && (
        <>
          <canvas ref={canvas} className="block size-full" aria-hidden />
          <div ref={text} className="pdf-text" />
        </>
      )}
      {hasFailed && <p className="p-6 text-center text-sm text-[#3d4d50]">{t("pageFailed")}</p>}
    </section>
  );
}

/** Whether an element is within a screen's height of what is seen; pages further off cost no memory. */
function useIsNear(element: RefObject<HTMLElement | null>, root: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: root.current,
      rootMargin: "100% 0px",
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, root]);
  return isNear;
}
