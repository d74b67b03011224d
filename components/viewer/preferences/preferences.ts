import { api } from "@/components/api-client";

/** Stored per person on the server, by sections; shapes as in `GET /api/v1/me/viewer-preferences`. */
export type ViewerPreferences = {
  keys?: Record<string, string[]>;
  layouts?: Record<string, unknown>;
  tools?: Record<string, unknown>;
};

const ADDRESS = "/api/v1/me/viewer-preferences";

let current: ViewerPreferences = {};
let hasLoaded = false;
const listeners = new Set<() => void>();

/** What this person likes: one copy for the page, read with `usePreferences` and changed with `savePreferences`. */
export const preferences = {
  get: () => current,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

function replace(next: ViewerPreferences): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Asks the server, once; without an answer everything is as usual. */
export async function loadPreferences(): Promise<void> {
  if (hasLoaded) return;
  hasLoaded = true;
  const loaded = await api<ViewerPreferences>(ADDRESS).catch(() => undefined);
  if (loaded) replace({ ...loaded, ...current });
}

/** Replaces sections here at once and on the server. @throws ApiProblem when they could not be kept */
export async function savePreferences(sections: ViewerPreferences): Promise<void> {
  hasLoaded = true;
  replace({ ...current, ...sections });
  await api(ADDRESS, { method: "PUT", body: sections });
}
