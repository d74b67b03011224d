"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { follow, type LiveEvent, type LiveState, liveState, onLiveState } from "./live-connection";

/** Without events a page asks by itself this often. */
const FALLBACK_MS = 20_000;

/**
 * Follows topics ("share:{id}", "inbox:me"): `onEvent` is told of each happening, and of "refetch" when something may
 * have been missed: after every (re)connection, and now and then while there is none. Ask for what the page shows
 * again then: an event holds ids alone.
 */
export function useLive(topics: string[], onEvent: (event: LiveEvent) => void): LiveState {
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  const key = [...topics].sort().join("\n");
  useEffect(() => {
    if (key === "") return;
    const tell = (event: LiveEvent) => latest.current(event);
    const stop = follow(key.split("\n"), tell);
    const timer = setInterval(() => {
      if (liveState() !== "open") tell({ topic: "", kind: "refetch" });
    }, FALLBACK_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [key]);
  return useSyncExternalStore(onLiveState, liveState, () => "connecting" as const);
}
