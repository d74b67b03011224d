import type { RecipientOption } from "@/components/shares";

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

const ADDRESS_KEY = "beeldbrug.send-to";

/** The address book hands over whom to send to. */
export function rememberAddress(address: RecipientOption) {
  sessionStorage.setItem(ADDRESS_KEY, JSON.stringify(address));
}

/** Whom the address book chose, once. */
export function takeAddress(): RecipientOption | undefined {
  const text = sessionStorage.getItem(ADDRESS_KEY);
  sessionStorage.removeItem(ADDRESS_KEY);
  try {
    const parsed = text === null ? undefined : (JSON.parse(text) as RecipientOption);
    return typeof parsed?.addressId === "string" ? parsed : undefined;
  } catch {
    return undefined;
  }
}
