export type PersonName = { family: string; given: string; middle: string; prefix: string; suffix: string };

const GROUPS = ["alphabetic", "ideographic", "phonetic"] as const;

/** Splits one component group of a DICOM person name, `family^given^middle^prefix^suffix` (PS3.5 6.2.1). */
export function parsePersonName(value: string): PersonName {
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = value
    .split("^")
    .map((part) => part.trim());
  return { family, given, middle, prefix, suffix };
}

/**
 * A DICOM person name as Dutch care writes it: `Jansen^Anna` becomes "Jansen, A. (Anna)".
 * A second component group (ideographic) follows the first, so that the name on the patient's own papers
 * can be recognised. Text without carets is shown as it is. Empty in, empty out.
 */
export function formatPersonName(value: string | null | undefined): string {
  const groups = (value ?? "").split("=").slice(0, GROUPS.length);
  const [alphabetic = "", ideographic = ""] = groups.map((group) => group.trim());
  const main = formatGroup(alphabetic);
  const second = ideographic.replace(/\^+/g, " ").trim();
  if (!main) return second;
  return second ? `${main} ${second}` : main;
}

function formatGroup(group: string): string {
  if (!group.includes("^")) return group;
  const name = parsePersonName(group);
  const given = [name.given, name.middle].filter(Boolean).join(" ");
  const initials = given
    .split(/[\s.]+/)
    .filter((part) => /^\p{L}/u.test(part))
    .map((part) => `${[...part][0]?.toUpperCase() ?? ""}.`)
    .join("");
  // A given name that is already initials ("A.B.") gains nothing from being repeated in brackets.
  const callName = name.given.split(/\s+/)[0] ?? "";
  const bracketed = callName.replace(/\./g, "").length > 1 && !callName.includes(".") ? `(${callName})` : "";
  const after = [initials, name.prefix, bracketed, name.suffix].filter(Boolean).join(" ");
  if (!name.family) return after || given;
  return after ? `${name.family}, ${after}` : name.family;
}
