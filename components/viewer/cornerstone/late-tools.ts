import { scrollByWheel } from "./early-wheel";
import type { ToolName } from "./tool-names";

/*
 * The tools are a program of their own, which comes after the first image. What is asked of them before is done when
 * they are here; there are no measurements until then. The wheel scrolls from the first image on.
 */

let tools: Omit<typeof import("./tools"), "registerTools"> | undefined;
let loading: Promise<void> | undefined;
let hasFailed = false;
const viewports = new Map<string, string>();
/** What ends the early scrolling, by viewport. */
const wheels = new Map<string, () => void>();
let active: ToolName = "window";
let linesOf: string | null = null;

/** Resolves when the tools work. After a failure the next call tries again. */
export function loadTools(): Promise<void> {
  loading ??= import("./tools")
    .then(
      ({
        registerTools,
        addViewportToTools,
        removeViewportFromTools,
        activateTool,
        showReferenceLines,
        removeMeasurements,
        removeMeasurement,
        undoMeasurement,
        forgetMeasurements,
      }) => {
        registerTools();
        tools = {
          ...{ addViewportToTools, removeViewportFromTools, activateTool, showReferenceLines },
          ...{ removeMeasurements, removeMeasurement, undoMeasurement, forgetMeasurements },
        };
        for (const [viewportId, engineId] of viewports) {
          leaveWheel(viewportId);
          addViewportToTools(viewportId, engineId);
        }
        activateTool(active);
        showReferenceLines(linesOf);
      },
    )
    .catch((error) => {
      loading = undefined;
      hasFailed = true;
      throw error;
    });
  return loading;
}

export function addViewportToTools(viewportId: string, engineId: string): void {
  viewports.set(viewportId, engineId);
  leaveWheel(viewportId);
  if (tools) tools.addViewportToTools(viewportId, engineId);
  else wheels.set(viewportId, scrollByWheel(viewportId, engineId));
}

function leaveWheel(viewportId: string): void {
  wheels.get(viewportId)?.();
  wheels.delete(viewportId);
}

export function removeViewportFromTools(viewportId: string, engineId: string): void {
  viewports.delete(viewportId);
  leaveWheel(viewportId);
  tools?.removeViewportFromTools(viewportId, engineId);
}

export function activateTool(name: ToolName): void {
  active = name;
  if (tools) tools.activateTool(name);
  else if (hasFailed) loadTools().catch(() => undefined);
}

export function showReferenceLines(sourceViewportId: string | null): void {
  linesOf = sourceViewportId;
  tools?.showReferenceLines(sourceViewportId);
}

export const removeMeasurements = (): number => tools?.removeMeasurements() ?? 0;
export const removeMeasurement = (): number => tools?.removeMeasurement() ?? 0;
export const undoMeasurement = (): boolean => tools?.undoMeasurement() ?? false;
export const forgetMeasurements = (): void => tools?.forgetMeasurements();
