"use client";

import { useSyncExternalStore } from "react";

/** Whether a media query matches; on the server it doesn't, so the first picture is the narrow one. */
export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}
