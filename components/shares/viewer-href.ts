import type { ImageReference } from "./share";

/** The viewer at a place in the images: its series, the image by its number, and column and row where they are known. */
export function viewerHref(shareId: string, reference: ImageReference): string {
  const { studyInstanceUid, seriesInstanceUid, frame, x, y } = reference;
  return `/viewer?${new URLSearchParams({
    share: shareId,
    studyUID: studyInstanceUid,
    seriesUID: seriesInstanceUid,
    ...(frame !== undefined && { frame: String(frame) }),
    ...(frame !== undefined && x !== undefined && y !== undefined && { x: String(x), y: String(y) }),
  })}`;
}
