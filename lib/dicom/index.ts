export {
  attributeTags,
  type ElementName,
  getElement,
  getFirstItem,
  getItems,
  getNumber,
  getNumbers,
  getString,
  getStrings,
  hasElement,
  parseNumber,
} from "./data-set";
export { type DictionaryEntry, lookUpKeyword, lookUpTag, tagOf } from "./dictionary";
export { DicomError, type DicomErrorCode } from "./errors";
export {
  decodeFrameIndex,
  encodeFrameIndex,
  type FrameIndex,
  type FrameRange,
  frameCountOf,
  frameRanges,
} from "./frame-index";
export { type InstanceIdentity, identifyInstance } from "./identify-instance";
export { declaredFrames } from "./index-frames";
export { type BulkValue, DataSet, type DicomElement, type ScanWarning } from "./model";
export type { Layout } from "./scan-layout";
export { DEFAULT_LIMITS, type ScanLimits } from "./scan-limits";
export { Part10Scanner, type ScannedInstance, type ScannedPixelData, type ScanOptions } from "./scan-part10";
export { TAG, type Tag, tagFromHex, tagToHex } from "./tags";
export * from "./uids";
