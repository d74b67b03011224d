import { useTranslations } from "next-intl";
import { type Dispatch, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { askingForKey } from "../chrome/key-help";
import { type Command, commandOf } from "../chrome/keys";
import { activateTool, removeMeasurements, showReferenceLines } from "../cornerstone/late-tools";
import { chooseCurve } from "../cornerstone/voi-curve";
import type { DisplaySet } from "../data/display-sets";
import { preferences } from "../preferences/preferences";
import { presetsOf, type WindowPreset } from "../toolbar/presets";
import * as act from "../viewport/viewport-actions";
import { useMoreCommands } from "./use-more-commands";
import type { ViewerAction, ViewerState } from "./viewer-state";

type Options = {
  state: ViewerState;
  dispatch: Dispatch<ViewerAction>;
  displaySets: DisplaySet[];
  panes: (DisplaySet | null)[];
  container: RefObject<HTMLDivElement | null>;
  /** Planes through the active series' volume, or its stack again; with a PET over it. */
  reconstruct: (what: "mpr" | "fusion") => string | undefined;
  hasConversation: boolean;
};

/** Carries out what keys and toolbar ask for, on the active viewport. `message` tells what was done out of sight. */
export function useCommands(options: Options): {
  run: (command: Command) => void;
  presets: WindowPreset[];
  message: string;
} {
  const t = useTranslations("viewer");
  const { state } = options;
  const activeSet = options.panes[state.active] ?? null;
  const dataset = activeSet?.frames[0]?.dataset;
  const presets = activeSet && dataset ? presetsOf(activeSet.modality, dataset) : [];
  const [message, setMessage] = useState("");

  const more = useMoreCommands({
    viewportId: `pane-${state.active}`,
    activeSet,
    hasConversation: options.hasConversation,
    onMessage: setMessage,
  });
  const latest = useRef({ ...options, presets, activeSet });
  latest.current = { ...options, presets, activeSet };

  useEffect(() => activateTool(state.tool), [state.tool]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another series or layout needs the lines drawn anew
  useEffect(() => {
    const isUseful = state.hasReferenceLines && state.layout !== "1x1";
    showReferenceLines(isUseful ? `pane-${state.active}` : null);
  }, [state.hasReferenceLines, state.active, state.layout, activeSet]);

  const run = useCallback(
    (command: Command) => {
      const other = more(command);
      if (other) return setMessage(other.text);
      const done = execute(command, latest.current);
      setMessage(done === undefined ? "" : t(done.message, done.values));
    },
    [t, more],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (askingForKey.current || belongsToControl(event)) return;
      const command = commandOf(event, preferences.get().keys);
      // Text that was selected is what Ctrl+C is about.
      if (!command || (command.kind === "picture" && window.getSelection()?.toString())) return;
      event.preventDefault();
      event.stopPropagation();
      run(command);
    };
    // Before Cornerstone's own listeners, which keep keys to themselves once an image has the focus.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [run]);

  return { run, presets, message };
}

type Context = Options & { presets: WindowPreset[]; activeSet: DisplaySet | null };
type Done = { message: string; values?: Record<string, string | number> } | undefined;

function execute(command: Command, context: Context): Done {
  const { state, dispatch, activeSet, displaySets, presets } = context;
  const viewportId = `pane-${state.active}`;
  switch (command.kind) {
    case "tool":
      // At once, not after the next render: the hand is already moving to the image.
      activateTool(command.tool);
      dispatch({ type: "tool", tool: command.tool });
      return undefined;
    case "scroll":
      return void act.scrollBy(viewportId, command.by);
    case "scrollTo":
      return void act.scrollTo(viewportId, command.end === "first" ? 0 : Number.MAX_SAFE_INTEGER);
    case "series":
      return showNeighbour(displaySets, activeSet, command.by, dispatch);
    case "preset": {
      const preset = presets[command.index];
      if (!preset) return undefined;
      applyPreset(viewportId, preset);
      return preset.label
        ? { message: "overlay.window", values: rounded(preset) }
        : { message: `presets.${preset.key}` };
    }
    case "pan":
      return void act.panBy(viewportId, command.x, command.y);
    case "window":
      return void act.changeWindow(viewportId, command.center, command.width);
    case "zoom":
      return void act.zoomBy(viewportId, command.factor);
    case "rotate":
      return void act.rotate(viewportId, command.degrees);
    case "flip":
      return void act.flip(viewportId, command.axis);
    case "invert":
      return void act.invert(viewportId);
    case "reset":
      return void act.reset(viewportId);
    case "removeMeasurements":
      return { message: "status.measurementsRemoved", values: { count: removeMeasurements() } };
    case "nextViewport":
      return void dispatch({ type: "activate", pane: (state.active + 1) % context.panes.length });
    case "layout":
      return void dispatch({ type: "toggle", what: "isLayoutPickerOpen" });
    case "link":
      dispatch({ type: "toggle", what: "isLinked" });
      return { message: state.isLinked ? "status.linkOff" : "status.linkOn" };
    case "crosshair":
      dispatch({ type: "toggle", what: "hasCrosshair" });
      return { message: state.hasCrosshair ? "status.crosshairOff" : "status.crosshairOn" };
    case "mpr":
    case "fusion": {
      const refusal = context.reconstruct(command.kind);
      return refusal ? { message: refusal } : undefined;
    }
    case "sync":
      dispatch({ type: "toggle", what: "isSynced" });
      return { message: state.isSynced ? "status.syncOff" : "status.syncOn" };
    case "referenceLines":
      return void dispatch({ type: "toggle", what: "hasReferenceLines" });
    case "cine":
      if (!activeSet || activeSet.frames.length < 2) return undefined;
      return void dispatch({ type: "play", pane: state.playing === state.active ? null : state.active });
    case "seriesPanel":
      return void dispatch({ type: "toggle", what: "isSeriesPanelOpen" });
    case "reportPanel":
      return void dispatch({ type: "toggle", what: "isReportPanelOpen" });
    case "help":
      return void dispatch({ type: "toggle", what: "isHelpOpen" });
    case "escape":
      return void dispatch({ type: "closeHelp" });
    case "fullScreen":
      toggleFullScreen(context.container.current);
      return undefined;
    default:
      return undefined;
  }
}

function applyPreset(viewportId: string, preset: WindowPreset): void {
  const viewport = act.stackViewport(viewportId);
  // A preset is a window: a curve that was in force goes, unless the preset is that curve.
  if (viewport && "getCornerstoneImage" in viewport) chooseCurve(viewport, preset.curve ?? null);
  if (!preset.curve) act.setWindow(viewportId, preset.center, preset.width);
}

const rounded = ({ center, width }: WindowPreset) => ({
  center: Math.round(center * 100) / 100,
  width: Math.round(width * 100) / 100,
});

function showNeighbour(
  displaySets: DisplaySet[],
  active: DisplaySet | null,
  by: 1 | -1,
  dispatch: Dispatch<ViewerAction>,
): Done {
  const images = displaySets.filter((set) => !set.notShown);
  const next = images[images.findIndex((set) => set.id === active?.id) + by];
  if (next) dispatch({ type: "show", displaySetId: next.id });
  return undefined;
}

function toggleFullScreen(element: HTMLElement | null): void {
  // Refused by the browser (an embedding page, a policy): the viewer simply stays as it is.
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  else element?.requestFullscreen().catch(() => undefined);
}

const SCROLL_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);
const SLIDER_KEY = /^(Arrow\w+|Page\w+|Home|End)$/;
const FUNCTION_KEY = /^F\d+$/;

/** Sliders, lists and text fields use these keys themselves; a button keeps Space and Enter. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  // No control has a use for a function key.
  if (!target || FUNCTION_KEY.test(event.key)) return false;
  // A report that is read scrolls by its own keys.
  if (
    (target.closest("[role=document]") || target.getAttribute("role") === "log") &&
    SCROLL_KEYS.has(event.key)
  )
    return true;
  if (target.closest("[data-own-arrows]") && event.key.startsWith("Arrow")) return true;
  if (target.closest("select, textarea, [contenteditable=true]")) return true;
  if (target.closest("input[type=range]")) return SLIDER_KEY.test(event.key);
  if (target.closest("input")) return !["Escape", "?"].includes(event.key);
  return Boolean(target.closest("button, a")) && (event.key === " " || event.key === "Enter");
}
