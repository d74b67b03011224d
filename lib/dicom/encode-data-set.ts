import { type Attribute, type DicomObject, readAttributes } from "./attributes";
import { DicomError } from "./errors";
import { TAG, type Tag, tagFromHex, tagToHex } from "./tags";
import { hasLongForm, isTextVr } from "./vr";

const utf8 = new TextEncoder();

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * A data set in Explicit VR Little Endian, sequences with lengths. Text is UTF-8; Specific Character Set is
 * added when a text needs it. Throws BAD_VALUE and TOO_LARGE_VALUE.
 */
export function encodeDataSet(object: DicomObject): Uint8Array {
  const attributes = readAttributes(object).filter((attribute) => attribute.tag !== TAG.SpecificCharacterSet);
  const encoded = attributes.map((attribute) => ({ tag: attribute.tag, bytes: encodeAttribute(attribute) }));
  if (needsUtf8(attributes) || object.SpecificCharacterSet || object["00080005"]) {
    encoded.push({
      tag: TAG.SpecificCharacterSet,
      bytes: encodeAttribute({ tag: TAG.SpecificCharacterSet, vr: "CS", values: ["ISO_IR 192"] }),
    });
    encoded.sort((a, b) => a.tag - b.tag);
  }
  return joinBytes(encoded.map((each) => each.bytes));
}

function needsUtf8(attributes: Attribute[]): boolean {
  return attributes.some(
    ({ values, items }) =>
      values.some((value) => typeof value === "string" && /[^\0-\x7f]/.test(value)) ||
      items?.some((item) => needsUtf8(readAttributes(item))),
  );
}

export function encodeAttribute(attribute: Attribute): Uint8Array {
  const { tag, vr, items } = attribute;
  if (items) return encodeElement(tag, "SQ", joinBytes(items.map((item) => encodeItem(encodeDataSet(item)))));
  return encodeElement(tag, vr, attribute.bytes ?? encodeValues(attribute));
}

export function encodeItem(content: Uint8Array): Uint8Array {
  return joinBytes([itemHeader(TAG.Item, content.length), content]);
}

export function itemHeader(tag: Tag, length: number): Uint8Array {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint32(4, length, true);
  return header;
}

/** Header of an element in Explicit VR Little Endian; `length` 0xFFFFFFFF for undefined. */
export function elementHeader(tag: Tag, vr: string, length: number): Uint8Array {
  const isLong = hasLongForm(vr);
  if (!isLong && length > 0xfffe) {
    throw new DicomError("TOO_LARGE_VALUE", `Element ${tagToHex(tag)} (${vr}) is too long to be written.`);
  }
  const header = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(header.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  header.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return header;
}

export function encodeElement(tag: Tag, vr: string, value: Uint8Array): Uint8Array {
  const isOdd = value.length % 2 === 1;
  const padding = Uint8Array.of(isTextVr(vr) && vr !== "UI" ? 0x20 : 0);
  const header = elementHeader(tag, vr, value.length + (isOdd ? 1 : 0));
  return joinBytes(isOdd ? [header, value, padding] : [header, value]);
}

type Writer = (view: DataView, at: number, value: number | bigint) => void;

const WRITERS: Record<string, [size: number, write: Writer]> = {
  US: [2, (view, at, value) => view.setUint16(at, Number(value), true)],
  SS: [2, (view, at, value) => view.setInt16(at, Number(value), true)],
  UL: [4, (view, at, value) => view.setUint32(at, Number(value), true)],
  SL: [4, (view, at, value) => view.setInt32(at, Number(value), true)],
  FL: [4, (view, at, value) => view.setFloat32(at, Number(value), true)],
  FD: [8, (view, at, value) => view.setFloat64(at, Number(value), true)],
  UV: [8, (view, at, value) => view.setBigUint64(at, BigInt(value), true)],
  SV: [8, (view, at, value) => view.setBigInt64(at, BigInt(value), true)],
  OW: [2, (view, at, value) => view.setUint16(at, Number(value), true)],
};

function encodeValues({ tag, vr, values }: Attribute): Uint8Array {
  if (isTextVr(vr)) return utf8.encode(values.map((value) => textValue(vr, value)).join("\\"));
  if (vr === "AT") return joinBytes(values.map((value) => encodeTagValue(String(value))));
  const writer = WRITERS[vr];
  if (!writer) {
    if (values.every((value) => value === "")) return new Uint8Array(0);
    throw new DicomError("BAD_VALUE", `Element ${tagToHex(tag)} (${vr}) wants bytes.`);
  }
  const given = values.filter((value) => value !== "") as (number | bigint)[];
  const [size, write] = writer;
  const bytes = new Uint8Array(given.length * size);
  const view = new DataView(bytes.buffer);
  given.forEach((value, index) => {
    write(view, index * size, value);
  });
  return bytes;
}

function encodeTagValue(text: string): Uint8Array {
  const tag = tagFromHex(text);
  if (tag === undefined) throw new DicomError("BAD_VALUE", `${text} is no tag.`);
  return itemHeader(tag, 0).subarray(0, 4);
}

function textValue(vr: string, value: string | number | bigint): string {
  if (typeof value === "string") return value;
  if (vr !== "DS") return String(value);
  return formatDecimal(Number(value));
}

/** A number in the 16 characters of a DS, as exact as fits (PS3.5 6.2). */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) throw new DicomError("BAD_VALUE", "A decimal string must be a finite number.");
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 15; digits > 0; digits--) {
    const shorter = value
      .toPrecision(digits)
      .replace(/(\.\d*?)0+(e|$)/, "$1$2")
      .replace(/\.(e|$)/, "$1");
    if (shorter.length <= 16) return shorter;
  }
  return plain.slice(0, 16);
}
