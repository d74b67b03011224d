import type { ToolName } from "../cornerstone/tools";

/** What a key does. The help screen lists exactly these. */
export type Command =
  | { kind: "tool"; tool: ToolName }
  | { kind: "scroll"; by: number }
  | { kind: "scrollTo"; end: "first" | "last" }
  | { kind: "series"; by: 1 | -1 }
  | { kind: "preset"; index: number }
  | { kind: "pan"; x: number; y: number }
  | { kind: "window"; center: number; width: number }
  | { kind: "zoom"; factor: number }
  | { kind: "rotate"; degrees: 90 | -90 }
  | { kind: "flip"; axis: "horizontal" | "vertical" }
  | {
      kind:
        | "invert"
        | "reset"
        | "nextViewport"
        | "layout"
        | "sync"
        | "referenceLines"
        | "cine"
        | "seriesPanel"
        | "reportPanel"
        | "fullScreen"
        | "removeMeasurements"
        | "help"
        | "escape";
    };

type KeyInput = { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

const PAN_STEP = 40;

const PLAIN: Record<string, Command> = {
  w: { kind: "tool", tool: "window" },
  s: { kind: "tool", tool: "scroll" },
  z: { kind: "tool", tool: "zoom" },
  p: { kind: "tool", tool: "pan" },
  m: { kind: "tool", tool: "magnify" },
  l: { kind: "tool", tool: "length" },
  a: { kind: "tool", tool: "angle" },
  e: { kind: "tool", tool: "ellipse" },
  r: { kind: "tool", tool: "rectangle" },
  b: { kind: "tool", tool: "probe" },
  ArrowUp: { kind: "scroll", by: -1 },
  ArrowDown: { kind: "scroll", by: 1 },
  PageUp: { kind: "scroll", by: -10 },
  PageDown: { kind: "scroll", by: 10 },
  Home: { kind: "scrollTo", end: "first" },
  End: { kind: "scrollTo", end: "last" },
  ArrowLeft: { kind: "series", by: -1 },
  ArrowRight: { kind: "series", by: 1 },
  "+": { kind: "zoom", factor: 1.2 },
  "=": { kind: "zoom", factor: 1.2 },
  "-": { kind: "zoom", factor: 1 / 1.2 },
  "]": { kind: "rotate", degrees: 90 },
  "[": { kind: "rotate", degrees: -90 },
  h: { kind: "flip", axis: "horizontal" },
  v: { kind: "flip", axis: "vertical" },
  i: { kind: "invert" },
  "0": { kind: "reset" },
  n: { kind: "nextViewport" },
  g: { kind: "layout" },
  y: { kind: "sync" },
  x: { kind: "referenceLines" },
  " ": { kind: "cine" },
  t: { kind: "seriesPanel" },
  d: { kind: "reportPanel" },
  f: { kind: "fullScreen" },
  Delete: { kind: "removeMeasurements" },
  "?": { kind: "help" },
  Escape: { kind: "escape" },
};

const SHIFTED: Record<string, Command> = {
  ArrowUp: { kind: "pan", x: 0, y: -PAN_STEP },
  ArrowDown: { kind: "pan", x: 0, y: PAN_STEP },
  ArrowLeft: { kind: "pan", x: -PAN_STEP, y: 0 },
  ArrowRight: { kind: "pan", x: PAN_STEP, y: 0 },
};

const WITH_ALT: Record<string, Command> = {
  ArrowUp: { kind: "window", center: 1, width: 0 },
  ArrowDown: { kind: "window", center: -1, width: 0 },
  ArrowLeft: { kind: "window", center: 0, width: -1 },
  ArrowRight: { kind: "window", center: 0, width: 1 },
};

/** The command of a key press; undefined for keys that belong to the browser. */
export function commandOf(event: KeyInput): Command | undefined {
  if (event.ctrlKey || event.metaKey) return undefined;
  if (event.altKey) return WITH_ALT[event.key];
  if (event.shiftKey && SHIFTED[event.key]) return SHIFTED[event.key];
  if (/^[1-9]$/.test(event.key)) return { kind: "preset", index: Number(event.key) - 1 };
  return PLAIN[event.key.length === 1 ? event.key.toLowerCase() : event.key];
}

/** Rows of the help screen: the keys as printed, and the message that says what they do. */
export const KEY_HELP: { group: string; rows: [keys: string[], message: string][] }[] = [
  {
    group: "images",
    rows: [
      [["↑", "↓"], "scroll"],
      [["PgUp", "PgDn"], "scrollTen"],
      [["Home", "End"], "scrollEnds"],
      [["←", "→"], "series"],
      [["space"], "cine"],
      [["n"], "nextViewport"],
      [["g"], "layout"],
      [["y"], "sync"],
      [["x"], "referenceLines"],
    ],
  },
  {
    group: "view",
    rows: [
      [["1", "9"], "preset"],
      [["Alt ↑", "Alt ↓"], "level"],
      [["Alt ←", "Alt →"], "width"],
      [["+", "-"], "zoom"],
      [["Shift ↑↓←→"], "pan"],
      [["[", "]"], "rotate"],
      [["h", "v"], "flip"],
      [["i"], "invert"],
      [["0"], "reset"],
    ],
  },
  {
    group: "tools",
    rows: [
      [["w"], "toolWindow"],
      [["s"], "toolScroll"],
      [["z"], "toolZoom"],
      [["p"], "toolPan"],
      [["m"], "toolMagnify"],
      [["l"], "toolLength"],
      [["a"], "toolAngle"],
      [["e"], "toolEllipse"],
      [["r"], "toolRectangle"],
      [["b"], "toolProbe"],
      [["Del"], "removeMeasurements"],
    ],
  },
  {
    group: "screen",
    rows: [
      [["t"], "seriesPanel"],
      [["d"], "reportPanel"],
      [["f"], "fullScreen"],
      [["?"], "help"],
    ],
  },
];
