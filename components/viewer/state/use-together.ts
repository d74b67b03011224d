import { Enums, getRenderingEngine, StackViewport, type Types } from "@cornerstonejs/core";
import { useCallback, useEffect, useRef } from "react";
import { ENGINE_ID } from "../cornerstone/init";
import type { DisplaySet } from "../data/display-sets";
import { type Anchor, matchingIndex } from "../viewport/sync-scroll";
import { scrollTo } from "../viewport/viewport-actions";
import { shapeOf, type ViewerState } from "./viewer-state";

type Options = {
  state: ViewerState;
  panes: (DisplaySet | null)[];
  indexes: Record<number, number>;
};

const { Events } = Enums;
const viewportIdOf = (pane: number) => `pane-${pane}`;

/**
 * What viewports do together: scroll to the same height (`isSynced`), and take over window, zoom and position
 * (`isLinked`). Only the viewport the reader works in leads; the others follow and never answer.
 */
export function useTogether(options: Options): { follow: (pane: number, index: number) => void } {
  const latest = useRef(options);
  latest.current = options;
  const anchors = useRef(new Map<string, Anchor>());
  const { isSynced, isLinked, layout } = options.state;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what shows now is what is held to be the same height
  useEffect(() => {
    anchors.current = new Map();
    if (!isSynced) return;
    const { panes, indexes } = latest.current;
    for (const source of panes.keys())
      for (const target of panes.keys())
        anchors.current.set(`${source}>${target}`, {
          source: indexes[source] ?? middle(panes[source]),
          target: indexes[target] ?? middle(panes[target]),
        });
  }, [isSynced, layout, options.panes.map((set) => set?.id).join()]);

  const follow = useCallback((pane: number, index: number) => {
    const { state, panes } = latest.current;
    const source = panes[pane];
    if (!state.isSynced || pane !== state.active || !source) return;
    for (const [other, target] of panes.entries()) {
      if (other === pane || !target || target.notShown || state.views[other]?.plane !== "stack") continue;
      const match = matchingIndex(source, index, target, anchors.current.get(`${pane}>${other}`));
      if (match !== undefined) scrollTo(viewportIdOf(other), match);
    }
  }, []);

  useEffect(() => {
    if (!isLinked) return;
    let isCopying = false;
    const copy = (event: Event) => {
      const { state, panes } = latest.current;
      const leader = getRenderingEngine(ENGINE_ID)?.getViewport(viewportIdOf(state.active));
      if (isCopying || !leader || event.target !== leader.element) return;
      isCopying = true;
      for (let pane = 0; pane < shapeOf(state.layout).count; pane += 1) {
        const follower = getRenderingEngine(ENGINE_ID)?.getViewport(viewportIdOf(pane));
        if (!follower || pane === state.active) continue;
        const isSameKind = panes[pane]?.modality === panes[state.active]?.modality;
        copyView(leader as Linked, follower as Linked, event.type === Events.VOI_MODIFIED, isSameKind);
      }
      isCopying = false;
    };
    document.addEventListener(Events.VOI_MODIFIED, copy, true);
    document.addEventListener(Events.CAMERA_MODIFIED, copy, true);
    return () => {
      document.removeEventListener(Events.VOI_MODIFIED, copy, true);
      document.removeEventListener(Events.CAMERA_MODIFIED, copy, true);
    };
  }, [isLinked]);

  return { follow };
}

type Linked = Types.IStackViewport | Types.IVolumeViewport;

/** A window holds for images of the same kind; zoom and position, which are in parts of the image, for all. */
function copyView(leader: Linked, follower: Linked, isWindow: boolean, isSameKind: boolean): void {
  try {
    if (isWindow) {
      const voiRange = leader.getProperties()?.voiRange;
      if (isSameKind && voiRange) follower.setProperties({ voiRange });
    } else if (leader instanceof StackViewport === follower instanceof StackViewport) {
      follower.setZoom(leader.getZoom());
      follower.setPan(leader.getPan());
    }
    follower.render();
  } catch {
    // A viewport between two images takes the next change.
  }
}

function middle(set: DisplaySet | null | undefined): number {
  return Math.floor((set?.frames.length ?? 0) / 2);
}
