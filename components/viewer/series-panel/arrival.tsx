import { useTranslations } from "next-intl";
import type { StudySummary } from "../data/load-study";
import type { ViewerProps } from "../types";

type Props = { studies: StudySummary[]; arrival: ViewerProps["arrival"]; isArriving: boolean };

/** How much of what was sent is here, while more may come: nobody takes a part for the whole. */
export function Arrival({ studies, arrival, isArriving }: Props) {
  const t = useTranslations("viewer.arrival");
  if (!isArriving) return null;
  const count = studies
    .filter((study) => study.isOpen)
    .flatMap((study) => study.series)
    .reduce((sum, series) => sum + series.instanceCount, 0);
  const expected = arrival?.expected ?? null;
  return (
    <p className="viewer-arrival" role="status" data-testid="arrival">
      {expected !== null && expected > count ? t("of", { count, expected }) : t("more", { count })}
    </p>
  );
}
