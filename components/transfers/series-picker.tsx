"use client";

import { useTranslations } from "next-intl";
import { Checkbox, Field } from "@/components/ui";

export type SeriesChoice = {
  seriesInstanceUid: string;
  modality: string;
  seriesNumber: number | null;
  description: string;
  instanceCount: number;
};

type SeriesPickerProps = {
  series: SeriesChoice[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
};

/** Which series go along; all of them unless somebody says otherwise. */
export function SeriesPicker({ series, chosen, onChange }: SeriesPickerProps) {
  const t = useTranslations("transfers.send");
  if (series.length < 2) return null;
  const toggle = (uid: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, uid] : chosen.filter((each) => each !== uid));
  return (
    <Field label={t("series", { chosen: chosen.length, total: series.length })} as="group">
      <div className="scroll-quiet max-h-48 overflow-y-auto rounded-md border px-3 py-2">
        {series.map(({ seriesInstanceUid, seriesNumber, modality, description, instanceCount }) => (
          <Checkbox
            key={seriesInstanceUid}
            checked={chosen.includes(seriesInstanceUid)}
            onCheckedChange={(checked) => toggle(seriesInstanceUid, checked === true)}
            label={
              <span className="tabular-nums">
                {[seriesNumber, modality, description]
                  .filter((part) => part !== null && part !== "")
                  .join(" · ")}{" "}
                <span className="text-muted">({instanceCount})</span>
              </span>
            }
          />
        ))}
      </div>
    </Field>
  );
}
