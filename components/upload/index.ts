export { DropZone } from "./drop-zone";
export { UploadButtons } from "./upload-buttons";
export { UploadDock } from "./upload-dock";
export { UploadProvider, useUploads } from "./upload-provider";
