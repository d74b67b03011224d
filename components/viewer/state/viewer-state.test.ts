import { expect, test } from "vitest";
import { INITIAL_STATE, viewerReducer } from "./viewer-state";

const shown = viewerReducer(INITIAL_STATE, { type: "show", displaySetId: "s1" });

test("a series goes to the active pane, or to the pane it is dropped on, which becomes active", () => {
  expect(shown.panes).toEqual(["s1", null, null, null]);
  const dropped = viewerReducer(shown, { type: "show", displaySetId: "s2", pane: 1 });
  expect(dropped.panes.slice(0, 2)).toEqual(["s1", "s2"]);
  expect(dropped.active).toBe(1);
});

test("a larger layout fills itself with series that aren't on screen", () => {
  const two = viewerReducer(shown, { type: "layout", layout: "1x2", candidates: ["s1", "s2", "s3"] });
  expect(two.panes.slice(0, 2)).toEqual(["s1", "s2"]);
  const four = viewerReducer(two, { type: "layout", layout: "2x2", candidates: ["s1", "s2", "s3"] });
  expect(four.panes).toEqual(["s1", "s2", "s3", null]);
});

test("going back to one pane keeps the series the reader was at", () => {
  const two = viewerReducer(shown, { type: "layout", layout: "1x2", candidates: ["s1", "s2"] });
  const right = viewerReducer(two, { type: "activate", pane: 1 });
  const one = viewerReducer(right, { type: "layout", layout: "1x1", candidates: [] });
  expect(one.panes[0]).toBe("s2");
  expect(one.active).toBe(0);
});
