/** A tag as one number: group in the high 16 bits, element in the low 16 bits, unsigned. */
export type Tag = number;

export const TAG = {
  FileMetaInformationGroupLength: 0x00020000,
  TransferSyntaxUID: 0x00020010,
  MediaStorageSOPInstanceUID: 0x00020003,
  MediaStorageSOPClassUID: 0x00020002,
  DirectoryRecordSequence: 0x00041220,
  SpecificCharacterSet: 0x00080005,
  SOPClassUID: 0x00080016,
  SOPInstanceUID: 0x00080018,
  StudyInstanceUID: 0x0020000d,
  SeriesInstanceUID: 0x0020000e,
  PixelRepresentation: 0x00280103,
  ExtendedOffsetTable: 0x7fe00001,
  ExtendedOffsetTableLengths: 0x7fe00002,
  FloatPixelData: 0x7fe00008,
  DoubleFloatPixelData: 0x7fe00009,
  PixelData: 0x7fe00010,
  DataSetTrailingPadding: 0xfffcfffc,
  Item: 0xfffee000,
  ItemDelimitation: 0xfffee00d,
  SequenceDelimitation: 0xfffee0dd,
} as const;

/** "00100010": the form DICOM JSON and our paths use. */
export function tagToHex(tag: Tag): string {
  let hex = hexByTag.get(tag);
  if (hex === undefined) {
    hex = tag.toString(16).toUpperCase().padStart(8, "0");
    if (hexByTag.size < 10_000) hexByTag.set(tag, hex);
  }
  return hex;
}

// The same few hundred tags come again in every instance.
const hexByTag = new Map<Tag, string>();

export function tagFromHex(hex: string): Tag | undefined {
  return /^[0-9A-Fa-f]{8}$/.test(hex) ? Number.parseInt(hex, 16) : undefined;
}

/** Odd groups are private (PS3.5 7.8). */
export function isPrivateTag(tag: Tag): boolean {
  return ((tag >>> 16) & 1) === 1;
}

/** (gggg,0010-00FF) of an odd group names the owner of a block of private elements. */
export function isPrivateCreator(tag: Tag): boolean {
  const element = tag & 0xffff;
  return isPrivateTag(tag) && element >= 0x10 && element <= 0xff;
}
