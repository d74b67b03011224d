import { characterSetOf, decodeText } from "../character-set";
import { DicomError } from "../errors";
import type { DataSet, DicomElement } from "../model";
import type { Layout } from "../scan-layout";
import { TAG, type Tag, tagToHex } from "../tags";
import { isLocalisedVr } from "../vr";
import { encodeElementIn, lengthBytes } from "./encode";
import type { Splice } from "./splice";

const utf8 = new TextEncoder();
const NOTHING = new Uint8Array(0);
export const UTF8_TERM = utf8.encode("ISO_IR 192");

/**
 * The text of an element in UTF-8; undefined when it isn't text that a character set applies to, or plain ASCII,
 * which is the same in every set.
 * @throws DicomError TOO_LARGE_VALUE for a text so long that it was not read
 */
export function textInUtf8(dataSet: DataSet, element: DicomElement): Uint8Array | undefined {
  if (!isLocalisedVr(element.vr)) return undefined;
  const { value } = element;
  if (!value) {
    throw new DicomError("TOO_LARGE_VALUE", `The text ${tagToHex(element.tag)} is too long to be converted.`);
  }
  if (value.every((byte) => byte < 0x80 && byte !== 0x1b)) return undefined;
  return utf8.encode(decodeText(value, characterSetOf(dataSet), element.vr === "PN"));
}

/**
 * Splices that turn all text of an element, however deep, into UTF-8 and correct the lengths around it.
 * @param append a further item for a sequence
 * @returns by how much the element's value grows
 */
export function convertElement(
  dataSet: DataSet,
  element: DicomElement,
  layout: Layout,
  splices: Splice[],
  { toUtf8, append = NOTHING }: { toUtf8: boolean; append?: Uint8Array },
): number {
  if (!element.items) return toUtf8 ? convertText(dataSet, element, layout, splices) : 0;
  let grown = append.length;
  for (const item of toUtf8 ? element.items : []) grown += convertItem(item, splices);
  const { tag, offset, length, isDelimited } = element;
  if (append.length > 0)
    splices.push({ tag, offset: offset + length - (isDelimited ? 8 : 0), remove: 0, bytes: append });
  if (grown !== 0 && !isDelimited) {
    const bytes = lengthBytes(length + grown, dataSet.isLittleEndian);
    splices.push({ tag, offset: offset - 4, remove: 4, bytes });
  }
  return grown;
}

function convertText(dataSet: DataSet, element: DicomElement, layout: Layout, splices: Splice[]): number {
  const { tag, vr, start, offset, length } = element;
  const text = tag === TAG.SpecificCharacterSet ? UTF8_TERM : textInUtf8(dataSet, element);
  if (!text) return 0;
  const bytes = encodeElementIn(layout, tag, vr, text);
  const remove = offset + length - start;
  splices.push({ tag, offset: start, remove, bytes });
  return bytes.length - remove;
}

function convertItem(item: DataSet, splices: Splice[]): number {
  const { place } = item;
  if (!place) return 0;
  const layout = { isExplicit: place.isExplicit, isLittleEndian: item.isLittleEndian };
  let grown = 0;
  for (const element of item.elements.values()) {
    grown += isGroupLength(element.tag)
      ? removeElement(element, splices)
      : convertElement(item, element, layout, splices, { toUtf8: true });
  }
  if (grown !== 0 && place.length !== undefined) {
    const bytes = lengthBytes(place.length + grown, item.isLittleEndian);
    splices.push({ tag: TAG.Item, offset: place.offset - 4, remove: 4, bytes });
  }
  return grown;
}

/** Retired (PS3.5 7.2); wrong as soon as something in the group changes. */
export const isGroupLength = (tag: Tag): boolean => (tag & 0xffff) === 0;

export function removeElement({ tag, start, offset, length }: DicomElement, splices: Splice[]): number {
  const remove = offset + length - start;
  splices.push({ tag, offset: start, remove, bytes: NOTHING });
  return -remove;
}
