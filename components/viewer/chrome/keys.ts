import { type Command, ESCAPE, KEYED_COMMANDS } from "./commands";

export type { Command } from "./commands";

type KeyInput = { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Keys that a person chose, by command; what isn't named has its usual ones. */
export type ChosenKeys = Record<string, string[] | undefined>;

const MODIFIERS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Dead"]);
const KEPT_BY_BROWSER = new Set(["Tab", "Enter", "Escape", "F5", "F11", "F12"]);

/**
 * How a key press is named: `w` for either case, `?` as printed, `Shift+ArrowUp`, `Alt+ArrowUp`, `Ctrl+z`.
 * Undefined for a modifier alone, and for what keyboards make of Alt with a letter.
 */
export function keyName(event: KeyInput): string | undefined {
  if (MODIFIERS.has(event.key)) return undefined;
  const isPrinted = event.key.length === 1;
  const name = event.key === " " ? "Space" : isPrinted ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return event.altKey ? undefined : `Ctrl+${name}`;
  if (event.altKey) return isPrinted ? undefined : `Alt+${name}`;
  return event.shiftKey && (!isPrinted || name === "Space") ? `Shift+${name}` : name;
}

/** The keys of a command: those that were chosen, or the usual ones. */
export function keysOf(id: string, chosen: ChosenKeys = {}): string[] {
  return chosen[id] ?? KEYED_COMMANDS.find((entry) => entry.id === id)?.keys ?? [];
}

/** The command of a key press; undefined for keys that belong to the browser. */
export function commandOf(event: KeyInput, chosen: ChosenKeys = {}): Command | undefined {
  const name = keyName(event);
  if (name === "Escape") return ESCAPE;
  if (!name) return undefined;
  return KEYED_COMMANDS.find(({ id }) => keysOf(id, chosen).includes(name))?.command;
}

/** Whether a person may give this key to a command: the browser's own stay the browser's. */
export function mayBeChosen(name: string): boolean {
  return !KEPT_BY_BROWSER.has(name) && !name.startsWith("Ctrl+");
}

/** Gives a key to a command and takes it from the one that had it. */
export function withKey(chosen: ChosenKeys, id: string, key: string): Record<string, string[]> {
  const next: Record<string, string[]> = {};
  for (const [other, keys] of Object.entries(chosen)) if (keys) next[other] = keys;
  for (const { id: other } of KEYED_COMMANDS) {
    const keys = keysOf(other, chosen);
    if (other !== id && keys.includes(key)) next[other] = keys.filter((each) => each !== key);
  }
  next[id] = [key];
  return next;
}
