/**
 * RLE Lossless (PS3.5 Annex G): one segment per byte of a sample, most significant byte first, samples one after
 * another. Gives interleaved little endian values; bytes that are missing stay 0.
 */
export function decodeRle(
  bytes: Uint8Array,
  pixelCount: number,
  samples: number,
  bytesPerSample: number,
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 64) throw new Error("the RLE header is cut short");
  const segments = view.getUint32(0, true);
  if (segments !== samples * bytesPerSample) throw new Error("the RLE segments don't fit the image");
  const out = new Uint8Array(pixelCount * samples * bytesPerSample);
  const step = samples * bytesPerSample;
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + segment * 4, true);
    const end = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
    if (start < 64 || end > bytes.length || end < start)
      throw new Error("an RLE segment lies outside the frame");
    const sample = Math.floor(segment / bytesPerSample);
    const first = sample * bytesPerSample + (bytesPerSample - 1 - (segment % bytesPerSample));
    unpack(bytes.subarray(start, end), out, first, step);
  }
  return out;
}

/** PackBits into every `step`-th byte. */
function unpack(input: Uint8Array, out: Uint8Array, first: number, step: number): void {
  let to = first;
  let at = 0;
  while (at < input.length && to < out.length) {
    const control = input[at++] as number;
    if (control < 128) {
      for (let left = control + 1; left > 0 && at < input.length && to < out.length; left--) {
        out[to] = input[at++] as number;
        to += step;
      }
    } else if (control > 128) {
      const value = input[at++] as number;
      for (let left = 257 - control; left > 0 && to < out.length; left--) {
        out[to] = value;
        to += step;
      }
    }
  }
}
