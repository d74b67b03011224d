export type { DicomObject } from "./attributes";
export { characterSetOf, decodeText } from "./character-set";
export {
  attributeTags,
  type ElementName,
  getCount,
  getDate,
  getElement,
  getFirstItem,
  getItems,
  getNumber,
  getNumbers,
  getPersonName,
  getString,
  getStrings,
  getTime,
  hasElement,
  parseNumber,
} from "./data-set";
export * from "./dates";
export type { JsonElement, JsonPersonName, JsonValue } from "./dicom-json";
export { type DicomJson, type DicomJsonOptions, decodeBulkText, toDicomJson } from "./dicom-json";
export { buildDicomdir, type DicomdirOptions, type DirectoryEntry } from "./dicomdir";
export { type DictionaryEntry, lookUpKeyword, lookUpTag, tagOf } from "./dictionary";
export { type CoercedInstance, coerceInstance } from "./edit/coerce-instance";
export { type ExplicitSegment, explicitSegments, segmentLength } from "./edit/explicit-segments";
export type { Coercion } from "./edit/plan-coercion";
export { scanHead } from "./edit/scan-head";
export { elementHeader, encodeAttribute, encodeDataSet, formatDecimal, joinBytes } from "./encode-data-set";
export { DicomError, type DicomErrorCode } from "./errors";
export { firstLookOrder, type Place } from "./first-look-order";
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
export * from "./patient-identifiers";
export * from "./person-name";
export type { Layout } from "./scan-layout";
export { DEFAULT_LIMITS, type ScanLimits } from "./scan-limits";
export {
  Part10Scanner,
  type ScannedHead,
  type ScannedInstance,
  type ScannedPixelData,
  type ScanOptions,
} from "./scan-part10";
export { TAG, type Tag, tagFromHex, tagToHex } from "./tags";
export { implicitVrOf, toImplicitVr } from "./to-implicit-vr";
export * from "./uids";
export { wordSize } from "./vr";
export {
  encodeFileMeta,
  type FileMetaValues,
  IMPLEMENTATION_CLASS_UID,
  IMPLEMENTATION_VERSION_NAME,
  type PixelDataToWrite,
  writePart10,
} from "./write-part10";
