import { expect, test } from "vitest";
import { KEYED_COMMANDS } from "./commands";
import { commandOf, keyName, keysOf, withKey } from "./keys";

const event = (key: string, modifiers = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...modifiers,
});
const press = (key: string, modifiers = {}) => commandOf(event(key, modifiers));

test("letters, arrows and digits are commands, in either case", () => {
  expect(press("w")).toEqual({ kind: "tool", tool: "window" });
  expect(press("W", { shiftKey: true })).toEqual({ kind: "tool", tool: "window" });
  expect(press("PageDown")).toEqual({ kind: "scroll", by: 10 });
  expect(press("3")).toEqual({ kind: "preset", index: 2 });
  expect(press(" ")).toEqual({ kind: "cine" });
  expect(press("?", { shiftKey: true })).toEqual({ kind: "help" });
});

test("modifiers change what arrows do", () => {
  expect(press("ArrowUp", { shiftKey: true })).toEqual({ kind: "pan", x: 0, y: -40 });
  expect(press("ArrowRight", { altKey: true })).toEqual({ kind: "window", center: 0, width: 1 });
  expect(press("z", { metaKey: true })).toEqual({ kind: "undo" });
});

test("the browser keeps its own keys", () => {
  expect(press("r", { ctrlKey: true })).toBeUndefined();
  expect(press("l", { metaKey: true })).toBeUndefined();
  expect(press("Tab")).toBeUndefined();
  expect(keyName(event("Shift", { shiftKey: true }))).toBeUndefined();
});

test("no key has two commands, and no command is without a key", () => {
  const keys = KEYED_COMMANDS.flatMap((entry) => entry.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(KEYED_COMMANDS.every((entry) => entry.keys.length > 0)).toBe(true);
});

test("a chosen key works, the old one no longer does, and who had it loses it", () => {
  const chosen = withKey({}, "invert", "w");
  expect(commandOf(event("w"), chosen)).toEqual({ kind: "invert" });
  expect(commandOf(event("i"), chosen)).toBeUndefined();
  expect(keysOf("tool-window", chosen)).toEqual([]);
  expect(commandOf(event("Escape"), withKey(chosen, "invert", "Escape"))).toEqual({ kind: "escape" });
});
