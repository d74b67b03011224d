export type { ViewerDocument } from "./types";
export { ViewerEntry } from "./viewer-entry";
