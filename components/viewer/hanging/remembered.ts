import type { DisplaySet } from "../data/display-sets";
import { changePreferences, preferences, type ViewerPreferences } from "../preferences/preferences";
import { LAYOUTS, type Layout, type ViewerState } from "../state/viewer-state";
import { layoutKey } from "./hang";

/** What is remembered of a layout, per person and modality (and body part). */
export type Remembered = Pick<ViewerState, "layout" | "isSynced" | "isLinked" | "hasReferenceLines">;

/** How this person looked at such images the last time; undefined when never arranged. */
export function rememberedFor(set: DisplaySet, { layouts }: ViewerPreferences): Remembered | undefined {
  const value = layouts?.[layoutKey(set)] ?? layouts?.[set.modality];
  if (typeof value !== "object" || value === null) return undefined;
  const { layout, isSynced, isLinked, hasReferenceLines } = value as Partial<Remembered>;
  if (!LAYOUTS.includes(layout as Layout)) return undefined;
  return {
    layout: layout as Layout,
    isSynced: isSynced === true,
    isLinked: isLinked === true,
    hasReferenceLines: hasReferenceLines === true,
  };
}

/** Kept on the server, so that it is the same at another desk. */
export function remember(set: DisplaySet, state: ViewerState): void {
  const { layout, isSynced, isLinked, hasReferenceLines } = state;
  const value: Remembered = { layout, isSynced, isLinked, hasReferenceLines };
  const known = preferences.get().layouts?.[layoutKey(set)];
  if (JSON.stringify(known) === JSON.stringify(value)) return;
  // The modality as a whole follows what was chosen last; a body part that was chosen for keeps its own.
  const own = { [set.modality]: value, [layoutKey(set)]: value };
  // Not kept is not lost: it holds for this page.
  changePreferences(({ layouts }) => ({ layouts: { ...layouts, ...own } })).catch(() => undefined);
}
