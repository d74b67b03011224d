export { markDownloaded, markImported, markOpened } from "./mark-progress";
export { resolveShareGrant, type ShareGrant } from "./resolve-share-grant";
