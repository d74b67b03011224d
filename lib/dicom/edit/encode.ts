import { joinBytes } from "../encode-data-set";
import { DicomError } from "../errors";
import type { Layout } from "../scan-layout";
import { TAG, type Tag, tagToHex } from "../tags";
import { hasLongForm, isTextVr } from "../vr";

/** One element in any layout (PS3.5 7.1), padded to even length. */
export function encodeElementIn(layout: Layout, tag: Tag, vr: string, value: Uint8Array): Uint8Array {
  const isOdd = value.length % 2 === 1;
  const padding = isOdd ? [Uint8Array.of(isTextVr(vr) && vr !== "UI" ? 0x20 : 0)] : [];
  return joinBytes([headerIn(layout, tag, vr, value.length + padding.length), value, ...padding]);
}

export function encodeItemIn({ isLittleEndian }: Layout, elements: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(elements);
  const header = new Uint8Array(8);
  setTag(header, TAG.Item, isLittleEndian);
  new DataView(header.buffer).setUint32(4, content.length, isLittleEndian);
  return joinBytes([header, content]);
}

export function lengthBytes(length: number, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length, isLittleEndian);
  return bytes;
}

function headerIn({ isExplicit, isLittleEndian }: Layout, tag: Tag, vr: string, length: number): Uint8Array {
  const isLong = isExplicit && hasLongForm(vr);
  const header = new Uint8Array(isLong ? 12 : 8);
  const view = new DataView(header.buffer);
  setTag(header, tag, isLittleEndian);
  if (isExplicit) header.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  if (isLong) view.setUint32(8, length, isLittleEndian);
  else if (!isExplicit) view.setUint32(4, length, isLittleEndian);
  else if (length <= 0xfffe) view.setUint16(6, length, isLittleEndian);
  else throw new DicomError("TOO_LARGE_VALUE", `Element ${tagToHex(tag)} (${vr}) is too long to be written.`);
  return header;
}

function setTag(header: Uint8Array, tag: Tag, isLittleEndian: boolean): void {
  const view = new DataView(header.buffer);
  view.setUint16(0, tag >>> 16, isLittleEndian);
  view.setUint16(2, tag & 0xffff, isLittleEndian);
}
