const START_OF_SCAN = 0xda;
const APP0 = 0xe0;
const APP14 = 0xee;
/** An Adobe marker that says: no colour transform (ISO 10918-6 6.5.3). */
const ADOBE_RGB = Uint8Array.of(0xff, APP14, 0, 14, ...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, 0);

/**
 * A JPEG of three components that the data set calls RGB and that doesn't say itself what it is: decoders would take it
 * for YCbCr. Left alone when it does say so (JFIF is YCbCr by definition), or when its components have different
 * resolutions, as nobody stores RGB.
 */
export function declareRgb(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return bytes;
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) break;
    if (marker === APP0 || marker === APP14) return bytes;
    if (marker >= 0xc0 && marker <= 0xc2 && !hasEqualComponents(bytes, at)) return bytes;
    at += 2 + view.getUint16(at + 2);
  }
  return Buffer.concat([bytes.subarray(0, 2), ADOBE_RGB, bytes.subarray(2)]);
}

/** Whether the three components of a frame header (T.81 B.2.2) are sampled alike. */
function hasEqualComponents(bytes: Uint8Array, at: number): boolean {
  const factors = [0, 1, 2].map((index) => bytes[at + 11 + index * 3]);
  return bytes[at + 9] === 3 && factors.every((factor) => factor === factors[0]);
}
