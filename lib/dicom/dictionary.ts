import { DICTIONARY_TABLE } from "./dictionary-table";
import { isPrivateCreator, isPrivateTag, type Tag } from "./tags";

/** One data element of PS3.6. `isAmbiguous`: US or SS by Pixel Representation; `vr` then says US. */
export interface DictionaryEntry {
  tag: Tag;
  vr: string;
  vm: string;
  keyword: string;
  isAmbiguous: boolean;
}

let byTag: Map<Tag, DictionaryEntry> | undefined;
let byKeyword: Map<string, DictionaryEntry> | undefined;

// Parsed at first use: a page that only shows names should not pay for five thousand entries.
function load(): { byTag: Map<Tag, DictionaryEntry>; byKeyword: Map<string, DictionaryEntry> } {
  if (byTag && byKeyword) return { byTag, byKeyword };
  const tags = new Map<Tag, DictionaryEntry>();
  const keywords = new Map<string, DictionaryEntry>();
  for (const line of DICTIONARY_TABLE.split("\n")) {
    if (line === "") continue;
    const space = line.indexOf(" ");
    const code = line.slice(8, 10);
    const isAmbiguous = code === "xs";
    const entry: DictionaryEntry = {
      tag: Number.parseInt(line.slice(0, 8), 16),
      vr: isAmbiguous ? "US" : code,
      vm: line.slice(10, space),
      keyword: line.slice(space + 1),
      isAmbiguous,
    };
    tags.set(entry.tag, entry);
    keywords.set(entry.keyword, entry);
  }
  byTag = tags;
  byKeyword = keywords;
  return { byTag: tags, byKeyword: keywords };
}

/** The entry of a public tag, with repeating groups 50xx and 60xx and (0020,31xx) folded (PS3.6 note 2). */
export function lookUpTag(tag: Tag): DictionaryEntry | undefined {
  const table = load().byTag;
  const entry = table.get(tag);
  if (entry) return entry;
  const group = tag >>> 16;
  if ((group & 1) === 0 && ((group >= 0x5000 && group <= 0x50ff) || (group >= 0x6000 && group <= 0x60ff))) {
    return table.get((((group & 0xff00) << 16) | (tag & 0xffff)) >>> 0);
  }
  if (tag >>> 8 === 0x002031) return table.get(0x00203100);
  return undefined;
}

export function lookUpKeyword(keyword: string): DictionaryEntry | undefined {
  return load().byKeyword.get(keyword);
}

/** The tag of a keyword that the program itself names; an unknown keyword is a programming error. */
export function tagOf(keyword: string): Tag {
  const entry = lookUpKeyword(keyword);
  if (!entry) throw new Error(`${keyword} is not a keyword of PS3.6.`);
  return entry.tag;
}

/** The VR to read a tag with when the encoding does not carry it (implicit VR): UN when nobody knows. */
export function implicitVr(tag: Tag, isSigned: boolean): string {
  if ((tag & 0xffff) === 0) return "UL";
  if (isPrivateTag(tag)) return isPrivateCreator(tag) ? "LO" : "UN";
  const entry = lookUpTag(tag);
  if (!entry) return "UN";
  return entry.isAmbiguous && isSigned ? "SS" : entry.vr;
}
