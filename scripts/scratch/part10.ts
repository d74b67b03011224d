/** What made instances are. */
export const SOP_CLASS_UID = "1.2.840.10008.5.1.4.1.1.2";
export const TRANSFER_SYNTAX_UID = "1.2.840.10008.1.2.1";

/** The data set of a Part 10 file: what follows the group of File Meta (PS3.10 7.1). */
export function dataSetOf(file: Buffer): Buffer {
  return file.subarray(144 + file.readUInt32LE(140));
}
