"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatBsn } from "@/lib/i18n";

/** The citizen number, hidden until somebody wants it and in groups of three then. */
export function Bsn({ value }: { value: string | null | undefined }) {
  const t = useTranslations("common.patient");
  const [isShown, setShown] = useState(false);
  if (!value) return <span className="text-muted">{t("bsnNone")}</span>;
  const Icon = isShown ? EyeOff : Eye;
  return (
    <button
      type="button"
      aria-label={isShown ? t("bsnHide") : t("bsnShow")}
      aria-expanded={isShown}
      onClick={() => setShown(!isShown)}
      className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-accent-text tabular-nums underline-offset-3 hover:underline"
    >
      <span aria-live="polite">{isShown ? formatBsn(value) : "••• ••• •••"}</span>
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}
