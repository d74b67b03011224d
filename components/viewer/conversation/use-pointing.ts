import { useEffect, useRef } from "react";
import { pixelAt, type Target, viewportOf } from "./pixel-at";

/** A hand that moves further than this between down and up scrolls or pans, and points at nothing. */
const STILL_PX = 6;

type Options = {
  isArmed: boolean;
  /** Undefined for a click in a viewport beside its image. */
  onTarget: (target: Target | undefined) => void;
  onCancel: () => void;
};

/**
 * While armed, a click or a tap on an image is a place and nothing else: the tool under the button doesn't hear of it.
 * Wheel, other buttons and keys do what they always do; Escape ends it.
 */
export function usePointing({ isArmed, ...callbacks }: Options): void {
  const latest = useRef(callbacks);
  latest.current = callbacks;
  useEffect(() => {
    if (!isArmed) return;
    let start: { x: number; y: number } | null = null;
    const onDown = (event: PointerEvent) => {
      start = isOnImage(event) && event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    };
    const keepFromTools = (event: Event) => {
      const isOtherButton = event instanceof MouseEvent && event.button !== 0;
      if (!isOtherButton && isOnImage(event)) event.stopPropagation();
    };
    const onClick = (event: MouseEvent) => {
      if (!isOnImage(event)) return;
      event.stopPropagation();
      const hasMoved = !start || Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX;
      if (hasMoved) return;
      latest.current.onTarget(pixelAt(event.target as Element, { x: event.clientX, y: event.clientY }));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") latest.current.onCancel();
    };
    const tools = ["mousedown", "touchstart", "pointerup"] as const;
    for (const name of tools) window.addEventListener(name, keepFromTools, { capture: true });
    window.addEventListener("pointerdown", onDown, { capture: true });
    window.addEventListener("click", onClick, { capture: true });
    window.addEventListener("keydown", onKey, { capture: true });
    return () => {
      for (const name of tools) window.removeEventListener(name, keepFromTools, { capture: true });
      window.removeEventListener("pointerdown", onDown, { capture: true });
      window.removeEventListener("click", onClick, { capture: true });
      window.removeEventListener("keydown", onKey, { capture: true });
    };
  }, [isArmed]);
}

function isOnImage({ target }: Event): boolean {
  return target instanceof Element && viewportOf(target) !== undefined;
}
