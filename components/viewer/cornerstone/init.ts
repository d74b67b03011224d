import { cache, getRenderingCapabilities, init as initCore, RenderingEngine } from "@cornerstonejs/core";
import { init as initLoader } from "@cornerstonejs/dicom-image-loader";
import { FrameError } from "./frame-error";
import { registerImageLoading } from "./image-loader";

export const ENGINE_ID = "beeldbrug";

const GIBIBYTE = 1024 ** 3;
let isStarted = false;
let engine: RenderingEngine | undefined;

/**
 * Starts the renderer once for the life of the page, without the tools (see late-tools.ts); where WebGL is missing it
 * chooses the CPU by itself. All viewports draw by one WebGL context: each further one costs time before the first image.
 */
export function startCornerstone(): RenderingEngine {
  if (engine) return engine;
  if (!isStarted) {
    isStarted = true;
    initCore({ rendering: { webGlContextCount: 1 } } as never);
    initLoader({ maxWebWorkers: Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1)) });
    registerImageLoading();
    cache.setMaxCacheSize(cacheSize());
    // Cornerstone keeps a second promise of each load that nobody awaits; the viewport tells of the failure.
    window.addEventListener("unhandledrejection", (event) => {
      if (event.reason instanceof FrameError) event.preventDefault();
    });
  }
  engine = new RenderingEngine(ENGINE_ID);
  return engine;
}

/**
 * Lets the renderer go when no viewport is left: planes leave parts of themselves in it, a third of a megabyte each time.
 * The next viewport gets another one.
 */
export function dropUnusedEngine(): void {
  if (!engine || engine.getViewports().length > 0) return;
  engine.destroy();
  engine = undefined;
}

/** Whether volumes can be drawn: reconstructions, slabs and fusion need it. */
export function hasWebGl(): boolean {
  return getRenderingCapabilities().webgl;
}

/** A quarter of what the device has (deviceMemory counts GiB and stops at 8), between 1 and 2 GiB. */
function cacheSize(): number {
  const memory = (navigator as Navigator & { deviceMemory?: number }).deviceMemory ?? 4;
  return Math.min(2, Math.max(1, memory / 4)) * GIBIBYTE;
}
