import { implicitVr, lookUpTag } from "./dictionary";
import { vrFromBytes } from "./vr";

/** How a data set is encoded. */
export interface Layout {
  isExplicit: boolean;
  isLittleEndian: boolean;
}

export const EXPLICIT_LITTLE: Layout = { isExplicit: true, isLittleEndian: true };
export const IMPLICIT_LITTLE: Layout = { isExplicit: false, isLittleEndian: true };
export const EXPLICIT_BIG: Layout = { isExplicit: true, isLittleEndian: false };

export const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
export const DEFLATED_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
export const EXPLICIT_BIG_ENDIAN = "1.2.840.10008.1.2.2";

export function layoutOf(transferSyntaxUid: string): Layout {
  if (transferSyntaxUid === IMPLICIT_LITTLE_ENDIAN) return IMPLICIT_LITTLE;
  return transferSyntaxUid === EXPLICIT_BIG_ENDIAN ? EXPLICIT_BIG : EXPLICIT_LITTLE;
}

export function transferSyntaxOf(layout: Layout): string {
  if (!layout.isExplicit) return IMPLICIT_LITTLE_ENDIAN;
  return layout.isLittleEndian ? EXPLICIT_LITTLE_ENDIAN : EXPLICIT_BIG_ENDIAN;
}

/**
 * What the first element of a data set (8 bytes at `at`) says about its encoding; undefined when it does not
 * look like the beginning of a data set at all.
 */
export function guessLayout(bytes: Uint8Array, at: number): Layout | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
  const little = ((view.getUint16(0, true) << 16) | view.getUint16(2, true)) >>> 0;
  const big = ((view.getUint16(0, false) << 16) | view.getUint16(2, false)) >>> 0;
  if (vrFromBytes(view.getUint8(4), view.getUint8(5))) {
    if (isFirstTag(little)) return EXPLICIT_LITTLE;
    if (isFirstTag(big)) return EXPLICIT_BIG;
  }
  const length = view.getUint32(4, true);
  const isPlausible = length <= 0xffff || (length === 0xffffffff && implicitVr(little, false) === "SQ");
  return isFirstTag(little) && isPlausible ? IMPLICIT_LITTLE : undefined;
}

// Data sets begin in group 0008 as good as always, media directories in 0004, reduced ones a little higher.
function isFirstTag(tag: number): boolean {
  const group = tag >>> 16;
  if (group < 0x0002 || group > 0x0054) return false;
  return (tag & 0xffff) === 0 || lookUpTag(tag) !== undefined;
}
