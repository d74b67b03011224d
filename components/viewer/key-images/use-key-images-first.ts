import { useEffect, useRef } from "react";
import type { DisplaySet, Frame } from "../data/display-sets";
import { sidePanel } from "../tools/side-panel";
import type { KeyImage } from "./key-images";
import { keyObjectsOf } from "./key-objects";
import { useKeyImages } from "./use-key-images";

type Options = {
  /** A computer asked for key images alone (IHE Invoke Image Display, keyImagesOnly). */
  isAsked: boolean;
  /** Everything of the study was read: key objects often come last. */
  isRead: boolean;
  displaySets: DisplaySet[];
  jump: (displaySetId: string, index: number) => void;
};

/** Opens the list of key images and the first of them; the other images stay within reach. */
export function useKeyImagesFirst({ isAsked, isRead, displaySets, jump }: Options): void {
  const marks = useKeyImages();
  const isDone = useRef(false);
  useEffect(() => {
    if (isAsked) sidePanel.show("keyImages");
  }, [isAsked]);
  useEffect(() => {
    if (!isAsked || !isRead || isDone.current) return;
    const first = firstKeyImage(displaySets, marks);
    if (!first) return;
    isDone.current = true;
    jump(first.displaySetId, first.index);
  });
}

function firstKeyImage(displaySets: DisplaySet[], marks: readonly KeyImage[]) {
  const wanted = [
    ...marks.map(({ sopInstanceUid, frame }) => ({ sopInstanceUid, frames: [frame] })),
    ...keyObjectsOf(displaySets).flatMap(({ images }) => images),
  ];
  const isWanted = (frame: Frame) =>
    wanted.some(
      ({ sopInstanceUid, frames }) =>
        frame.sopInstanceUid === sopInstanceUid && (frames.length === 0 || frames.includes(frame.frame)),
    );
  for (const { id, frames } of displaySets) {
    const index = frames.findIndex(isWanted);
    if (index >= 0) return { displaySetId: id, index };
  }
  return undefined;
}
