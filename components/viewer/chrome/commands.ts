import type { ToolName } from "../cornerstone/tool-names";

/** What a key, a button or a menu does. */
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
  | { kind: "picture"; to: "clipboard" | "file"; withPatient: boolean }
  | { kind: "keyImageStep"; by: 1 | -1 }
  | {
      kind:
        | "invert"
        | "reset"
        | "nextViewport"
        | "layout"
        | "sync"
        | "link"
        | "crosshair"
        | "mpr"
        | "fusion"
        | "referenceLines"
        | "cine"
        | "seriesPanel"
        | "reportPanel"
        | "fullScreen"
        | "removeMeasurement"
        | "removeMeasurements"
        | "undo"
        | "keyImage"
        | "markings"
        | "tags"
        | "conversation"
        | "help"
        | "escape";
    };

type Group = "images" | "view" | "tools" | "screen";

/** A command that keys can be given to: `id` is how preferences and messages (`viewerTools.keys.{id}`) name it. */
export type KeyedCommand = { id: string; group: Group; keys: string[]; command: Command };

const PAN_STEP = 40;

const tool = (name: ToolName, key: string): KeyedCommand => ({
  id: `tool-${name}`,
  group: "tools",
  keys: [key],
  command: { kind: "tool", tool: name },
});

/** Everything that has a key, in the order of the help screen, with the keys it has unless a person chose others. */
export const KEYED_COMMANDS: KeyedCommand[] = [
  { id: "previous-image", group: "images", keys: ["ArrowUp"], command: { kind: "scroll", by: -1 } },
  { id: "next-image", group: "images", keys: ["ArrowDown"], command: { kind: "scroll", by: 1 } },
  { id: "back-ten", group: "images", keys: ["PageUp"], command: { kind: "scroll", by: -10 } },
  { id: "on-ten", group: "images", keys: ["PageDown"], command: { kind: "scroll", by: 10 } },
  { id: "first-image", group: "images", keys: ["Home"], command: { kind: "scrollTo", end: "first" } },
  { id: "last-image", group: "images", keys: ["End"], command: { kind: "scrollTo", end: "last" } },
  { id: "previous-series", group: "images", keys: ["ArrowLeft"], command: { kind: "series", by: -1 } },
  { id: "next-series", group: "images", keys: ["ArrowRight"], command: { kind: "series", by: 1 } },
  { id: "cine", group: "images", keys: ["Space"], command: { kind: "cine" } },
  { id: "key-image", group: "images", keys: ["k"], command: { kind: "keyImage" } },
  { id: "previous-key-image", group: "images", keys: ["<"], command: { kind: "keyImageStep", by: -1 } },
  { id: "next-key-image", group: "images", keys: [">"], command: { kind: "keyImageStep", by: 1 } },
  { id: "next-viewport", group: "images", keys: ["n"], command: { kind: "nextViewport" } },
  { id: "layout", group: "images", keys: ["g"], command: { kind: "layout" } },
  { id: "sync", group: "images", keys: ["y"], command: { kind: "sync" } },
  { id: "reference-lines", group: "images", keys: ["x"], command: { kind: "referenceLines" } },
  { id: "link", group: "images", keys: ["F8"], command: { kind: "link" } },
  { id: "crosshair", group: "images", keys: ["F9"], command: { kind: "crosshair" } },
  { id: "mpr", group: "images", keys: ["F2"], command: { kind: "mpr" } },
  { id: "fusion", group: "images", keys: ["F4"], command: { kind: "fusion" } },
  ...Array.from(
    { length: 9 },
    (_, index): KeyedCommand => ({
      id: `preset-${index + 1}`,
      group: "view",
      keys: [String(index + 1)],
      command: { kind: "preset", index },
    }),
  ),
  { id: "darker", group: "view", keys: ["Alt+ArrowUp"], command: { kind: "window", center: 1, width: 0 } },
  {
    id: "lighter",
    group: "view",
    keys: ["Alt+ArrowDown"],
    command: { kind: "window", center: -1, width: 0 },
  },
  {
    id: "narrower",
    group: "view",
    keys: ["Alt+ArrowLeft"],
    command: { kind: "window", center: 0, width: -1 },
  },
  { id: "wider", group: "view", keys: ["Alt+ArrowRight"], command: { kind: "window", center: 0, width: 1 } },
  { id: "zoom-in", group: "view", keys: ["+", "="], command: { kind: "zoom", factor: 1.2 } },
  { id: "zoom-out", group: "view", keys: ["-"], command: { kind: "zoom", factor: 1 / 1.2 } },
  { id: "pan-up", group: "view", keys: ["Shift+ArrowUp"], command: { kind: "pan", x: 0, y: -PAN_STEP } },
  { id: "pan-down", group: "view", keys: ["Shift+ArrowDown"], command: { kind: "pan", x: 0, y: PAN_STEP } },
  { id: "pan-left", group: "view", keys: ["Shift+ArrowLeft"], command: { kind: "pan", x: -PAN_STEP, y: 0 } },
  { id: "pan-right", group: "view", keys: ["Shift+ArrowRight"], command: { kind: "pan", x: PAN_STEP, y: 0 } },
  { id: "rotate-right", group: "view", keys: ["]"], command: { kind: "rotate", degrees: 90 } },
  { id: "rotate-left", group: "view", keys: ["["], command: { kind: "rotate", degrees: -90 } },
  { id: "flip-horizontal", group: "view", keys: ["h"], command: { kind: "flip", axis: "horizontal" } },
  { id: "flip-vertical", group: "view", keys: ["v"], command: { kind: "flip", axis: "vertical" } },
  { id: "invert", group: "view", keys: ["i"], command: { kind: "invert" } },
  { id: "reset", group: "view", keys: ["0"], command: { kind: "reset" } },
  tool("window", "w"),
  tool("region", ","),
  tool("scroll", "s"),
  tool("zoom", "z"),
  tool("pan", "p"),
  tool("magnify", "m"),
  tool("length", "l"),
  tool("bidirectional", "u"),
  tool("angle", "a"),
  tool("cobb", "c"),
  tool("ellipse", "e"),
  tool("rectangle", "r"),
  tool("freehand", "o"),
  tool("probe", "b"),
  tool("arrow", "j"),
  tool("text", "q"),
  { id: "remove-measurement", group: "tools", keys: ["Delete"], command: { kind: "removeMeasurement" } },
  {
    id: "remove-measurements",
    group: "tools",
    keys: ["Shift+Delete"],
    command: { kind: "removeMeasurements" },
  },
  { id: "undo", group: "tools", keys: ["Ctrl+z"], command: { kind: "undo" } },
  { id: "series-panel", group: "screen", keys: ["t"], command: { kind: "seriesPanel" } },
  { id: "report-panel", group: "screen", keys: ["d"], command: { kind: "reportPanel" } },
  { id: "markings", group: "screen", keys: ["."], command: { kind: "markings" } },
  { id: "tags", group: "screen", keys: [";"], command: { kind: "tags" } },
  { id: "conversation", group: "screen", keys: ["/"], command: { kind: "conversation" } },
  {
    id: "copy-picture",
    group: "screen",
    keys: ["Ctrl+c"],
    command: { kind: "picture", to: "clipboard", withPatient: false },
  },
  {
    id: "save-picture",
    group: "screen",
    keys: ["Ctrl+s"],
    command: { kind: "picture", to: "file", withPatient: false },
  },
  { id: "full-screen", group: "screen", keys: ["f"], command: { kind: "fullScreen" } },
  { id: "help", group: "screen", keys: ["?"], command: { kind: "help" } },
];

/** Not to be changed: a list that opened has to close. */
export const ESCAPE: Command = { kind: "escape" };
