import type { DicomElement } from "./dicom-json";

/** Bytes of an element with InlineBinary (base64). */
export function inlineBytes(element: DicomElement | undefined): Uint8Array | undefined {
  if (!element?.InlineBinary) return undefined;
  return Uint8Array.from(atob(element.InlineBinary), (character) => character.charCodeAt(0));
}

/**
 * The entries of a look-up table (PS3.3 C.7.9 and C.11.1.1) as numbers, from Value or InlineBinary.
 * 8-bit tables may be stored one entry a byte or one entry a 16-bit word; the length decides.
 */
export function lutEntries(element: DicomElement | undefined, entryCount: number): number[] | undefined {
  if (!element) return undefined;
  const values = element.Value?.map(Number) ?? [];
  if (values.length >= entryCount) return values.slice(0, entryCount);
  const bytes = inlineBytes(element) ?? wordsToBytes(values);
  if (bytes.length >= entryCount * 2) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: entryCount }, (_, index) => view.getUint16(index * 2, true));
  }
  return bytes.length >= entryCount ? Array.from(bytes.subarray(0, entryCount)) : undefined;
}

/** All 16-bit words of an element, from Value or InlineBinary. */
export function words(element: DicomElement | undefined): number[] {
  if (element?.Value) return element.Value.map(Number);
  const bytes = inlineBytes(element);
  return (bytes && lutEntries(element, Math.floor(bytes.length / 2))) ?? [];
}

/** Two 8-bit entries packed in one word: the first is the low byte. */
function wordsToBytes(values: number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]));
}

/** First mapped value, number of entries (0 means 65536), bits of an entry. */
export function lutDescriptor(element: DicomElement | undefined, isSigned: boolean) {
  const [count, first, bits] = (element?.Value ?? []).map(Number);
  if (count === undefined || first === undefined) return undefined;
  return {
    count: count === 0 ? 65_536 : count,
    first: isSigned && first > 32_767 ? first - 65_536 : first,
    bits: bits ?? 16,
  };
}
