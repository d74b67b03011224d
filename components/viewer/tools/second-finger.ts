import { annotation, cancelActiveManipulations } from "@cornerstonejs/tools";

const uids = () => annotation.state.getAllAnnotations().map(({ annotationUID }) => annotationUID ?? "");

/**
 * Fingers come down one after the other: what the first began to draw goes when a second follows, for then it was the
 * beginning of a zoom. Answers with what ends the watch.
 */
export function watchSecondFinger(element: HTMLElement): () => void {
  let before = new Set<string>();
  const onStart = ({ touches }: TouchEvent) => {
    if (touches.length === 1) before = new Set(uids());
    else if (uids().some((uid) => !before.has(uid))) {
      cancelActiveManipulations(element as HTMLDivElement);
      for (const uid of uids()) if (!before.has(uid)) annotation.state.removeAnnotation(uid);
    }
  };
  // Ahead of the library's own listener, which draws at the first touch.
  element.addEventListener("touchstart", onStart, { capture: true, passive: true });
  return () => element.removeEventListener("touchstart", onStart, { capture: true });
}
