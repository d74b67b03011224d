import { type Dispatch, useCallback, useRef } from "react";
import { hasWebGl } from "../cornerstone/init";
import { text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { canReconstruct } from "../hanging/hang";
import { blendingsOf } from "../overlays/blending-state";
import { markingsOf } from "../overlays/markings-context";
import { type PaneView, PLANES, STACK_VIEW } from "./pane-view";
import type { ViewerAction, ViewerState } from "./viewer-state";

type Options = {
  state: ViewerState;
  dispatch: Dispatch<ViewerAction>;
  displaySets: DisplaySet[];
  activeSet: DisplaySet | null;
};

/** Planes through the active series' volume in four panes, with a PET over it when asked; and back to what was. */
export function useReconstruction(options: Options) {
  const latest = useRef(options);
  latest.current = options;
  const before = useRef<Pick<ViewerState, "layout" | "panes" | "views"> | null>(null);
  const { state, displaySets, activeSet } = options;
  const partner = activeSet && (fusionPartner(activeSet, displaySets) ?? blendedPair(activeSet, displaySets));
  const view = state.views[state.active] ?? STACK_VIEW;
  const isReconstructed = view.plane !== "stack";

  /** The message that says why not; undefined when it is done. */
  const reconstruct = useCallback((what: "mpr" | "fusion"): string | undefined => {
    const { state: now, dispatch, displaySets: sets, activeSet: active } = latest.current;
    const shown = now.views[now.active] ?? STACK_VIEW;
    const isBack = shown.plane !== "stack" && (what === "mpr" || shown.fusionId !== null);
    if (isBack) {
      const back = before.current;
      dispatch(
        back
          ? { type: "hang", ...back, options: {} }
          : { type: "hang", layout: "1x1", panes: [now.panes[now.active] ?? null] },
      );
      before.current = null;
      return undefined;
    }
    if (!hasWebGl()) return "volume.noWebGl";
    const pair =
      active && what === "fusion" ? (fusionPartner(active, sets) ?? blendedPair(active, sets)) : null;
    if (what === "fusion" && !pair) return "status.noFusion";
    const base = pair?.base ?? active;
    if (!base || !canReconstruct(base)) return "status.noVolume";
    if (shown.plane === "stack") {
      const { layout, panes, views } = now;
      before.current = { layout, panes, views };
    }
    const fusionId = pair?.overlay.id ?? null;
    const views = PLANES.map((plane): PaneView => ({ ...STACK_VIEW, plane, fusionId }));
    dispatch({ type: "hang", layout: "2x2", panes: PLANES.map(() => base.id), views });
    return undefined;
  }, []);

  return {
    reconstruct,
    isReconstructed,
    isFused: view.fusionId !== null,
    canReconstruct: activeSet !== null && canReconstruct(activeSet),
    canFuse: partner !== null,
  };
}

const frame = (set: DisplaySet) => text(set.frames[0]?.dataset, "00200052");

/** The series with another that a saved blending lays over it, or under it, in the same frame of reference. */
function blendedPair(
  active: DisplaySet,
  displaySets: DisplaySet[],
): { base: DisplaySet; overlay: DisplaySet } | null {
  const { blendings } = markingsOf(displaySets);
  if (blendings.length === 0 || !frame(active) || !canReconstruct(active)) return null;
  for (const other of displaySets) {
    if (other === active || frame(other) !== frame(active) || !canReconstruct(other)) continue;
    if (blendingsOf(blendings, active, other).length > 0) return { base: active, overlay: other };
    if (blendingsOf(blendings, other, active).length > 0) return { base: other, overlay: active };
  }
  return null;
}

/** A CT or MR and a PET of the same frame of reference, whichever of the two is active. */
export function fusionPartner(
  active: DisplaySet,
  displaySets: DisplaySet[],
): { base: DisplaySet; overlay: DisplaySet } | null {
  const isPet = active.modality === "PT";
  if (!frame(active) || !(isPet || /^(CT|MR)$/.test(active.modality)) || !canReconstruct(active)) return null;
  const partners = displaySets.filter(
    (set) =>
      set !== active &&
      (isPet ? /^(CT|MR)$/.test(set.modality) : set.modality === "PT") &&
      frame(set) === frame(active) &&
      canReconstruct(set),
  );
  const [partner] = partners.sort((a, b) => b.frames.length - a.frames.length);
  if (!partner) return null;
  return isPet ? { base: partner, overlay: active } : { base: active, overlay: partner };
}
