import {
  AngleTool,
  addTool,
  annotation,
  EllipticalROITool,
  Enums,
  LengthTool,
  MagnifyTool,
  PanTool,
  ProbeTool,
  RectangleROITool,
  ReferenceLinesTool,
  StackScrollTool,
  ToolGroupManager,
  type Types,
  WindowLevelTool,
  ZoomTool,
} from "@cornerstonejs/tools";
import { regionLines } from "./region-lines";

export const TOOLS = [
  "window",
  "scroll",
  "zoom",
  "pan",
  "magnify",
  "length",
  "angle",
  "ellipse",
  "rectangle",
  "probe",
] as const;
export type ToolName = (typeof TOOLS)[number];

const CLASSES = {
  window: WindowLevelTool,
  scroll: StackScrollTool,
  zoom: ZoomTool,
  pan: PanTool,
  magnify: MagnifyTool,
  length: LengthTool,
  angle: AngleTool,
  ellipse: EllipticalROITool,
  rectangle: RectangleROITool,
  probe: ProbeTool,
} as const;

const MEASUREMENTS: ToolName[] = ["length", "angle", "ellipse", "rectangle", "probe"];
const GROUP_ID = "beeldbrug-tools";
const { MouseBindings } = Enums;

/** The bindings that hold whatever tool the left button carries, as in most PACS viewers. */
const FIXED_BINDINGS: Partial<Record<ToolName, Types.IToolBinding[]>> = {
  scroll: [{ mouseButton: MouseBindings.Wheel }],
  pan: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 2 }],
  zoom: [{ mouseButton: MouseBindings.Secondary }],
};

export function registerTools(): void {
  for (const tool of Object.values(CLASSES)) addTool(tool);
  addTool(ReferenceLinesTool);
  const styles = annotation.config.style.getDefaultToolStyles();
  annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      color: "rgb(240, 200, 90)",
      colorHighlighted: "rgb(255, 225, 140)",
      colorSelected: "rgb(120, 220, 235)",
      lineWidth: "1.5",
      lineWidthSelected: "1.5",
      textBoxFontFamily: "'Inter Variable', system-ui, sans-serif",
      textBoxFontSize: "13px",
      textBoxColor: "rgb(240, 200, 90)",
      textBoxColorHighlighted: "rgb(255, 225, 140)",
      textBoxBackground: "rgba(5, 7, 10, 0.72)",
      textBoxColorSelected: "rgb(120, 220, 235)",
      shadow: true,
    },
  } as never);
}

function toolGroup() {
  const existing = ToolGroupManager.getToolGroup(GROUP_ID);
  if (existing) return existing;
  const created = ToolGroupManager.createToolGroup(GROUP_ID);
  if (!created) throw new Error("the tool group could not be made");
  for (const [name, tool] of Object.entries(CLASSES)) {
    created.addTool(
      tool.toolName,
      name === "ellipse" || name === "rectangle" ? { getTextLines: regionLines } : {},
    );
  }
  created.addTool(ReferenceLinesTool.toolName, { showFullDimension: true });
  return created;
}

export function addViewportToTools(viewportId: string, engineId: string): void {
  toolGroup().addViewport(viewportId, engineId);
}

export function removeViewportFromTools(viewportId: string, engineId: string): void {
  ToolGroupManager.getToolGroup(GROUP_ID)?.removeViewports(engineId, viewportId);
}

/** Puts a tool under the left mouse button (and one finger); measurements made before stay editable. */
export function activateTool(active: ToolName): void {
  const group = toolGroup();
  for (const name of TOOLS) {
    const { toolName } = CLASSES[name];
    const fixed = FIXED_BINDINGS[name] ?? [];
    const bindings = name === active ? [{ mouseButton: MouseBindings.Primary }, ...fixed] : fixed;
    if (name !== active) group.setToolPassive(toolName, { removeAllBindings: true });
    if (bindings.length > 0) group.setToolActive(toolName, { bindings });
    else if (!MEASUREMENTS.includes(name)) group.setToolDisabled(toolName);
  }
}

/** Draws on the other viewports where the plane of this one cuts them. */
export function showReferenceLines(sourceViewportId: string | null): void {
  const group = toolGroup();
  if (!sourceViewportId) {
    group.setToolDisabled(ReferenceLinesTool.toolName);
    return;
  }
  group.setToolConfiguration(ReferenceLinesTool.toolName, { sourceViewportId, showFullDimension: true });
  group.setToolEnabled(ReferenceLinesTool.toolName);
}

/** Removes the selected measurements, or all when none is selected. Returns how many went. */
export function removeMeasurements(): number {
  const selected = annotation.selection.getAnnotationsSelected() ?? [];
  const all = annotation.state
    .getAllAnnotations()
    .filter((entry) => entry.metadata?.toolName !== ReferenceLinesTool.toolName)
    .flatMap((entry) => entry.annotationUID ?? []);
  const victims = selected.length > 0 ? [...selected] : all;
  for (const uid of victims) annotation.state.removeAnnotation(uid);
  return victims.length;
}

/** Forgets every measurement; they live in the page only. */
export function forgetMeasurements(): void {
  annotation.state.removeAllAnnotations();
}
