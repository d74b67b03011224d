import { asciiOf, characterSetOf, decodeText } from "./character-set";
import { parseDate, parseTime } from "./dates";
import { tagOf } from "./dictionary";
import type { DataSet, DicomElement } from "./model";
import { type PersonName, parsePersonName } from "./person-name";
import { type Tag, tagToHex } from "./tags";
import { trimBothOf, trimEndOf } from "./trim";
import { isLocalisedVr, isSingleValuedVr, isTextVr } from "./vr";

/** A keyword of PS3.6 ("PatientName") or a tag (0x00100010). */
export type ElementName = string | Tag;

export function getElement(dataSet: DataSet, name: ElementName): DicomElement | undefined {
  return dataSet.elements.get(typeof name === "number" ? name : tagOf(name));
}

export function hasElement(dataSet: DataSet, name: ElementName): boolean {
  return getElement(dataSet, name) !== undefined;
}

/** The values of a text element, decoded and without padding; empty values stay as "", so positions hold. */
export function textValues(dataSet: DataSet, element: DicomElement): string[] {
  const { vr, value } = element;
  if (!value || value.length === 0 || !(isTextVr(vr) || vr === "UN")) return [];
  const isText = isLocalisedVr(vr) || vr === "UN";
  const text = isText ? decodeText(value, characterSetOf(dataSet), vr === "PN") : asciiOf(value);
  if (isSingleValuedVr(vr)) return [trimEnd(text)];
  return text.split("\\").map(vr === "PN" || vr === "UC" ? trimEnd : trimBoth);
}

// Spaces pad text, NUL pads UIDs, and both are found where they should not be.
const trimEnd = (text: string): string => trimEndOf(text, " \0");
const trimBoth = (text: string): string => trimBothOf(text, " \0");

/** All text values of an element, [] when it is absent, empty or no text. */
export function getStrings(dataSet: DataSet, name: ElementName): string[] {
  const element = getElement(dataSet, name);
  return element ? textValues(dataSet, element) : [];
}

/** The first text value; undefined when absent or empty. */
export function getString(dataSet: DataSet, name: ElementName): string | undefined {
  return getStrings(dataSet, name)[0] || undefined;
}

/** The first value as a person name. */
export function getPersonName(dataSet: DataSet, name: ElementName): PersonName | undefined {
  const value = getString(dataSet, name);
  return value === undefined ? undefined : parsePersonName(value);
}

/** The first value of a DA element as an ISO date; undefined when it is no date. */
export function getDate(dataSet: DataSet, name: ElementName): string | undefined {
  return parseDate(getString(dataSet, name) ?? "");
}

/** The first value of a TM element as ISO time; undefined when it is no time. */
export function getTime(dataSet: DataSet, name: ElementName): string | undefined {
  return parseTime(getString(dataSet, name) ?? "");
}

/** Numbers of IS, DS and the binary VRs. What is no finite number is left out. */
export function getNumbers(dataSet: DataSet, name: ElementName): number[] {
  const element = getElement(dataSet, name);
  return element ? numberValues(dataSet, element).filter((value) => value !== undefined) : [];
}

export function getNumber(dataSet: DataSet, name: ElementName): number | undefined {
  const element = getElement(dataSet, name);
  return element ? numberValues(dataSet, element)[0] : undefined;
}

/** How many of something, which is whole and above zero; undefined for a value that is neither, whatever its VR. */
export function getCount(dataSet: DataSet, name: ElementName): number | undefined {
  const value = getNumber(dataSet, name);
  return Number.isSafeInteger(value) && (value as number) > 0 ? value : undefined;
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** A DS or IS value as a number; undefined for everything that is no finite number ("1A", "NaN", ""). */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  // A DS has 16 characters; devices write a few more.
  if (trimmed.length > 64 || !DECIMAL.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Values by position; undefined where a value is no number. 64-bit integers beyond 2^53 lose their tail. */
export function numberValues(dataSet: DataSet, element: DicomElement): (number | undefined)[] {
  if (!element.value) return [];
  if (isTextVr(element.vr)) return textValues(dataSet, element).map(parseNumber);
  const { value, vr } = element;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const little = dataSet.isLittleEndian;
  const read = READERS[vr];
  if (!read) return [];
  const [size, get] = read;
  const numbers: (number | undefined)[] = [];
  for (let at = 0; at + size <= value.length; at += size) {
    const number = get(view, at, little);
    // No minus zero: JSON would lose it.
    numbers.push(Number.isFinite(number) ? number + 0 : undefined);
  }
  return numbers;
}

type Reader = (view: DataView, at: number, little: boolean) => number;

const READERS: Record<string, [size: number, read: Reader]> = {
  US: [2, (view, at, little) => view.getUint16(at, little)],
  SS: [2, (view, at, little) => view.getInt16(at, little)],
  OW: [2, (view, at, little) => view.getUint16(at, little)],
  UL: [4, (view, at, little) => view.getUint32(at, little)],
  OL: [4, (view, at, little) => view.getUint32(at, little)],
  SL: [4, (view, at, little) => view.getInt32(at, little)],
  FL: [4, (view, at, little) => view.getFloat32(at, little)],
  OF: [4, (view, at, little) => view.getFloat32(at, little)],
  FD: [8, (view, at, little) => view.getFloat64(at, little)],
  OD: [8, (view, at, little) => view.getFloat64(at, little)],
  UV: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  OV: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  SV: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
};

/** Tags that an AT element points at, as 8 hex digits. */
export function attributeTags(dataSet: DataSet, element: DicomElement): string[] {
  const value = element.value;
  if (!value) return [];
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const tags: string[] = [];
  for (let at = 0; at + 4 <= value.length; at += 4) {
    const group = view.getUint16(at, dataSet.isLittleEndian);
    const number = view.getUint16(at + 2, dataSet.isLittleEndian);
    tags.push(tagToHex(((group << 16) | number) >>> 0));
  }
  return tags;
}

/** Items of a sequence, [] when absent. */
export function getItems(dataSet: DataSet, name: ElementName): DataSet[] {
  return getElement(dataSet, name)?.items ?? [];
}

/** Follows first items of sequences: getFirstItem(ds, "SharedFunctionalGroupsSequence", "PixelMeasuresSequence"). */
export function getFirstItem(dataSet: DataSet, ...path: ElementName[]): DataSet | undefined {
  let at: DataSet | undefined = dataSet;
  for (const name of path) at = at && getItems(at, name)[0];
  return at;
}
