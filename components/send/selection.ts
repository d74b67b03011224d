/** What other pages chose to send, handed over in the tab: addresses stay free of it. */
const KEY = "beeldbrug.send";

export type Chosen = { studyInstanceUid: string; seriesInstanceUids?: string[] };

export function rememberChosen(studies: Chosen[]) {
  sessionStorage.setItem(KEY, JSON.stringify({ studies }));
}

export function rememberedChosen(): Chosen[] {
  try {
    const parsed: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    const { studies } = parsed as { studies?: unknown };
    if (!Array.isArray(studies)) return [];
    return studies.filter((study): study is Chosen => typeof study?.studyInstanceUid === "string");
  } catch {
    return [];
  }
}

export function forgetChosen() {
  sessionStorage.removeItem(KEY);
}
