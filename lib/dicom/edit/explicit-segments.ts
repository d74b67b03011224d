import { elementHeader, encodeElement, itemHeader } from "../encode-data-set";
import type { DataSet, DicomElement } from "../model";
import type { ScannedHead } from "../scan-part10";
import { TAG, type Tag } from "../tags";
import { hasLongForm, wordSize } from "../vr";
import { isGroupLength } from "./to-utf8";

/** Bytes made here, or a long value of the source whose words are turned around when they are of other order. */
export type ExplicitSegment =
  | { bytes: Uint8Array }
  | { offset: number; length: number; swapped: number; padding: number };

const ICON_IMAGE_SEQUENCE = 0x00880200;
const FIRST_GROUP = 0x0004;
const LONGEST_SHORT_FORM = 0xfffe;

/**
 * A head in Explicit VR Little Endian, without group lengths, padding and offset tables, in rising order of tags.
 * `changes` holds whole elements to stand in the place of others, or nothing for one to leave out.
 */
export function explicitSegments(
  { dataSet }: ScannedHead,
  changes: ReadonlyMap<Tag, Uint8Array | undefined> = new Map(),
): ExplicitSegment[] {
  const encoded: { tag: Tag; segments: ExplicitSegment[] }[] = [];
  for (const element of dataSet.elements.values()) {
    if (changes.has(element.tag) || isLeftOut(element)) continue;
    encoded.push({ tag: element.tag, segments: segmentsOf(dataSet, element) });
  }
  for (const [tag, bytes] of changes) if (bytes) encoded.push({ tag, segments: [{ bytes }] });
  return encoded.sort((a, b) => a.tag - b.tag).flatMap(({ segments }) => segments);
}

export function segmentLength(segments: readonly ExplicitSegment[]): number {
  return segments.reduce(
    (sum, segment) => sum + ("bytes" in segment ? segment.bytes.length : segment.length + segment.padding),
    0,
  );
}

function isLeftOut(element: DicomElement): boolean {
  const { tag } = element;
  if (isGroupLength(tag) || tag >>> 16 < FIRST_GROUP || tag === TAG.DataSetTrailingPadding) return true;
  // Extended Offset Table, its lengths, and Encapsulated Pixel Data Value Total Length.
  if (tag >= TAG.ExtendedOffsetTable && tag <= 0x7fe00003) return true;
  return tag === ICON_IMAGE_SEQUENCE && hasFragments(element);
}

/** Compressed pictures inside a sequence are in the transfer syntax of the whole, which is another one now. */
function hasFragments({ items, isDelimited }: DicomElement): boolean {
  if (!items) return isDelimited === true;
  return items.some((item) => [...item.elements.values()].some(hasFragments));
}

function segmentsOf(dataSet: DataSet, element: DicomElement): ExplicitSegment[] {
  const { tag, items, value, offset, length } = element;
  if (items) {
    const content = items.flatMap(itemSegments);
    return [{ bytes: elementHeader(tag, "SQ", segmentLength(content)) }, ...content];
  }
  if (!value && element.isDelimited) return [];
  const size = value?.length ?? length;
  const vr = size > LONGEST_SHORT_FORM && !hasLongForm(element.vr) ? "UN" : element.vr;
  const words = dataSet.isLittleEndian ? 1 : wordSize(element.vr);
  if (value) return [{ bytes: encodeElement(tag, vr, swapWords(value, words)) }];
  const padding = length % 2;
  return [
    { bytes: elementHeader(tag, vr, length + padding) },
    ...(length > 0 ? [{ offset, length, swapped: words, padding }] : []),
  ];
}

function itemSegments(item: DataSet): ExplicitSegment[] {
  const content = [...item.elements.values()]
    .filter(({ tag }) => !isGroupLength(tag))
    .sort((a, b) => a.tag - b.tag)
    .flatMap((element) => segmentsOf(item, element));
  return [{ bytes: itemHeader(TAG.Item, segmentLength(content)) }, ...content];
}

function swapWords(value: Uint8Array, size: number): Uint8Array {
  if (size === 1) return value;
  const swapped = value.slice();
  for (let at = 0; at + size <= swapped.length; at += size) swapped.subarray(at, at + size).reverse();
  return swapped;
}
