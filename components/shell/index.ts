export { FirstPage } from "./first-page";
export { canSend, canUpload, homeFor } from "./navigation";
export { PortalShell } from "./portal-shell";

export { QueryProvider } from "./query-provider";
export { useHandedSearch } from "./search-handoff";
export { SessionEnded } from "./session-ended";
export { ShellUserProvider, useShellUser } from "./shell-user";
export { useDebounced } from "./use-debounced";
export { walkRows } from "./walk-rows";
