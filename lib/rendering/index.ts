export type { Window } from "./frame-description";
export { cachedPicture } from "./picture-cache";
export {
  countFrames,
  EXPLICIT_LITTLE_ENDIAN,
  frameTransferSyntax,
  isStoredAsSent,
  rangesOfFrame,
  readFrame,
  readInstanceBytes,
} from "./read-frame";
export {
  canDecode,
  decodeFrameWith,
  frameDecoder,
  type RenderParameters,
  renderStoredFrame,
} from "./render-frame";
export type { StoredInstance } from "./stored-instance";
export { type TranscodedInstance, transcodeInstance } from "./transcode/transcode-instance";
