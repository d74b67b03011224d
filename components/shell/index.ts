export { canSend, canUpload, homeFor, type ShellRole } from "./navigation";
export { PortalShell } from "./portal-shell";
export { chooseLocale, chooseTheme } from "./preferences";
export { QueryProvider } from "./query-provider";
export { useHandedSearch } from "./search-handoff";
export { SessionEnded } from "./session-ended";
export { type ShellUser, ShellUserProvider, useShellUser } from "./shell-user";
export { useDebounced } from "./use-debounced";
