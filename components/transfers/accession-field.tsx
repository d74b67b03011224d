"use client";

import { useTranslations } from "next-intl";
import { Field, Input } from "@/components/ui";

type AccessionFieldProps = { foreign: string; value: string; onChange: (value: string) => void };

/** The local order's number; empty is a choice too: the foreign one never stays. */
export function AccessionField({ foreign, value, onChange }: AccessionFieldProps) {
  const t = useTranslations("transfers.fields");
  return (
    <Field
      label={t("accessionNumber")}
      hint={foreign ? t("accessionWas", { number: foreign }) : t("accessionWasNone")}
      optional
      className="max-w-xs"
    >
      <Input
        autoComplete="off"
        maxLength={16}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
