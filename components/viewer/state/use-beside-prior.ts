import { type Dispatch, useEffect, useMemo, useRef } from "react";
import type { DisplaySet } from "../data/display-sets";
import { hangPrior, mostAlike } from "../hanging/hang";
import type { ViewerAction } from "./viewer-state";

type Options = {
  /** Everything that was asked for is here and has been read, and the reader wants priors beside it. */
  isWanted: boolean;
  displaySets: DisplaySet[];
  activeSet: DisplaySet | null;
  /** Whoever has arranged something already isn't disturbed. */
  isArranged: boolean;
  dispatch: Dispatch<ViewerAction>;
};

/** Hangs the study with the series most like the current one beside it, once. @returns whether there is such a one */
export function useBesidePrior({ isWanted, displaySets, activeSet, isArranged, dispatch }: Options): boolean {
  const hasHung = useRef(false);
  const prior = useMemo(
    () => (isWanted && activeSet ? mostAlike(activeSet, priorsOf(activeSet, displaySets)) : undefined),
    [isWanted, displaySets, activeSet],
  );
  useEffect(() => {
    if (!prior || !activeSet || isArranged || hasHung.current) return;
    hasHung.current = true;
    const hanging = hangPrior(
      displaySets.filter((set) => isSameStudy(set, activeSet)),
      displaySets.filter((set) => isSameStudy(set, prior)),
      activeSet,
    );
    if (hanging) dispatch({ type: "hang", ...hanging });
  }, [prior, activeSet, displaySets, isArranged, dispatch]);
  return prior !== undefined;
}

const isSameStudy = (a: DisplaySet, b: DisplaySet) =>
  a.root === b.root && a.studyInstanceUid === b.studyInstanceUid;

/** Only what can be compared: images of the same modality. */
const priorsOf = (current: DisplaySet, displaySets: DisplaySet[]) =>
  displaySets.filter(
    (set) =>
      !set.notShown && set.modality === current.modality && set.studyInstanceUid !== current.studyInstanceUid,
  );
