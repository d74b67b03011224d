/**
 * Uncompressed YBR_FULL_422 (PS3.3 C.7.6.3.1.2): two luminances, then the colour both pixels share.
 * Clamping is left to the array's type.
 */
export function expandYbr422(source: Uint8Array, isRgba: boolean): Uint8ClampedArray {
  const samples = isRgba ? 4 : 3;
  const pixels = new Uint8ClampedArray((source.length / 2) * samples);
  for (let pixel = 0; pixel < source.length / 2; pixel += 1) {
    const pair = (pixel >> 1) * 4;
    const y = source[pair + (pixel & 1)] ?? 0;
    const blue = (source[pair + 2] ?? 128) - 128;
    const red = (source[pair + 3] ?? 128) - 128;
    const at = pixel * samples;
    pixels[at] = y + 1.402 * red;
    pixels[at + 1] = y - 0.344136 * blue - 0.714136 * red;
    pixels[at + 2] = y + 1.772 * blue;
    if (isRgba) pixels[at + 3] = 255;
  }
  return pixels;
}
