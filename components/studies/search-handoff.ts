const KEY = "studies-search";
const EVENT = "beeldbrug:studies-search";

/** Hands a search to the studies page without an address: what people search for is patient data. */
export function handOffSearch(text: string) {
  sessionStorage.setItem(KEY, text);
  window.dispatchEvent(new Event(EVENT));
}

/** The search handed over, once. */
export function takeSearch(): string | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return text;
}

export function onSearchHandedOff(listener: () => void): () => void {
  window.addEventListener(EVENT, listener);
  return () => window.removeEventListener(EVENT, listener);
}
