import type { ToolName } from "../cornerstone/tool-names";
import { FUSION_CHOICES, type PaneView, STACK_VIEW } from "./pane-view";

const SIDES = [1, 2, 3] as const;
export type Layout = `${1 | 2 | 3}x${1 | 2 | 3}`;
/** Rows by columns, from one image to nine. */
export const LAYOUTS: Layout[] = SIDES.flatMap((rows) =>
  SIDES.map((columns): Layout => `${rows}x${columns}`),
);
export const MOST_PANES = 9;

export function shapeOf(layout: Layout): { rows: number; columns: number; count: number } {
  const [rows = 1, columns = 1] = layout.split("x").map(Number);
  return { rows, columns, count: rows * columns };
}

/** What the reader chose on the screen. `panes` keeps its contents when a smaller layout hides some. */
export type ViewerState = {
  layout: Layout;
  panes: (string | null)[];
  /** How each pane shows its series: as it was made, or as a plane through its volume. */
  views: PaneView[];
  active: number;
  tool: ToolName;
  isSynced: boolean;
  /** Window, zoom and position of one viewport hold for the others. */
  isLinked: boolean;
  hasReferenceLines: boolean;
  hasCrosshair: boolean;
  isSeriesPanelOpen: boolean;
  isReportPanelOpen: boolean;
  /** The report that is open in its panel; null until one is chosen. */
  reportId: string | null;
  isHelpOpen: boolean;
  isLayoutPickerOpen: boolean;
  playing: number | null;
  /** True once the reader arranged something: nothing is hung by itself after that. */
  isArranged: boolean;
};

export type ViewerAction =
  | { type: "show"; displaySetId: string; pane?: number }
  | { type: "activate"; pane: number }
  | {
      type: "layout";
      layout: Layout /** In the order of the panel, to fill empty panes. */;
      candidates: string[];
    }
  | {
      type: "hang";
      layout: Layout;
      panes: (string | null)[];
      views?: PaneView[];
      options?: Partial<Pick<ViewerState, "isSynced" | "isLinked" | "hasReferenceLines" | "hasCrosshair">>;
      /** By a rule and not by the reader, who then loses nothing by it. */
      isOwn?: boolean;
    }
  | { type: "view"; pane: number; view: Partial<PaneView> }
  | { type: "tool"; tool: ToolName }
  | {
      type: "toggle";
      what:
        | "isSynced"
        | "isLinked"
        | "hasReferenceLines"
        | "hasCrosshair"
        | "isSeriesPanelOpen"
        | "isReportPanelOpen"
        | "isHelpOpen"
        | "isLayoutPickerOpen";
    }
  | { type: "play"; pane: number | null }
  | { type: "closeHelp" }
  | { type: "closeSeriesPanel" }
  | { type: "openReports"; reportId?: string };

export const INITIAL_STATE: ViewerState = {
  layout: "1x1",
  panes: Array.from({ length: MOST_PANES }, () => null),
  views: Array.from({ length: MOST_PANES }, () => STACK_VIEW),
  active: 0,
  tool: "window",
  isSynced: false,
  isLinked: false,
  hasReferenceLines: false,
  hasCrosshair: false,
  isSeriesPanelOpen: true,
  isReportPanelOpen: false,
  reportId: null,
  isHelpOpen: false,
  isLayoutPickerOpen: false,
  playing: null,
  isArranged: false,
};

export function viewerReducer(state: ViewerState, action: ViewerAction): ViewerState {
  switch (action.type) {
    case "show": {
      const pane = action.pane ?? state.active;
      return {
        ...state,
        panes: replaced(state.panes, pane, action.displaySetId),
        // A volume's planes stay planes of the series they were made for.
        views: replaced(state.views, pane, STACK_VIEW),
        active: pane,
        playing: state.playing === pane ? null : state.playing,
        isArranged: state.isArranged || state.panes[pane] !== null,
      };
    }
    case "activate":
      return action.pane === state.active ? state : { ...state, active: action.pane };
    case "layout":
      return { ...changeLayout(state, action.layout, action.candidates), isArranged: true };
    case "hang":
      return {
        ...state,
        ...action.options,
        layout: action.layout,
        panes: filled(action.panes, null),
        views: filled(action.views ?? [], STACK_VIEW),
        active: 0,
        playing: null,
        isLayoutPickerOpen: false,
        isArranged: state.isArranged || !action.isOwn,
      };
    case "view": {
      const before = state.views[action.pane] ?? STACK_VIEW;
      const shared = Object.fromEntries(
        FUSION_CHOICES.flatMap((choice) => (choice in action.view ? [[choice, action.view[choice]]] : [])),
      );
      const views = replaced(state.views, action.pane, { ...before, ...action.view });
      const isSame = (pane: number, view: PaneView) =>
        before.fusionId !== null &&
        view.fusionId === before.fusionId &&
        state.panes[pane] === state.panes[action.pane];
      return {
        ...state,
        views: views.map((view, pane) => (isSame(pane, view) ? { ...view, ...shared } : view)),
      };
    }
    case "tool":
      return { ...state, tool: action.tool };
    case "toggle":
      return {
        ...state,
        [action.what]: !state[action.what],
        isArranged: state.isArranged || KEPT.has(action.what),
      };
    case "play":
      return { ...state, playing: action.pane };
    case "closeHelp":
      return { ...state, isHelpOpen: false, isLayoutPickerOpen: false };
    case "closeSeriesPanel":
      return { ...state, isSeriesPanelOpen: false };
    case "openReports":
      return { ...state, isReportPanelOpen: true, reportId: action.reportId ?? state.reportId };
  }
}

/** Part of an arrangement, and remembered with it. */
const KEPT: ReadonlySet<string> = new Set(["isSynced", "isLinked", "hasReferenceLines"]);

/** A larger layout fills its empty panes with the series that aren't on screen yet, in order. */
function changeLayout(state: ViewerState, layout: Layout, candidates: string[]): ViewerState {
  const { count } = shapeOf(layout);
  const isGone = state.active >= count;
  // The active series stays in sight when its pane goes.
  const base = isGone ? swap(state.panes, 0, state.active) : [...state.panes];
  const views = isGone ? swap(state.views, 0, state.active) : state.views;
  const active = isGone ? 0 : state.active;
  const used = new Set(base.slice(0, count));
  const free = candidates.filter((id) => !used.has(id));
  const panes = base.map((id, index) => (index < count && id === null ? (free.shift() ?? null) : id));
  return { ...state, layout, panes, views, active, playing: null, isLayoutPickerOpen: false };
}

function swap<T>(list: T[], a: number, b: number): T[] {
  return list.map((entry, index) => (index === a ? (list[b] as T) : index === b ? (list[a] as T) : entry));
}

function replaced<T>(list: T[], at: number, value: T): T[] {
  return list.map((entry, index) => (index === at ? value : entry));
}

function filled<T>(list: T[], rest: T): T[] {
  return Array.from({ length: MOST_PANES }, (_, index) => list[index] ?? rest);
}
