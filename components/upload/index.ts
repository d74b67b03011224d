export { DropZone } from "./drop-zone";
export { UploadButtons } from "./upload-buttons";
export { UploadDock } from "./upload-dock";
export { UploadProvider } from "./upload-provider";
