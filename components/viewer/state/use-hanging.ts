import { type Dispatch, useEffect, useRef } from "react";
import type { DisplaySet } from "../data/display-sets";
import { hangStudy } from "../hanging/hang";
import { remember, rememberedFor } from "../hanging/remembered";
import { loadPreferences, preferences } from "../preferences/preferences";
import { shapeOf, type ViewerAction, type ViewerState } from "./viewer-state";

type Options = {
  state: ViewerState;
  dispatch: Dispatch<ViewerAction>;
  displaySets: DisplaySet[];
  /** Every series of the opened study has been read. */
  isRead: boolean;
  isNarrow: boolean;
};

/**
 * Hangs the study once it is known, by what this person chose for such images the last time, else by rule; and
 * remembers what is chosen now. Whoever has arranged something already isn't disturbed.
 */
export function useHanging({ state, dispatch, displaySets, isRead, isNarrow }: Options): void {
  const hasHung = useRef(false);
  const first = displaySets.find((set) => set.id === state.panes[0]);
  const latest = useRef({ state, first, displaySets });
  latest.current = { state, first, displaySets };

  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  useEffect(() => {
    if (hasHung.current || !isRead || !first || isNarrow) return;
    hasHung.current = true;
    void loadPreferences().then(() => {
      if (isGone.current || latest.current.state.isArranged) return;
      const hanging = hangStudy(displaySets, first);
      const known = rememberedFor(first, preferences.get());
      if (!known) {
        if (hanging.layout !== "1x1" || hanging.views?.some((view) => view.isFlipped))
          dispatch({ type: "hang", isOwn: true, ...hanging });
        return;
      }
      const { layout, ...options } = known;
      // What the rule would hang comes first, in its order; the rest of the series fill what is left.
      const rest = displaySets
        .filter((set) => !set.notShown && !hanging.panes.includes(set.id))
        .map((set) => set.id);
      const panes = [...hanging.panes.filter(Boolean), ...rest].slice(0, shapeOf(layout).count);
      const isSame = layout === hanging.layout;
      dispatch({
        type: "hang",
        isOwn: true,
        layout,
        panes: isSame ? hanging.panes : panes,
        ...(isSame && hanging.views ? { views: hanging.views } : {}),
        options,
      });
    });
  }, [isRead, first, isNarrow, displaySets, dispatch]);

  const { layout, isSynced, isLinked, hasReferenceLines, isArranged } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a choice of the reader's is remembered
  useEffect(() => {
    const { first: shown, state: now, displaySets: sets } = latest.current;
    // Studies beside each other, and planes, are for the question of the moment.
    const visible = sets.filter((set) => now.panes.slice(0, shapeOf(now.layout).count).includes(set.id));
    if (new Set(visible.map((set) => set.studyInstanceUid)).size > 1) return;
    const isReconstructed = now.views.some((view) => view.plane !== "stack");
    if (isArranged && shown && !isNarrow && !isReconstructed) remember(shown, now);
  }, [layout, isSynced, isLinked, hasReferenceLines]);
}
