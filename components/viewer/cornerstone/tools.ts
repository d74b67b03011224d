import { getRenderingEngine } from "@cornerstonejs/core";
import {
  AngleTool,
  ArrowAnnotateTool,
  addTool,
  annotation,
  BidirectionalTool,
  CobbAngleTool,
  EllipticalROITool,
  Enums,
  init,
  LabelTool,
  LengthTool,
  MagnifyTool,
  PanTool,
  PlanarFreehandROITool,
  ProbeTool,
  RectangleROITool,
  ReferenceLinesTool,
  StackScrollTool,
  store,
  ToolGroupManager,
  type Types,
  utilities,
  WindowLevelRegionTool,
  WindowLevelTool,
  ZoomTool,
} from "@cornerstonejs/tools";
import { forgetSteps, noteRemoved, rememberMeasurements, undoStep } from "../tools/history";
import { keepToOwnPlane } from "../tools/own-plane";
import { watchSecondFinger } from "../tools/second-finger";
import { askForText } from "../tools/text-request";
import { diameterLines, lengthLines } from "./length-lines";
import { probeLines } from "./probe-lines";
import { regionLines } from "./region-lines";
import { MEASUREMENTS, TOOLS, type ToolName } from "./tool-names";

const CLASSES = {
  window: WindowLevelTool,
  region: WindowLevelRegionTool,
  scroll: StackScrollTool,
  zoom: ZoomTool,
  pan: PanTool,
  magnify: MagnifyTool,
  length: LengthTool,
  bidirectional: BidirectionalTool,
  angle: AngleTool,
  cobb: CobbAngleTool,
  ellipse: EllipticalROITool,
  rectangle: RectangleROITool,
  freehand: PlanarFreehandROITool,
  probe: ProbeTool,
  arrow: ArrowAnnotateTool,
  text: LabelTool,
} as const;

const DRAWING: readonly ToolName[] = MEASUREMENTS;

/** What a tool shows and asks, where that isn't the library's own way. */
const CONFIGURATION: Partial<Record<ToolName, Record<string, unknown>>> = {
  length: { getTextLines: lengthLines },
  bidirectional: { getTextLines: diameterLines },
  ellipse: { getTextLines: regionLines },
  rectangle: { getTextLines: regionLines },
  freehand: { getTextLines: regionLines, calculateStats: true, allowOpenContours: false },
  probe: { getTextLines: probeLines },
  arrow: { getTextCallback: askForText, changeTextCallback: askForOtherText },
  text: { getTextCallback: askForText, changeTextCallback: askForOtherText },
};

function askForOtherText(
  entry: { data?: { label?: string } },
  _event: unknown,
  done: (text: string) => void,
): void {
  askForText(done, entry.data?.label ?? "");
}

const GROUP_ID = "beeldbrug-tools";
const { MouseBindings } = Enums;

/** The bindings that hold whatever tool the left button carries, as in most PACS viewers. */
const FIXED_BINDINGS: Partial<Record<ToolName, Types.IToolBinding[]>> = {
  scroll: [{ mouseButton: MouseBindings.Wheel }],
  pan: [{ mouseButton: MouseBindings.Auxiliary }],
  // Two fingers: apart and together zooms, along pans. Three set the window whatever one finger does.
  zoom: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }],
  window: [{ numTouchPoints: 3 }],
};

/** Once for the life of the page, after the renderer. */
export function registerTools(): void {
  init();
  for (const tool of Object.values(CLASSES)) addTool(tool);
  addTool(ReferenceLinesTool);
  rememberMeasurements();
  keepToOwnPlane();
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
    created.addTool(tool.toolName, CONFIGURATION[name as ToolName] ?? {});
  }
  created.addTool(ReferenceLinesTool.toolName, { showFullDimension: true });
  return created;
}

const watches = new Map<string, () => void>();

export function addViewportToTools(viewportId: string, engineId: string): void {
  const element = getRenderingEngine(engineId)?.getViewport(viewportId)?.element;
  // One that was there before the tools were: nobody has told them of it.
  if (element && !element.querySelector("svg.svg-layer"))
    store.addEnabledElement({ detail: { element, viewportId } } as never);
  toolGroup().addViewport(viewportId, engineId);
  if (element) watches.set(viewportId, watchSecondFinger(element));
}

export function removeViewportFromTools(viewportId: string, engineId: string): void {
  watches.get(viewportId)?.();
  watches.delete(viewportId);
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
    else if (!DRAWING.includes(name)) group.setToolDisabled(toolName);
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

/** Removes every measurement. Returns how many went. */
export function removeMeasurements(): number {
  return remove(measurements());
}

/** Removes the selected measurements, or the one made last when none is selected. Returns how many went. */
export function removeMeasurement(): number {
  const all = measurements();
  const chosen = new Set(annotation.selection.getAnnotationsSelected() ?? []);
  const selected = all.filter((entry) => chosen.has(entry.annotationUID ?? ""));
  return remove(selected.length > 0 ? selected : all.slice(-1));
}

function measurements() {
  return annotation.state
    .getAllAnnotations()
    .filter((entry) => entry.metadata?.toolName !== ReferenceLinesTool.toolName);
}

function remove(victims: ReturnType<typeof measurements>): number {
  for (const { annotationUID } of victims)
    if (annotationUID) annotation.state.removeAnnotation(annotationUID);
  noteRemoved(victims);
  drawMeasurements();
  return victims.length;
}

/** Takes the last measurement away, or brings removed ones back. False when there was nothing to undo. */
export function undoMeasurement(): boolean {
  const isDone = undoStep();
  drawMeasurements();
  return isDone;
}

/** The library draws when something is drawn or moved, not when something goes or comes back. */
function drawMeasurements(): void {
  const ids = toolGroup().getViewportIds();
  utilities.triggerAnnotationRenderForViewportIds(ids);
}

/** Forgets every measurement; they live in the page only. */
export function forgetMeasurements(): void {
  annotation.state.removeAllAnnotations();
  forgetSteps();
}
