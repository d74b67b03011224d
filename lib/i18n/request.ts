import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, LOCALE_COOKIE, matchLocale } from "./locales";
import { loadMessages } from "./messages";
import { TIME_ZONE } from "./time-zone";

/** next-intl's door: the visitor's own choice (cookie) before the browser's languages. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen) ? chosen : matchLocale((await headers()).get("accept-language"));
  return { locale, messages: loadMessages(locale), timeZone: TIME_ZONE };
});
