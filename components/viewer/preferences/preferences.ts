import { api } from "@/components/api-client";

/** Stored per person on the server, by sections; shapes as in `GET /api/v1/me/viewer-preferences`. */
export type ViewerPreferences = {
  keys?: Record<string, string[]>;
  layouts?: Record<string, unknown>;
  tools?: Record<string, unknown>;
};

/** Sections as they are to be, made from all there is. */
export type PreferenceChange = (now: ViewerPreferences) => ViewerPreferences;

const ADDRESS = "/api/v1/me/viewer-preferences";

let current: ViewerPreferences = {};
let loading: Promise<boolean> | undefined;
/** Chosen before the server's answer was there: to be done again on what it says. */
let early: PreferenceChange[] = [];
/** A later choice never arrives before an earlier one. */
let saving: Promise<unknown> = Promise.resolve();
const listeners = new Set<() => void>();

/** What this person likes: one copy for the page, read with `usePreferences` and changed with `changePreferences`. */
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
  await load();
}

/** @returns whether it is known what the server has */
function load(): Promise<boolean> {
  loading ??= ask().then((isKnown) => {
    if (!isKnown) loading = undefined;
    return isKnown;
  });
  return loading;
}

async function ask(): Promise<boolean> {
  const loaded = await api<ViewerPreferences>(ADDRESS).catch(() => undefined);
  if (!loaded) return false;
  for (const change of early) Object.assign(loaded, change(loaded));
  replace(loaded);
  early = [];
  return true;
}

/**
 * Changes sections here at once and on the server, which replaces a section as a whole: one is only sent when it is
 * known what else stands in it. @throws Error when they could not be kept
 */
export async function changePreferences(change: PreferenceChange): Promise<void> {
  const sections = change(current);
  early.push(change);
  replace({ ...current, ...sections });
  if (!(await load())) throw new Error("what else is in the section isn't known");
  early = early.filter((each) => each !== change);
  const kept = Object.keys(sections) as (keyof ViewerPreferences)[];
  const turn = saving.then(() =>
    api(ADDRESS, {
      method: "PUT",
      body: Object.fromEntries(kept.map((section) => [section, current[section]])),
    }),
  );
  saving = turn.catch(() => undefined);
  await turn;
}
