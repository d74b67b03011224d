import { useEffect, useSyncExternalStore } from "react";
import type { DisplaySet } from "../data/display-sets";
import { type KeyImage, keyImages } from "./key-images";

export function useKeyImages(): readonly KeyImage[] {
  return useSyncExternalStore(keyImages.subscribe, keyImages.get, keyImages.get);
}

/** Fetches the key images of every study of which something was read. */
export function useLoadKeyImages(displaySets: DisplaySet[]): void {
  const studies = [
    ...new Set(displaySets.map(({ root, studyInstanceUid }) => `${root} ${studyInstanceUid}`)),
  ];
  const wanted = studies.join("\n");
  useEffect(() => {
    for (const each of wanted.split("\n").filter(Boolean)) {
      const [root = "", studyInstanceUid = ""] = each.split(" ");
      // Images are shown without them too; the next look asks again.
      keyImages.load(root, studyInstanceUid).catch(() => undefined);
    }
  }, [wanted]);
}
