export { listKeyImagesOperation, markKeyImageOperation, removeKeyImageOperation } from "./api";
export { listKeyImages } from "./list-key-images";
export { markKeyImage } from "./mark-key-image";
export { removeKeyImage } from "./remove-key-image";
