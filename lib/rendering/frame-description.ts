/** How stored pixels are to be read and shown; plain data, so that it can go to a worker. */
export interface FrameDescription {
  transferSyntaxUid: string;
  rows: number;
  columns: number;
  samplesPerPixel: number;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  isSigned: boolean;
  isFloat: boolean;
  isPlanar: boolean;
  photometricInterpretation: string;
  /** Stored value to modality value: `slope * stored + intercept`, or a table. */
  slope: number;
  intercept: number;
  modalityLut?: LookupTable;
  window?: Window;
  voiLut?: LookupTable;
  isInverse: boolean;
  paddingValue?: number;
  palette?: [LookupTable, LookupTable, LookupTable];
}

/** `values[0]` is for input `first` and below; the last one for everything above (PS3.3 C.11.1.1.1). */
export interface LookupTable {
  first: number;
  bits: number;
  values: Uint16Array;
}

export interface Window {
  center: number;
  width: number;
  shape: "linear" | "linear-exact" | "sigmoid";
}

/** Decoded stored values: interleaved, little endian, in containers of `bitsAllocated` (1 bit: one byte each). */
export interface DecodedFrame {
  bytes: Uint8Array;
  bitsAllocated: number;
  samplesPerPixel: number;
  /** After decoding: what a codec converted is RGB now. */
  photometricInterpretation: string;
}

/** 8-bit grey or RGB, interleaved. */
export interface RenderedFrame {
  bytes: Uint8Array;
  width: number;
  height: number;
  channels: 1 | 3;
}
