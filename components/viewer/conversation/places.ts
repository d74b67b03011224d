import type { ImageReference } from "@/components/shares/share";
import { type DisplaySet, initialIndex } from "../data/display-sets";

/** A place that is drawn over its image, with its number in the conversation where it has one. */
export type ReferredPlace = { number: number | null; imageId: string; x: number; y: number };

export type Pixel = { x: number; y: number };

type Series = Pick<ImageReference, "studyInstanceUid" | "seriesInstanceUid">;

/** Images of other sizes are stacks of their own: a number counts through all of a series, in the panel's order. */
function stacksOf(displaySets: DisplaySet[], root: string, series: Series): DisplaySet[] {
  return displaySets.filter(
    (set) =>
      set.root === root &&
      set.frames.length > 0 &&
      set.studyInstanceUid === series.studyInstanceUid &&
      set.seriesInstanceUid === series.seriesInstanceUid,
  );
}

/** The image that a reference is about; undefined when it hasn't been read, or isn't there. */
export function findImage(
  displaySets: DisplaySet[],
  root: string,
  reference: ImageReference,
): { displaySet: DisplaySet; index: number } | undefined {
  const stacks = stacksOf(displaySets, root, reference);
  const [first] = stacks;
  if (reference.frame === undefined)
    return first && { displaySet: first, index: Math.max(0, initialIndex(first)) };
  let index = reference.frame - 1;
  for (const displaySet of stacks) {
    if (index < displaySet.frames.length) return { displaySet, index };
    index -= displaySet.frames.length;
  }
  return undefined;
}

/** How an image is referred to, and a pixel in it; undefined for an image of another root than the share's. */
export function referenceTo(
  displaySets: DisplaySet[],
  root: string,
  imageId: string,
  pixel?: Pixel,
): ImageReference | undefined {
  const isShown = (set: DisplaySet) =>
    set.root === root && set.frames.some((frame) => frame.imageId === imageId);
  const shown = displaySets.find(isShown);
  if (!shown) return undefined;
  const { studyInstanceUid, seriesInstanceUid } = shown;
  const frames = stacksOf(displaySets, root, shown).flatMap((set) => set.frames);
  return {
    studyInstanceUid,
    seriesInstanceUid,
    frame: frames.findIndex((frame) => frame.imageId === imageId) + 1,
    ...(pixel && { x: pixel.x, y: pixel.y }),
  };
}

/** Those references that name a pixel of an image that has been read, with their number in the list from 1. */
export function placesOf(
  displaySets: DisplaySet[],
  root: string,
  references: ImageReference[],
): ReferredPlace[] {
  return references.flatMap((reference, at) => {
    const place = placeOf(displaySets, root, reference);
    return place ? [{ ...place, number: at + 1 }] : [];
  });
}

export function placeOf(
  displaySets: DisplaySet[],
  root: string,
  reference: ImageReference,
): Omit<ReferredPlace, "number"> | undefined {
  const { frame, x, y } = reference;
  if (frame === undefined || x === undefined || y === undefined) return undefined;
  const found = findImage(displaySets, root, reference);
  const imageId = found?.displaySet.frames[found.index]?.imageId;
  return imageId === undefined ? undefined : { imageId, x, y };
}

export function isSamePlace(a: ImageReference, b: ImageReference): boolean {
  return (["studyInstanceUid", "seriesInstanceUid", "frame", "x", "y"] as const).every(
    (part) => a[part] === b[part],
  );
}
