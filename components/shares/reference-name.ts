import type { useTranslations } from "next-intl";
import type { ImageReference, Share } from "./share";

/** A place in words: the series, and which image of it. */
export function nameOf(
  share: Share,
  reference: ImageReference,
  r: ReturnType<typeof useTranslations<"shares.references">>,
): string {
  const series = share.studies
    .find(({ studyInstanceUid }) => studyInstanceUid === reference.studyInstanceUid)
    ?.series.find(({ seriesInstanceUid }) => seriesInstanceUid === reference.seriesInstanceUid);
  const name = series?.description || series?.modality || r("series");
  return reference.frame === undefined ? name : r("place", { series: name, frame: reference.frame });
}
