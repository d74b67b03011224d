import { api } from "@/components/api-client";
import { LOCALE_COOKIE, type Locale, THEME_COOKIE, type Theme } from "@/lib/i18n";

const YEAR = 365 * 24 * 3600;

function remember(name: string, value: string) {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers on the wards
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

export function chooseTheme(theme: Theme) {
  remember(THEME_COOKIE, theme);
  document.documentElement.dataset.theme = theme;
}

/**
 * For this browser at once, and for the mails of who is signed in. The page itself is to be rendered anew by the
 * caller (`router.refresh()`).
 */
export function chooseLocale(locale: Locale) {
  remember(LOCALE_COOKIE, locale);
  // The screen has changed already; mails follow when the server is back.
  void api("/api/v1/me/locale", { method: "PUT", body: { locale } }).catch(() => undefined);
}

export function currentTheme(): Theme {
  if (typeof document === "undefined") return "system";
  const value = document.documentElement.dataset.theme;
  return value === "light" || value === "dark" ? value : "system";
}
