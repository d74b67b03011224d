import { useEffect, useMemo } from "react";
import type { ImageReference } from "@/components/shares/share";
import type { DisplaySet } from "../data/display-sets";
import { isSamePlace, placeOf, placesOf } from "./places";
import { shownPlaces } from "./shown-places";

type Options = {
  root: string;
  displaySets: DisplaySet[];
  /** In the order of the conversation, with what isn't sent yet at the end. */
  references: ImageReference[];
  /** The whole conversation is on screen; else the place in the page's address alone. */
  isOpen: boolean;
  addressed: ImageReference | undefined;
};

/** Marks over the images what the conversation is about. */
export function useReferredPlaces({ root, displaySets, references, isOpen, addressed }: Options): void {
  const places = useMemo(() => {
    const all = isOpen ? placesOf(displaySets, root, references) : [];
    const known = addressed ? references.findIndex((each) => isSamePlace(each, addressed)) : -1;
    if (!addressed || (isOpen && known >= 0)) return all;
    const place = placeOf(displaySets, root, addressed);
    return place ? [...all, { ...place, number: known >= 0 ? known + 1 : null }] : all;
  }, [root, displaySets, references, isOpen, addressed]);
  useEffect(() => shownPlaces.set(places), [places]);
  useEffect(() => () => shownPlaces.set([]), []);
}
