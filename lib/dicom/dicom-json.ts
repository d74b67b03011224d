import { asciiOf, characterSetOf, decodeText } from "./character-set";
import { attributeTags, numberValues, textValues } from "./data-set";
import type { BulkValue, DataSet, DicomElement } from "./model";
import type { ScannedPixelData } from "./scan-part10";
import { TAG, type Tag, tagToHex } from "./tags";
import { trimEndOf } from "./trim";
import { isTextVr, wordSize } from "./vr";

export interface JsonPersonName {
  Alphabetic?: string;
  Ideographic?: string;
  Phonetic?: string;
}

export type JsonValue = string | number | JsonPersonName | DicomJson | null;

export interface JsonElement {
  vr: string;
  Value?: JsonValue[];
  BulkDataURI?: string;
  InlineBinary?: string;
}

/** The DICOM JSON Model of a data set (PS3.18 F.2): elements by tag, eight capital hex digits. */
export type DicomJson = { [tag: string]: JsonElement };

export interface DicomJsonOptions {
  /** Where a value that was not kept can be fetched; without an answer the element is given without value. */
  bulkDataUri?: (bulk: BulkValue) => string | undefined;
  /** Adds the pixel data as bulk data. */
  pixelData?: ScannedPixelData;
  /** Root elements to leave out. */
  exclude?: (tag: Tag) => boolean;
}

/** Text comes out as UTF-8 whatever the file's character set; numbers that are none become null, never NaN. */
export function toDicomJson(dataSet: DataSet, options: DicomJsonOptions = {}): DicomJson {
  const json = convert(dataSet, options, "");
  // PS3.18 F.2.2: the text is UTF-8 now, and says so.
  if (json["00080005"] || characterSetOf(dataSet).length > 0) {
    json["00080005"] = { vr: "CS", Value: ["ISO_IR 192"] };
  }
  const { pixelData } = options;
  if (pixelData) {
    const { vr, offset, length } = pixelData;
    const path = tagToHex(pixelData.tag);
    const uri = options.bulkDataUri?.({ path, vr, offset, length });
    if (uri) json[path] = { vr, BulkDataURI: uri };
  }
  return json;
}

function convert(dataSet: DataSet, options: DicomJsonOptions, path: string): DicomJson {
  const json: DicomJson = {};
  for (const element of sorted(dataSet)) {
    const { tag } = element;
    if ((tag & 0xffff) === 0 || (path === "" && options.exclude?.(tag))) continue;
    if (path !== "" && tag === TAG.SpecificCharacterSet) continue;
    json[tagToHex(tag)] = convertElement(dataSet, element, options, path + tagToHex(tag));
  }
  return json;
}

function sorted(dataSet: DataSet): DicomElement[] {
  return [...dataSet.elements.values()].sort((a, b) => a.tag - b.tag);
}

function convertElement(
  dataSet: DataSet,
  element: DicomElement,
  options: DicomJsonOptions,
  path: string,
): JsonElement {
  const { vr, items, value, offset, length } = element;
  if (items) {
    const converted = items.map((item, index) => convert(item, options, `${path}.${index + 1}.`));
    return converted.length > 0 ? { vr, Value: converted } : { vr };
  }
  if (!value) {
    const uri = length > 0 ? options.bulkDataUri?.({ path, vr, offset, length }) : undefined;
    return uri ? { vr, BulkDataURI: uri } : { vr };
  }
  if (value.length === 0) return { vr };
  const values = convertValues(dataSet, element);
  if (!values) return { vr, InlineBinary: toBase64(toLittleEndian(dataSet, element, value)) };
  return values.every((each) => each === null) ? { vr } : { vr, Value: values };
}

/** undefined for byte strings. */
function convertValues(dataSet: DataSet, element: DicomElement): JsonValue[] | undefined {
  const { vr } = element;
  if (vr === "PN") return textValues(dataSet, element).map(toJsonPersonName);
  if (vr === "IS" || vr === "DS") return numberValues(dataSet, element).map((number) => number ?? null);
  if (isTextVr(vr)) return textValues(dataSet, element).map((text) => text || null);
  if (vr === "AT") return attributeTags(dataSet, element);
  if (vr === "UV" || vr === "SV") return longValues(dataSet, element);
  if (/^(FL|FD|SL|SS|UL|US)$/.test(vr)) return numberValues(dataSet, element).map((number) => number ?? null);
  return undefined;
}

// PS3.18 table F.2.3-1: a string where a number would lose digits.
function longValues(dataSet: DataSet, { vr, value }: DicomElement): JsonValue[] {
  const values: JsonValue[] = [];
  if (!value) return values;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  for (let at = 0; at + 8 <= value.length; at += 8) {
    const long =
      vr === "UV"
        ? view.getBigUint64(at, dataSet.isLittleEndian)
        : view.getBigInt64(at, dataSet.isLittleEndian);
    values.push(Number.isSafeInteger(Number(long)) ? Number(long) : String(long));
  }
  return values;
}

function toJsonPersonName(name: string): JsonPersonName | null {
  const [alphabetic, ideographic, phonetic] = name.split("=", 3).map((group) => trimEndOf(group, "^ "));
  const json: JsonPersonName = {};
  if (alphabetic) json.Alphabetic = alphabetic;
  if (ideographic) json.Ideographic = ideographic;
  if (phonetic) json.Phonetic = phonetic;
  return Object.keys(json).length > 0 ? json : null;
}

/** InlineBinary is little endian whatever the file was (PS3.18 F.2.7). */
function toLittleEndian(dataSet: DataSet, { vr }: DicomElement, value: Uint8Array): Uint8Array {
  const size = wordSize(vr);
  if (dataSet.isLittleEndian || size === 1) return value;
  const swapped = value.slice();
  for (let at = 0; at + size <= swapped.length; at += size) swapped.subarray(at, at + size).reverse();
  return swapped;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4095) text += asciiOf(bytes.subarray(at, at + 4095));
  return btoa(text);
}

/** The text of a value that was fetched separately because it was too long to keep (a long UT, say). */
export function decodeBulkText(bytes: Uint8Array, dataSet: DataSet): string {
  return trimEndOf(decodeText(bytes, characterSetOf(dataSet)), " \0");
}
