import { expect, test } from "vitest";
import { commandOf } from "./keys";

const press = (key: string, modifiers = {}) =>
  commandOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers });

test("letters, arrows and digits are commands, in either case", () => {
  expect(press("w")).toEqual({ kind: "tool", tool: "window" });
  expect(press("W", { shiftKey: true })).toEqual({ kind: "tool", tool: "window" });
  expect(press("PageDown")).toEqual({ kind: "scroll", by: 10 });
  expect(press("3")).toEqual({ kind: "preset", index: 2 });
  expect(press("?", { shiftKey: true })).toEqual({ kind: "help" });
});

test("modifiers change what arrows do", () => {
  expect(press("ArrowUp", { shiftKey: true })).toEqual({ kind: "pan", x: 0, y: -40 });
  expect(press("ArrowRight", { altKey: true })).toEqual({ kind: "window", center: 0, width: 1 });
});

test("the browser keeps its own keys", () => {
  expect(press("r", { ctrlKey: true })).toBeUndefined();
  expect(press("l", { metaKey: true })).toBeUndefined();
  expect(press("Tab")).toBeUndefined();
});
