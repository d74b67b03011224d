import { lutDescriptor, lutEntries } from "../data/binary";
import { type DicomJson, items, number } from "../data/dicom-json";

/** The segment of each pixel (PS3.3 C.8.20.2, SegmentationType LABELMAP). */
export type Labels = Uint8Array | Uint16Array;

/** The labels of an uncompressed frame of 8 or 16 bits, little endian. */
export function labelsOf(bytes: Uint8Array, bitsAllocated: number, count: number): Labels {
  if (bitsAllocated !== 16) return bytes.subarray(0, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: Math.min(count, bytes.length >> 1) }, (_, i) =>
    view.getUint16(i * 2, true),
  );
}

type Present = { segments: Set<number>; alphas: Map<number, Uint8Array> };
const known = new WeakMap<Labels, Present>();

/** Where one segment lies, as opacities; undefined where it doesn't at all. A frame is walked once for all of them. */
export function labelAlpha(labels: Labels, segment: number, opacity: number): Uint8Array | undefined {
  const present = known.get(labels) ?? { segments: new Set<number>(labels), alphas: new Map() };
  known.set(labels, present);
  if (!present.segments.has(segment)) return undefined;
  const alpha = present.alphas.get(segment) ?? drawn(labels, segment, opacity);
  present.alphas.set(segment, alpha);
  return alpha;
}

function drawn(labels: Labels, segment: number, opacity: number): Uint8Array {
  const alpha = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i += 1) if (labels[i] === segment) alpha[i] = opacity;
  return alpha;
}

/** What is nothing: the value of Pixel Padding (which a label map names its background by), else 0. */
function isBackground(instance: DicomJson, segment: number): boolean {
  return segment === (number(instance, "00280120") ?? 0);
}

const TABLES = [
  ["00281101", "00281201"],
  ["00281102", "00281202"],
  ["00281103", "00281203"],
] as const;

/** The colour that a palette gives a segment; undefined without one. */
export function paletteColour(instance: DicomJson, segment: number): string | undefined {
  const parts = TABLES.map(([descriptorTag, tableTag]) => {
    const descriptor = lutDescriptor(instance[descriptorTag], false);
    const entries = descriptor && lutEntries(instance[tableTag], descriptor.count);
    if (!descriptor || !entries) return undefined;
    const entry = entries[Math.min(descriptor.count - 1, Math.max(0, segment - descriptor.first))] ?? 0;
    return descriptor.bits > 8 ? entry >> 8 : entry;
  });
  return parts.every((part) => part !== undefined) ? `rgb(${parts.join(", ")})` : undefined;
}

/** The segments that are described, with their numbers; those of a label map without what is nothing. */
export function describedSegments(instance: DicomJson, isLabelMap: boolean) {
  return items(instance, "00620002")
    .map((segment, index) => ({ segment, number: number(segment, "00620004") ?? index + 1 }))
    .filter((each) => !isLabelMap || !isBackground(instance, each.number));
}
