import type { ReferredPlace } from "./places";

let current: readonly ReferredPlace[] = [];
const listeners = new Set<() => void>();

/** The places that are marked over the images now: they go round React, straight to the canvases. */
export const shownPlaces = {
  get: () => current,
  set(places: readonly ReferredPlace[]) {
    if (places.length === 0 && current.length === 0) return;
    current = places;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
