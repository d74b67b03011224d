/** What they draw stays. */
export const MEASUREMENTS = [
  "length",
  "bidirectional",
  "angle",
  "cobb",
  "ellipse",
  "rectangle",
  "freehand",
  "probe",
  "arrow",
  "text",
] as const;
/** In the toolbar's order. */
export const TOOLS = ["window", "region", "scroll", "zoom", "pan", "magnify", ...MEASUREMENTS] as const;
export type ToolName = (typeof TOOLS)[number];
