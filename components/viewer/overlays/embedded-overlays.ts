import { fetchFrame } from "../cornerstone/frame-bytes";
import { NATIVE } from "../cornerstone/native-image";
import { type DicomJson, number } from "../data/dicom-json";
import type { Frame } from "../data/display-sets";

/**
 * The bit of the image's own words in which an overlay stands (retired in 2004: PS3.3-2004 C.9.2.1.1.2, PS3.5 8.1.2),
 * when it has no data of its own. Undefined for bits that hold the image.
 */
export function embeddedBit(dataset: DicomJson, group: string): number | undefined {
  const allocated = number(dataset, "00280100") ?? 0;
  const stored = number(dataset, "00280101") ?? allocated;
  const high = number(dataset, "00280102") ?? stored - 1;
  const bit = number(dataset, `${group}0102`);
  if (dataset[`${group}3000`] || number(dataset, `${group}0100`) !== allocated || bit === undefined)
    return undefined;
  if ((number(dataset, "00280002") ?? 1) !== 1 || (allocated !== 8 && allocated !== 16)) return undefined;
  return bit < 0 || bit >= allocated || (bit <= high && bit > high - stored) ? undefined : bit;
}

/**
 * The overlay as opacities of the image's pixels; undefined when no pixel has it. A codec keeps no bits outside those
 * that it is told of: compressed images have none.
 */
export async function embeddedAlpha({ dataset, imageId }: Frame, group: string) {
  const bit = embeddedBit(dataset, group);
  const rows = number(dataset, "00280010") ?? 0;
  const columns = number(dataset, "00280011") ?? 0;
  if (bit === undefined || rows <= 0 || columns <= 0) return undefined;
  const { bytes, transferSyntaxUid } = await fetchFrame(imageId.slice("wadors:".length), "low");
  if (!NATIVE.has(transferSyntaxUid)) return undefined;
  const alpha = bitOf(bytes, rows * columns, number(dataset, "00280100") === 16 ? 2 : 1, bit);
  return alpha && { columns, rows, alpha };
}

/** One bit of each little-endian word, as opacities. */
export function bitOf(bytes: Uint8Array, count: number, width: 1 | 2, bit: number): Uint8Array | undefined {
  if (bytes.length < count * width) return undefined;
  const alpha = new Uint8Array(count);
  const [from, mask] = [bit >> 3, 1 << (bit & 7)];
  let isSet = false;
  for (let i = 0; i < count; i += 1) {
    if (!((bytes[i * width + from] ?? 0) & mask)) continue;
    alpha[i] = 255;
    isSet = true;
  }
  return isSet ? alpha : undefined;
}
