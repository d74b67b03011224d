import { trimEndOf } from "./trim";

/** The five components of one group of a person name (PS3.5 6.2.1.1). */
export interface PersonNameComponents {
  familyName: string;
  givenName: string;
  middleName: string;
  prefix: string;
  suffix: string;
}

/** A PN value: the same name in up to three scripts. */
export interface PersonName {
  alphabetic?: PersonNameComponents;
  ideographic?: PersonNameComponents;
  phonetic?: PersonNameComponents;
}

/** Reads `Family^Given^Middle^Prefix^Suffix=ideographic=phonetic`; whatever is missing is left out. */
export function parsePersonName(value: string): PersonName {
  const [alphabetic, ideographic, phonetic] = value.split("=").map(parseGroup);
  const name: PersonName = {};
  if (alphabetic) name.alphabetic = alphabetic;
  if (ideographic) name.ideographic = ideographic;
  if (phonetic) name.phonetic = phonetic;
  return name;
}

function parseGroup(group: string): PersonNameComponents | undefined {
  const [familyName = "", givenName = "", middleName = "", prefix = "", suffix = ""] = group
    .split("^")
    .map((part) => part.replace(/\s+/g, " ").trim());
  const components = { familyName, givenName, middleName, prefix, suffix };
  return Object.values(components).every((part) => part === "") ? undefined : components;
}

/** Back to a PN value, without empty components at the end. */
export function personNameToDicom(name: PersonName): string {
  const groups = [name.alphabetic, name.ideographic, name.phonetic].map((group) => {
    if (!group) return "";
    const { familyName, givenName, middleName, prefix, suffix } = group;
    return trimEndOf([familyName, givenName, middleName, prefix, suffix].join("^"), "^");
  });
  return trimEndOf(groups.join("="), "=");
}

const IDEOGRAPHIC_LANGUAGES = new Set(["ja", "ko", "zh"]);

/**
 * A name to show in lists, family name first: "Jansen, Anna Maria (Dr.)"; in Japanese, Korean and Chinese the
 * ideographic group, unpunctuated. Accepts a PN value too.
 */
export function formatPersonName(name: PersonName | string, locale = "en"): string {
  const groups = typeof name === "string" ? parsePersonName(name) : name;
  const wantsIdeographic = IDEOGRAPHIC_LANGUAGES.has(locale.slice(0, 2));
  if (wantsIdeographic && groups.ideographic) return formatIdeographic(groups.ideographic);
  if (groups.alphabetic) return formatAlphabetic(groups.alphabetic);
  if (groups.ideographic) return formatIdeographic(groups.ideographic);
  return groups.phonetic ? formatIdeographic(groups.phonetic) : "";
}

function formatAlphabetic(group: PersonNameComponents): string {
  const given = [group.givenName, group.middleName].filter(Boolean).join(" ");
  const name = [group.familyName, given].filter(Boolean).join(", ");
  const titles = [group.prefix, group.suffix].filter(Boolean).join(", ");
  if (name === "") return titles;
  return titles ? `${name} (${titles})` : name;
}

function formatIdeographic(group: PersonNameComponents): string {
  return [group.familyName, group.givenName, group.middleName].filter(Boolean).join(" ");
}
