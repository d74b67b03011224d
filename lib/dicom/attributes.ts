import type { JsonElement, JsonPersonName } from "./dicom-json";
import { lookUpKeyword, lookUpTag } from "./dictionary";
import { DicomError } from "./errors";
import { type Tag, tagFromHex, tagToHex } from "./tags";
import { trimEndOf } from "./trim";

export type PlainValue = string | number | bigint | Uint8Array | JsonPersonName | DicomObject | null;

/**
 * A data set as a plain object: by keyword (`{ PatientName: "Jansen^Anna", Rows: 512 }`), by tag, or as DICOM
 * JSON elements (`{ "00100010": { vr: "PN", Value: [...] } }`), mixed as one likes.
 */
export interface DicomObject {
  [keywordOrTag: string]: PlainValue | PlainValue[] | JsonElement | undefined;
}

/** One element to write; sequences have items, byte strings have bytes, the rest values. */
export interface Attribute {
  tag: Tag;
  vr: string;
  values: (string | number | bigint)[];
  bytes?: Uint8Array;
  items?: DicomObject[];
}

/** The attributes of a plain object in tag order. Throws BAD_VALUE for a name that PS3.6 doesn't know. */
export function readAttributes(object: DicomObject): Attribute[] {
  const attributes: Attribute[] = [];
  for (const [name, given] of Object.entries(object)) {
    if (given !== undefined) attributes.push(readAttribute(name, given));
  }
  return attributes.sort((a, b) => a.tag - b.tag);
}

function readAttribute(name: string, given: Exclude<DicomObject[string], undefined>): Attribute {
  const tag = lookUpKeyword(name)?.tag ?? tagFromHex(name);
  if (tag === undefined) throw new DicomError("BAD_VALUE", `${name} is no attribute of PS3.6.`);
  if (!isJsonElement(given)) {
    const entry = lookUpTag(tag);
    return fromValues(tag, entry?.vr ?? "UN", Array.isArray(given) ? given : [given]);
  }
  if (given.InlineBinary !== undefined) {
    return { tag, vr: given.vr, values: [], bytes: fromBase64(given.InlineBinary) };
  }
  return fromValues(tag, given.vr, (given.Value ?? []) as PlainValue[]);
}

function isJsonElement(given: unknown): given is JsonElement {
  return typeof given === "object" && given !== null && !Array.isArray(given) && "vr" in given;
}

function fromValues(tag: Tag, vr: string, values: PlainValue[]): Attribute {
  if (vr === "SQ") {
    const items = values.filter((value) => value !== null) as DicomObject[];
    return { tag, vr, values: [], items };
  }
  const [first] = values;
  if (first instanceof Uint8Array) return { tag, vr, values: [], bytes: first };
  return { tag, vr, values: values.map(toScalar) };
}

function toScalar(value: PlainValue): string | number | bigint {
  if (value === null) return "";
  if (typeof value !== "object") return value;
  const { Alphabetic = "", Ideographic = "", Phonetic = "" } = value as JsonPersonName;
  return trimEndOf([Alphabetic, Ideographic, Phonetic].join("="), "=");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The first value of an attribute as text, "" when absent. */
export function textOf(object: DicomObject, keyword: string): string {
  const tag = lookUpKeyword(keyword)?.tag;
  const hex = tag === undefined ? "" : tagToHex(tag);
  const given = object[keyword] ?? object[hex];
  if (given === undefined || given === null) return "";
  const { values } = readAttribute(keyword, given);
  return String(values[0] ?? "").trim();
}
