import { useLocale } from "next-intl";
import { useMemo } from "react";
import { createFormat, DEFAULT_LOCALE, type Format, isLocale } from "@/lib/i18n";

/** Dates, ages, sizes and names in the language of the page; server components call `createFormat` themselves. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => createFormat(isLocale(locale) ? locale : DEFAULT_LOCALE), [locale]);
}
