import { eventTarget } from "@cornerstonejs/core";
import { Enums, type Types } from "@cornerstonejs/tools";

let isListening = false;

/**
 * Keeps a measurement to planes that lie along its own. The library shows what begins in a plane on that plane too,
 * however it goes on from there: a length would stand, with its number, where it isn't.
 */
export function keepToOwnPlane(): void {
  if (isListening) return;
  isListening = true;
  eventTarget.addEventListener(Enums.Events.ANNOTATION_ADDED, (event: Event) => {
    const { annotation } = (event as CustomEvent<{ annotation?: Types.Annotation }>).detail;
    const metadata = annotation?.metadata as Record<string, unknown> | undefined;
    if (metadata?.viewPlaneNormal) delete metadata.planeRestriction;
  });
}
