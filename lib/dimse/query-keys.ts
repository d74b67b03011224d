import {
  type DataSet,
  type DicomElement,
  getNumbers,
  getStrings,
  lookUpTag,
  TAG,
  type Tag,
  tagToHex,
} from "@/lib/dicom";
import type { MatchingKey } from "@/lib/studies";

/** What an identifier asks (PS3.4 C.4.1.1.3): attributes to give, and values to match some of them by. */
export interface QueryKeys {
  matching: MatchingKey[];
  /** In the order of tags, with the VR in which they come back. */
  asked: { tag: string; vr: string }[];
  /** Some attributes are private or unknown: they match everything and come back empty. */
  hasUnsupported: boolean;
}

/** Query/Retrieve Level and View, Retrieve AE Title: about the query, not keys of it. */
const NOT_KEYS = new Set<Tag>([TAG.SpecificCharacterSet, 0x00080052, 0x00080053, 0x00080054, 0x00080201]);

/** Given where asked for; everything is online, so nothing is told apart by it. */
const INSTANCE_AVAILABILITY = 0x00080056;

export function queryKeysOf(identifier: DataSet): QueryKeys {
  const keys: QueryKeys = { matching: [], asked: [], hasUnsupported: false };
  for (const element of identifier.elements.values()) {
    const { tag } = element;
    if (NOT_KEYS.has(tag) || (tag & 0xffff) === 0) continue;
    const entry = lookUpTag(tag);
    keys.asked.push({ tag: tagToHex(tag), vr: entry && element.vr === "UN" ? entry.vr : element.vr });
    if (tag === INSTANCE_AVAILABILITY) continue;
    if (entry) keys.matching.push(...matchingKeys(identifier, element, tagToHex(tag)));
    else keys.hasUnsupported = true;
  }
  return keys;
}

function matchingKeys(dataSet: DataSet, element: DicomElement, path: string): MatchingKey[] {
  // Only the first item of a sequence holds keys (PS3.4 C.2.2.2.6).
  const [item] = element.items ?? [];
  if (item)
    return [...item.elements.values()].flatMap((inner) =>
      matchingKeys(item, inner, `${path}.${tagToHex(inner.tag)}`),
    );
  const value = matchingValue(dataSet, element);
  return value === "" ? [] : [{ tag: path, vr: element.vr, value }];
}

function matchingValue(dataSet: DataSet, { tag, vr }: DicomElement): string {
  const texts = getStrings(dataSet, tag);
  const values = texts.length > 0 || vr === "UN" ? texts : getNumbers(dataSet, tag).map(String);
  return values.join("\\");
}
