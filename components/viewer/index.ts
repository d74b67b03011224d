export type { ViewerDocument, ViewerProps } from "./types";
export { ViewerEntry } from "./viewer-entry";
