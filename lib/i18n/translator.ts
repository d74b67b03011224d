import { createTranslator } from "next-intl";
import { createFormat, type Format } from "./format";
import type { Locale } from "./locales";
import { loadMessages, type Namespace } from "./messages";
import { TIME_ZONE } from "./time-zone";

export type Translate = (key: string, values?: Record<string, string | number | Date>) => string;

/** Messages of one namespace outside a page (mails, jobs, documents), with the formats of the same language. */
export function getTranslator(locale: Locale, namespace: Namespace): { t: Translate; format: Format } {
  const translate = createTranslator({
    locale,
    messages: loadMessages(locale),
    namespace,
    timeZone: TIME_ZONE,
  });
  return { t: (key, values) => translate(key as never, values as never), format: createFormat(locale) };
}
