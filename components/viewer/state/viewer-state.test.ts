import { expect, test } from "vitest";
import { INITIAL_STATE, viewerReducer } from "./viewer-state";

const shown = viewerReducer(INITIAL_STATE, { type: "show", displaySetId: "s1" });

test("a series goes to the active pane, or to the pane it is dropped on, which becomes active", () => {
  expect(shown.panes.slice(0, 3)).toEqual(["s1", null, null]);
  const dropped = viewerReducer(shown, { type: "show", displaySetId: "s2", pane: 1 });
  expect(dropped.panes.slice(0, 2)).toEqual(["s1", "s2"]);
  expect(dropped.active).toBe(1);
});

test("a larger layout fills itself with series that aren't on screen", () => {
  const two = viewerReducer(shown, { type: "layout", layout: "1x2", candidates: ["s1", "s2", "s3"] });
  expect(two.panes.slice(0, 2)).toEqual(["s1", "s2"]);
  const four = viewerReducer(two, { type: "layout", layout: "2x2", candidates: ["s1", "s2", "s3"] });
  expect(four.panes.slice(0, 4)).toEqual(["s1", "s2", "s3", null]);
  const nine = viewerReducer(four, { type: "layout", layout: "3x3", candidates: ["s1", "s2", "s3", "s4"] });
  expect(nine.panes).toHaveLength(9);
  expect(nine.panes[3]).toBe("s4");
});

test("going back to one pane keeps the series the reader was at", () => {
  const two = viewerReducer(shown, { type: "layout", layout: "1x2", candidates: ["s1", "s2"] });
  const right = viewerReducer(two, { type: "activate", pane: 1 });
  const one = viewerReducer(right, { type: "layout", layout: "1x1", candidates: [] });
  expect(one.panes[0]).toBe("s2");
  expect(one.active).toBe(0);
});

test("what a rule hangs leaves the reader free; what the reader arranges stays", () => {
  const hung = viewerReducer(shown, { type: "hang", layout: "1x2", panes: ["s1", "s2"], isOwn: true });
  expect([hung.isArranged, hung.panes.slice(0, 3)]).toEqual([false, ["s1", "s2", null]]);
  const chosen = viewerReducer(hung, { type: "layout", layout: "2x1", candidates: [] });
  expect(chosen.isArranged).toBe(true);
});

test("another series in a pane is shown as it was made, not as the plane of the one before", () => {
  const cut = viewerReducer(shown, { type: "view", pane: 0, view: { plane: "coronal", slabMm: 10 } });
  expect(cut.views[0]).toMatchObject({ plane: "coronal", slabMm: 10 });
  expect(viewerReducer(cut, { type: "show", displaySetId: "s2" }).views[0]?.plane).toBe("stack");
});
