import { Enums } from "@cornerstonejs/core";
import { type RefObject, useLayoutEffect, useState } from "react";

/** On a slow line, or where nothing is drawn by the renderer, the rest waits no longer than this. */
const PATIENCE_MS = 1_500;

/** Whether the first image has been drawn below the element: what only surrounds images comes after it. */
export function useFirstImage(element: RefObject<HTMLElement | null>): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useLayoutEffect(() => {
    const node = element.current;
    const note = () => setDrawn(true);
    const timer = setTimeout(note, PATIENCE_MS);
    node?.addEventListener(Enums.Events.IMAGE_RENDERED, note, { capture: true, once: true });
    return () => {
      clearTimeout(timer);
      node?.removeEventListener(Enums.Events.IMAGE_RENDERED, note, { capture: true });
    };
  }, [element]);
  return isDrawn;
}
