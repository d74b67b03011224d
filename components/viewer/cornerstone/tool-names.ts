export const TOOLS = [
  "window",
  "region",
  "scroll",
  "zoom",
  "pan",
  "magnify",
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
export type ToolName = (typeof TOOLS)[number];
