export * from "./format";
export {
  DEFAULT_LOCALE,
  isLocale,
  isTheme,
  LOCALE_COOKIE,
  LOCALES,
  type Locale,
  matchLocale,
  THEME_COOKIE,
  THEMES,
  type Theme,
} from "./locales";
export { formatPersonName } from "./person-name";
export { TIME_ZONE } from "./time-zone";
