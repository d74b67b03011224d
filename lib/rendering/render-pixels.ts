import type { DecodedFrame, FrameDescription, LookupTable, RenderedFrame, Window } from "./frame-description";
import { toRgb } from "./render-color";

/** Stored values as they are shown: modality, values of interest, presentation (PS3.4 N.2), or colour. */
export function renderPixels(decoded: DecodedFrame, frame: FrameDescription, asked?: Window): RenderedFrame {
  const { rows: height, columns: width } = frame;
  if (decoded.samplesPerPixel >= 3) return { bytes: toRgb(decoded, frame), width, height, channels: 3 };
  if (frame.palette)
    return { bytes: throughPalette(decoded, frame, frame.palette), width, height, channels: 3 };
  const bytes =
    frame.isFloat || decoded.bitsAllocated > 16
      ? greyByValue(decoded, frame, asked)
      : greyByTable(decoded, frame, asked);
  return { bytes, width, height, channels: 1 };
}

/** Up to 16 bits: every stored value goes through the stages once, then pixels are looked up. */
function greyByTable(decoded: DecodedFrame, frame: FrameDescription, asked?: Window): Uint8Array {
  const raw = rawValues(decoded);
  const bits = decoded.bitsAllocated === 1 ? 1 : Math.min(frame.bitsStored, decoded.bitsAllocated);
  const shift = decoded.bitsAllocated === 1 ? 0 : Math.max(0, frame.highBit + 1 - bits);
  const mask = (1 << bits) - 1;
  const modality = new Float64Array(mask + 1);
  for (let index = 0; index <= mask; index++)
    modality[index] = modalityValue(storedValue(index, bits, frame), frame);

  let window = asked ?? frame.window;
  if (!window && !frame.voiLut) {
    const histogram = new Uint32Array(mask + 1);
    for (let at = 0; at < raw.length; at++) {
      const index = ((raw[at] as number) >> shift) & mask;
      histogram[index] = (histogram[index] as number) + 1;
    }
    window = windowOfHistogram(histogram, modality, bits, frame);
  }
  const table = new Uint8Array(mask + 1);
  const show = presentation(frame, window, asked === undefined ? frame.voiLut : undefined);
  for (let index = 0; index <= mask; index++) table[index] = show(modality[index] as number);
  const out = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) out[at] = table[((raw[at] as number) >> shift) & mask] as number;
  return out;
}

function greyByValue(decoded: DecodedFrame, frame: FrameDescription, asked?: Window): Uint8Array {
  const values = wideValues(decoded, frame);
  let window = asked ?? frame.window;
  if (!window) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const value of values) {
      if (!Number.isFinite(value) || value === frame.paddingValue) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    window = spanning(modalityValue(low, frame), modalityValue(high, frame));
  }
  const show = presentation(frame, window, undefined);
  return Uint8Array.from(values, (value) => show(modalityValue(value, frame)));
}

function rawValues({ bytes, bitsAllocated }: DecodedFrame): Uint8Array | Uint16Array {
  if (bitsAllocated <= 8) return bytes;
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1);
}

function wideValues({ bytes, bitsAllocated }: DecodedFrame, frame: FrameDescription): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bitsAllocated / 8;
  return Float64Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => {
    const at = index * size;
    if (frame.isFloat) return size === 8 ? view.getFloat64(at, true) : view.getFloat32(at, true);
    if (size === 8) return Number(frame.isSigned ? view.getBigInt64(at, true) : view.getBigUint64(at, true));
    return frame.isSigned ? view.getInt32(at, true) : view.getUint32(at, true);
  });
}

function storedValue(index: number, bits: number, { isSigned }: FrameDescription): number {
  return isSigned && bits > 1 && index >= 1 << (bits - 1) ? index - (1 << bits) : index;
}

function modalityValue(stored: number, { modalityLut, slope, intercept }: FrameDescription): number {
  return modalityLut ? lookUp(modalityLut, stored) : slope * stored + intercept;
}

export function lookUp({ first, values }: LookupTable, input: number): number {
  const index = Math.max(0, Math.min(values.length - 1, Math.round(input) - first));
  return values[index] ?? 0;
}

/** Modality value to grey level 0-255. */
function presentation(
  frame: FrameDescription,
  window: Window | undefined,
  voiLut: LookupTable | undefined,
): (value: number) => number {
  const isInverted = (frame.photometricInterpretation === "MONOCHROME1") !== frame.isInverse;
  const level =
    voiLut && !window
      ? tableLevel(voiLut)
      : windowLevel(window ?? { center: 128, width: 256, shape: "linear" });
  return (value) => {
    const grey = Math.max(0, Math.min(255, Math.round(level(value) * 255)));
    return isInverted ? 255 - grey : grey;
  };
}

function tableLevel(table: LookupTable): (value: number) => number {
  const highest = table.values.reduce((most, value) => Math.max(most, value), 0);
  // Some tables say 16 bits and use fewer.
  const scale = Math.min(2 ** table.bits - 1, 2 ** Math.ceil(Math.log2(highest + 1)) - 1) || 1;
  return (value) => lookUp(table, value) / scale;
}

/** PS3.3 C.11.2.1.2 and C.11.2.1.3, giving 0 to 1. */
function windowLevel({ center, width, shape }: Window): (value: number) => number {
  if (shape === "sigmoid") return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  if (shape === "linear-exact") return (value) => (value - center) / width + 0.5;
  if (width <= 1) return (value) => (value > center - 0.5 ? 1 : 0);
  return (value) => (value - (center - 0.5)) / (width - 1) + 0.5;
}

const TAIL = 0.002;

/** Without a window in the file: from the 0.2 % to the 99.8 % point, padding left out. */
function windowOfHistogram(
  histogram: Uint32Array,
  modality: Float64Array,
  bits: number,
  frame: FrameDescription,
): Window {
  const counts: [number, number][] = [];
  let total = 0;
  for (let index = 0; index < histogram.length; index++) {
    const count = histogram[index] as number;
    if (count === 0 || storedValue(index, bits, frame) === frame.paddingValue) continue;
    counts.push([modality[index] as number, count]);
    total += count;
  }
  counts.sort(([a], [b]) => a - b);
  const pointAt = (share: number): number => {
    let passed = 0;
    for (const [value, count] of counts) {
      passed += count;
      if (passed >= share * total) return value;
    }
    return counts[counts.length - 1]?.[0] ?? 0;
  };
  return spanning(pointAt(TAIL), pointAt(1 - TAIL));
}

function spanning(low: number, high: number): Window {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { center: 0.5, width: 2, shape: "linear" };
  return { center: (low + high) / 2, width: Math.max(high - low, Number.MIN_VALUE), shape: "linear-exact" };
}

function throughPalette(
  decoded: DecodedFrame,
  frame: FrameDescription,
  palette: [LookupTable, LookupTable, LookupTable],
): Uint8Array {
  const raw = rawValues(decoded);
  const mask = (1 << Math.min(frame.bitsStored, 16)) - 1;
  // 8-bit entries may stand in 16-bit words (PS3.3 C.7.6.3.1.5 note).
  const shifts = palette.map((table) => (table.values.some((value) => value > 255) ? 8 : 0));
  const out = new Uint8Array(raw.length * 3);
  for (let at = 0; at < raw.length; at++) {
    const value = (raw[at] as number) & mask;
    for (let color = 0; color < 3; color++)
      out[at * 3 + color] = lookUp(palette[color] as LookupTable, value) >> (shifts[color] as number);
  }
  return out;
}
