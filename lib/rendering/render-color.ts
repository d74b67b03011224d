import type { DecodedFrame, FrameDescription } from "./frame-description";

/** 8-bit RGB out of three samples per pixel; YBR per PS3.3 C.7.6.3.1.2. */
export function toRgb(decoded: DecodedFrame, frame: FrameDescription): Uint8Array {
  const { samplesPerPixel: samples } = decoded;
  const isWide = decoded.bitsAllocated > 8;
  const shift = isWide ? Math.max(0, frame.bitsStored - 8) : 0;
  const pixels = frame.rows * frame.columns;
  const view = new DataView(decoded.bytes.buffer, decoded.bytes.byteOffset, decoded.bytes.byteLength);
  const at = (index: number): number =>
    isWide ? view.getUint16(index * 2, true) >> shift : view.getUint8(index);
  const out = new Uint8Array(pixels * 3);
  const isYbr = /^YBR_(FULL|FULL_422|PARTIAL_4..)$/.test(decoded.photometricInterpretation);
  const isPartial = decoded.photometricInterpretation.startsWith("YBR_PARTIAL");
  for (let pixel = 0; pixel < pixels; pixel++) {
    const a = at(pixel * samples);
    const b = at(pixel * samples + 1);
    const c = at(pixel * samples + 2);
    if (!isYbr) {
      out[pixel * 3] = a;
      out[pixel * 3 + 1] = b;
      out[pixel * 3 + 2] = c;
      continue;
    }
    const y = isPartial ? (a - 16) * 1.1644 : a;
    const scale = isPartial ? 1.1384 : 1;
    const cb = (b - 128) * scale;
    const cr = (c - 128) * scale;
    out[pixel * 3] = clamp(y + 1.402 * cr);
    out[pixel * 3 + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
    out[pixel * 3 + 2] = clamp(y + 1.772 * cb);
  }
  return out;
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));
