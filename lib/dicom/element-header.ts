import type { ByteFeed } from "./byte-feed";
import { implicitVr } from "./dictionary";
import type { Layout } from "./scan-layout";
import type { Tag } from "./tags";
import { hasLongForm, looksLikeVr, vrFromBytes } from "./vr";

export interface ElementHeader {
  tag: Tag;
  vr: string;
  /** Bytes of the header itself: 8 or 12. */
  size: number;
  /** 0xFFFFFFFF when undefined. */
  length: number;
  /** An explicit VR of two letters that no edition we know has. */
  isUnknownVr: boolean;
}

export function readTag(feed: ByteFeed, isLittleEndian: boolean): Tag {
  const group = feed.view.getUint16(feed.at, isLittleEndian);
  return ((group << 16) | feed.view.getUint16(feed.at + 2, isLittleEndian)) >>> 0;
}

/**
 * The element header at the feed's place (PS3.5 7.1), where 8 bytes must be; undefined when 12 are needed. An
 * element without VR letters in an explicit data set is read as implicit, as devices write it.
 */
export function readElementHeader(
  feed: ByteFeed,
  layout: Layout,
  tag: Tag,
  isSigned: boolean,
): ElementHeader | undefined {
  const { view, at } = feed;
  const { isLittleEndian } = layout;
  const first = feed.byte(4);
  const second = feed.byte(5);
  const vr = layout.isExplicit ? vrFromBytes(first, second) : undefined;
  if (vr && !hasLongForm(vr)) {
    return { tag, vr, size: 8, length: view.getUint16(at + 6, isLittleEndian), isUnknownVr: false };
  }
  if (vr) {
    if (!feed.has(12)) return undefined;
    return { tag, vr, size: 12, length: view.getUint32(at + 8, isLittleEndian), isUnknownVr: false };
  }
  if (layout.isExplicit && looksLikeVr(first, second)) return readUnknownVr(feed, isLittleEndian, tag);
  const length = view.getUint32(at + 4, isLittleEndian);
  return { tag, vr: implicitVr(tag, isSigned), size: 8, length, isUnknownVr: false };
}

// A VR of a later edition has the long form (PS3.5 6.2.2 note); a wrongly written one mostly hasn't.
function readUnknownVr(feed: ByteFeed, isLittleEndian: boolean, tag: Tag): ElementHeader | undefined {
  const { view, at } = feed;
  const short = { tag, vr: "UN", size: 8, length: view.getUint16(at + 6, isLittleEndian), isUnknownVr: true };
  if (short.length > 0) return short;
  if (!feed.has(12)) return undefined;
  const isNextTag = view.getUint16(at + 8, isLittleEndian) === tag >>> 16;
  return isNextTag ? short : { ...short, size: 12, length: view.getUint32(at + 8, isLittleEndian) };
}
