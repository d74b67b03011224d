import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DisplaySet } from "../data/display-sets";
import { useKeyImages } from "./use-key-images";

type Props = { displaySet: DisplaySet; index: number };

/** A star and the notes on a key image, and where the others of its stack are beside the slider. */
export function KeyImageBadge({ displaySet, index }: Props) {
  const t = useTranslations("viewerTools");
  const marks = useKeyImages();
  const frame = displaySet.frames[index];
  const of = (place: { sopInstanceUid: string; frame: number }) =>
    marks.filter((mark) => mark.sopInstanceUid === place.sopInstanceUid && mark.frame === place.frame);
  const here = frame ? of(frame) : [];
  const last = Math.max(1, displaySet.frames.length - 1);
  return (
    <>
      {here.length > 0 && (
        <div className="viewer-key-image" data-testid="key-image" role="note">
          <Star aria-label={t("keyImages.star")} size={14} fill="currentColor" />
          <span>
            {here
              .filter((mark) => mark.note)
              .map((mark) => `${mark.note} (${mark.author})`)
              .join(" · ")}
          </span>
        </div>
      )}
      {displaySet.frames.length > 1 &&
        displaySet.frames.map((each, at) =>
          of(each).length > 0 ? (
            <span
              key={each.imageId}
              aria-hidden
              className="viewer-slider-mark"
              data-testid="key-image-tick"
              style={{ top: `calc(14px + (100% - 28px) * ${at / last})` }}
            />
          ) : null,
        )}
    </>
  );
}
