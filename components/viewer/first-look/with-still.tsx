import { Enums } from "@cornerstonejs/core";
import { type ReactNode, useEffect, useRef, useState } from "react";

type Props = { still: HTMLCanvasElement | null | undefined; children: ReactNode };

/** Keeps the first image in sight, as it was drawn before, until the viewport below has drawn it itself. */
export function WithStill({ still, children }: Props) {
  const curtain = useRef<HTMLDivElement>(null);
  const [isOver, setOver] = useState(!still);
  useEffect(() => {
    const element = curtain.current;
    const place = element?.parentElement;
    if (!still || !element || !place) return;
    element.replaceChildren(still);
    const end = () => setOver(true);
    // An image that can't be drawn says so below: nothing may hide that for long.
    const timer = setTimeout(end, 5_000);
    place.addEventListener(Enums.Events.IMAGE_RENDERED, end, { once: true, capture: true });
    place.addEventListener("pointerdown", end, { once: true, capture: true });
    return () => {
      clearTimeout(timer);
      place.removeEventListener(Enums.Events.IMAGE_RENDERED, end, true);
      place.removeEventListener("pointerdown", end, true);
    };
  }, [still]);
  return (
    <>
      {children}
      {!isOver && <div ref={curtain} aria-hidden className="viewer-still" />}
    </>
  );
}
