import { useTranslations } from "next-intl";
import { scrollTo } from "./viewport-actions";

type Props = { viewportId: string; index: number; count: number };

/** The position in the stack, at the right edge of the image. */
export function SliceSlider({ viewportId, index, count }: Props) {
  const t = useTranslations("viewer");
  if (count < 2) return null;
  return (
    <input
      type="range"
      className="viewer-slider"
      aria-label={t("viewport.slider")}
      aria-valuetext={t("overlay.image", { index: index + 1, count })}
      min={1}
      max={count}
      value={index + 1}
      onChange={(event) => scrollTo(viewportId, Number(event.target.value) - 1)}
    />
  );
}
