import { type DicomObject, textOf } from "./attributes";
import { elementHeader, encodeDataSet, encodeElement, itemHeader, joinBytes } from "./encode-data-set";
import { DicomError } from "./errors";
import { EXPLICIT_LITTLE_ENDIAN } from "./scan-layout";
import { TAG } from "./tags";

/** Who wrote the File Meta (PS3.10 7.1); a fixed UUID below 2.25. */
export const IMPLEMENTATION_CLASS_UID = "2.25.51158484971420281939681032102268026987";
export const IMPLEMENTATION_VERSION_NAME = "BEELDBRUG_1";

export interface FileMetaValues {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  sourceAeTitle?: string;
}

/** Preamble, DICM mark and File Meta Information: what stands before a data set in a file. */
export function encodeFileMeta(values: FileMetaValues): Uint8Array {
  const ascii = (text: string) => new TextEncoder().encode(text);
  const elements = [
    encodeElement(0x00020001, "OB", Uint8Array.of(0, 1)),
    encodeElement(TAG.MediaStorageSOPClassUID, "UI", ascii(values.sopClassUid)),
    encodeElement(TAG.MediaStorageSOPInstanceUID, "UI", ascii(values.sopInstanceUid)),
    encodeElement(TAG.TransferSyntaxUID, "UI", ascii(values.transferSyntaxUid)),
    encodeElement(0x00020012, "UI", ascii(IMPLEMENTATION_CLASS_UID)),
    encodeElement(0x00020013, "SH", ascii(IMPLEMENTATION_VERSION_NAME)),
  ];
  if (values.sourceAeTitle) elements.push(encodeElement(0x00020016, "AE", ascii(values.sourceAeTitle)));
  const group = joinBytes(elements);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, group.length, true);
  const preamble = new Uint8Array(132);
  preamble.set(ascii("DICM"), 128);
  return joinBytes([preamble, encodeElement(TAG.FileMetaInformationGroupLength, "UL", length), group]);
}

/** Native frames as they follow each other, or the encapsulated frames of a compressed transfer syntax. */
export type PixelDataToWrite =
  | { frames: readonly Uint8Array[]; vr: "OB" | "OW" }
  | { encapsulated: readonly Uint8Array[]; transferSyntaxUid: string };

/**
 * A Part 10 file in pieces, to be written one after the other: Explicit VR Little Endian, or the given
 * transfer syntax when the pixel data is encapsulated (one fragment per frame, with offset table).
 * The object must have SOPClassUID and SOPInstanceUID.
 */
export function writePart10(object: DicomObject, pixelData?: PixelDataToWrite): Uint8Array[] {
  const sopClassUid = textOf(object, "SOPClassUID");
  const sopInstanceUid = textOf(object, "SOPInstanceUID");
  if (!sopClassUid || !sopInstanceUid) {
    throw new DicomError("MISSING_UID", "SOPClassUID and SOPInstanceUID are needed to write a file.");
  }
  const isEncapsulated = pixelData !== undefined && "encapsulated" in pixelData;
  const transferSyntaxUid = isEncapsulated ? pixelData.transferSyntaxUid : EXPLICIT_LITTLE_ENDIAN;
  const parts = [encodeFileMeta({ sopClassUid, sopInstanceUid, transferSyntaxUid }), encodeDataSet(object)];
  if (!pixelData) return parts;
  return [...parts, ...(isEncapsulated ? encapsulate(pixelData.encapsulated) : native(pixelData))];
}

function native(pixelData: { frames: readonly Uint8Array[]; vr: "OB" | "OW" }): Uint8Array[] {
  const length = pixelData.frames.reduce((sum, frame) => sum + frame.length, 0);
  const padding = length % 2;
  if (length + padding > 0xfffffffe)
    throw new DicomError("TOO_LARGE_VALUE", "Pixel data must be below 4 GiB.");
  const header = elementHeader(TAG.PixelData, pixelData.vr, length + padding);
  return [header, ...pixelData.frames, ...(padding ? [new Uint8Array(1)] : [])];
}

function encapsulate(frames: readonly Uint8Array[]): Uint8Array[] {
  const offsets = new Uint8Array(frames.length * 4);
  const view = new DataView(offsets.buffer);
  const parts: Uint8Array[] = [];
  let offset = 0;
  frames.forEach((frame, index) => {
    const padding = frame.length % 2;
    view.setUint32(index * 4, offset, true);
    parts.push(itemHeader(TAG.Item, frame.length + padding), frame);
    if (padding) parts.push(new Uint8Array(1));
    offset += 8 + frame.length + padding;
  });
  return [
    elementHeader(TAG.PixelData, "OB", 0xffffffff),
    itemHeader(TAG.Item, offsets.length),
    offsets,
    ...parts,
    itemHeader(TAG.SequenceDelimitation, 0),
  ];
}
