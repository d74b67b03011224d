"use client";

import { useTranslations } from "next-intl";
import { Checkbox, Notice } from "@/components/ui";

type DifferencesProps = {
  differences: string[];
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
};

/** What says that these may be two people; whoever goes on has to say that it isn't so. */
export function Differences({ differences, isConfirmed, onConfirm }: DifferencesProps) {
  const t = useTranslations("transfers.differences");
  if (differences.length === 0) return null;
  return (
    <div role="alert" className="flex flex-col gap-2">
      <Notice tone="danger" title={t("title")}>
        {t("text", { what: differences.map((each) => t(`what.${each as "bsn"}`)).join(", ") })}
      </Notice>
      <Checkbox
        label={t("confirm")}
        checked={isConfirmed}
        onCheckedChange={(checked) => onConfirm(checked === true)}
      />
    </div>
  );
}
