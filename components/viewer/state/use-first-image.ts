import { Enums } from "@cornerstonejs/core";
import { type RefObject, useLayoutEffect, useState } from "react";
import { loadTools } from "../cornerstone/late-tools";

/** On a slow line, or where nothing is drawn by the renderer, the rest waits no longer than this. */
const PATIENCE_MS = 1_500;

/**
 * Whether the first image has been drawn below the element and the tools are here: what only surrounds images comes
 * after it. Without tools, which the next use of one asks for again, reading goes on by keys.
 */
export function useFirstImage(element: RefObject<HTMLElement | null>): boolean {
  const [isReady, setReady] = useState(false);
  useLayoutEffect(() => {
    const node = element.current;
    const note = () => {
      clearTimeout(timer);
      void loadTools()
        .catch(() => undefined)
        .then(() => setReady(true));
    };
    const timer = setTimeout(note, PATIENCE_MS);
    node?.addEventListener(Enums.Events.IMAGE_RENDERED, note, { capture: true, once: true });
    return () => {
      clearTimeout(timer);
      node?.removeEventListener(Enums.Events.IMAGE_RENDERED, note, { capture: true });
    };
  }, [element]);
  return isReady;
}
