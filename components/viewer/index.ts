export { OpenOutside } from "./chrome/open-outside";
export type { ViewerDocument } from "./types";
export { ViewerEntry } from "./viewer-entry";
