export { OpenOutside } from "./chrome/open-outside";
export { dicomwebRoot } from "./data/dicomweb";
export { openingUrl } from "./data/load-study";
export type { ViewerDocument } from "./types";
export { ViewerEntry } from "./viewer-entry";
