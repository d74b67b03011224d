import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { number, text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { isWorthPreview } from "../data/line-speed";

/** Two megapixels: a radiograph, not a slice. */
const LARGE = 2_000_000;
const WIDEST = 1600;

/**
 * The address of the server's picture of a frame, when that comes well before the frame itself: of CT and of large
 * images on a line that is slow for their size. Null otherwise.
 */
function previewOf(displaySet: DisplaySet, index: number): string | null {
  const frame = displaySet.frames[index];
  if (!frame) return null;
  const { dataset } = frame;
  const pixels = (number(dataset, "00280010") ?? 0) * (number(dataset, "00280011") ?? 0);
  const samples = number(dataset, "00280002") ?? 1;
  const bytes = (pixels * samples * (number(dataset, "00280100") ?? 16)) / 8;
  const isKind = text(dataset, "00080060") === "CT" || pixels >= LARGE;
  if (!isKind || !isWorthPreview(bytes)) return null;
  const size = Math.min(WIDEST, Math.round(window.innerHeight * Math.min(window.devicePixelRatio, 2)));
  return `${frame.imageId.slice("wadors:".length)}/rendered?viewport=${size},${size}&quality=75`;
}

/** A frame that is waited for longer than this may get its preview; asked again as often, for the line's speed shows. */
const WAIT_MS = 150;

/** The preview of an image that lets itself be waited for; null once it is there. */
export function usePreview(
  displaySet: DisplaySet | null | undefined,
  index: number,
  isWaiting: boolean,
): string | null {
  const [src, setSrc] = useState<string | null>(null);
  useEffect(() => {
    setSrc(null);
    if (!isWaiting || !displaySet) return;
    const timer = setInterval(() => {
      const found = previewOf(displaySet, index);
      if (!found) return;
      setSrc(found);
      clearInterval(timer);
    }, WAIT_MS);
    return () => clearInterval(timer);
  }, [displaySet, index, isWaiting]);
  return src;
}

/** The picture that stands in for an image until its own bytes are there, and says so. */
export function Preview({ src }: { src: string }) {
  const t = useTranslations("viewer");
  const [isShown, setShown] = useState(false);
  return (
    <div className="viewer-preview" data-quality={isShown ? "preview" : undefined}>
      {/* biome-ignore lint/performance/noImgElement: served by the DICOMweb root with the reader's own rights */}
      <img src={src} alt="" draggable={false} hidden={!isShown} onLoad={() => setShown(true)} />
      {isShown && <p role="status">{t("quality.preview")}</p>}
    </div>
  );
}
