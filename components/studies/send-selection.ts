const KEY = "send-studies";

/** Remembers what is to be sent, for the page /send; addresses stay free of it. */
export function rememberSelection(studyInstanceUids: readonly string[]) {
  sessionStorage.setItem(KEY, JSON.stringify(studyInstanceUids));
}

/** The Study Instance UIDs chosen on the studies page; they stay until `clearSelection`. */
export function rememberedSelection(): string[] {
  const stored = sessionStorage.getItem(KEY);
  const parsed: unknown = stored ? JSON.parse(stored) : [];
  return Array.isArray(parsed) ? parsed.filter((uid) => typeof uid === "string") : [];
}

export function clearSelection() {
  sessionStorage.removeItem(KEY);
}
