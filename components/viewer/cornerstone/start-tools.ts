import { init } from "@cornerstonejs/tools";
import { registerTools } from "./tools";

let isStarted = false;

/** Once for the life of the page, after the renderer. The first image needs no tools: they come after it. */
export function startTools(): void {
  if (isStarted) return;
  isStarted = true;
  init();
  registerTools();
}
