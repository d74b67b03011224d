import type { DicomAttributes } from "../types";

/** Image pixel module for 16-bit greyscale (PS3.3 C.7.6.3). */
export function greyscale(
  columns: number,
  rows: number,
  options: { bitsStored: number; isSigned?: boolean; isInverted?: boolean },
): DicomAttributes {
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: options.isInverted ? "MONOCHROME1" : "MONOCHROME2",
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: options.bitsStored,
    HighBit: options.bitsStored - 1,
    PixelRepresentation: options.isSigned ? 1 : 0,
  };
}

export function bytesOf(values: Int16Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

export function decimal(value: number): string {
  return String(Number(value.toFixed(4)));
}

export function code(value: string, scheme: string, meaning: string): DicomAttributes {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}
