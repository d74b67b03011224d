import type { ToolName } from "../cornerstone/tools";

export const LAYOUTS = ["1x1", "1x2", "2x2"] as const;
export type Layout = (typeof LAYOUTS)[number];
export const PANE_COUNT: Record<Layout, number> = { "1x1": 1, "1x2": 2, "2x2": 4 };

/** What the reader chose on the screen. `panes` keeps its contents when a smaller layout hides some. */
export type ViewerState = {
  layout: Layout;
  panes: (string | null)[];
  active: number;
  tool: ToolName;
  isSynced: boolean;
  hasReferenceLines: boolean;
  isSeriesPanelOpen: boolean;
  isReportPanelOpen: boolean;
  /** The report that is open in its panel; null until one is chosen. */
  reportId: string | null;
  isHelpOpen: boolean;
  playing: number | null;
};

export type ViewerAction =
  | { type: "show"; displaySetId: string; pane?: number }
  | { type: "activate"; pane: number }
  | {
      type: "layout";
      layout: Layout /** In the order of the panel, to fill empty panes. */;
      candidates: string[];
    }
  | { type: "tool"; tool: ToolName }
  | {
      type: "toggle";
      what: "isSynced" | "hasReferenceLines" | "isSeriesPanelOpen" | "isReportPanelOpen" | "isHelpOpen";
    }
  | { type: "play"; pane: number | null }
  | { type: "closeHelp" }
  | { type: "closeSeriesPanel" }
  | { type: "openReports"; reportId?: string };

export const INITIAL_STATE: ViewerState = {
  layout: "1x1",
  panes: [null, null, null, null],
  active: 0,
  tool: "window",
  isSynced: false,
  hasReferenceLines: false,
  isSeriesPanelOpen: true,
  isReportPanelOpen: false,
  reportId: null,
  isHelpOpen: false,
  playing: null,
};

export function viewerReducer(state: ViewerState, action: ViewerAction): ViewerState {
  switch (action.type) {
    case "show": {
      const pane = action.pane ?? state.active;
      const panes = state.panes.map((id, index) => (index === pane ? action.displaySetId : id));
      return { ...state, panes, active: pane, playing: state.playing === pane ? null : state.playing };
    }
    case "activate":
      return action.pane === state.active ? state : { ...state, active: action.pane };
    case "layout":
      return changeLayout(state, action.layout, action.candidates);
    case "tool":
      return { ...state, tool: action.tool };
    case "toggle":
      return { ...state, [action.what]: !state[action.what] };
    case "play":
      return { ...state, playing: action.pane };
    case "closeHelp":
      return { ...state, isHelpOpen: false };
    case "closeSeriesPanel":
      return { ...state, isSeriesPanelOpen: false };
    case "openReports":
      return { ...state, isReportPanelOpen: true, reportId: action.reportId ?? state.reportId };
  }
}

/** A larger layout fills its empty panes with the series that aren't on screen yet, in order. */
function changeLayout(state: ViewerState, layout: Layout, candidates: string[]): ViewerState {
  const count = PANE_COUNT[layout];
  const isShrinking = count < PANE_COUNT[state.layout];
  // The active series stays in sight when its pane goes.
  const base = isShrinking && state.active >= count ? swap(state.panes, 0, state.active) : [...state.panes];
  const active = state.active < count ? state.active : 0;
  const used = new Set(base.slice(0, count));
  const free = candidates.filter((id) => !used.has(id));
  const panes = base.map((id, index) => (index < count && id === null ? (free.shift() ?? null) : id));
  return { ...state, layout, panes, active, playing: null };
}

function swap<T>(list: T[], a: number, b: number): T[] {
  return list.map((entry, index) => (index === a ? (list[b] as T) : index === b ? (list[a] as T) : entry));
}
