"use client";

import { useEffect } from "react";

type Target = "studies" | "directory";

const EVENT = "beeldbrug:search";
const keyOf = (target: Target) => `search:${target}`;

/** Hands a search to another page without an address: what people search for is patient data. */
export function handOffSearch(target: Target, text: string) {
  sessionStorage.setItem(keyOf(target), text);
  window.dispatchEvent(new Event(EVENT));
}

/** Takes a search that was handed over, once, whether the page is opening or open. `onText` must be stable. */
export function useHandedSearch(target: Target, onText: (text: string) => void) {
  useEffect(() => {
    const take = () => {
      const text = sessionStorage.getItem(keyOf(target));
      sessionStorage.removeItem(keyOf(target));
      if (text !== null) onText(text);
    };
    take();
    window.addEventListener(EVENT, take);
    return () => window.removeEventListener(EVENT, take);
  }, [target, onText]);
}
