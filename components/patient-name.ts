/** A person's name as DICOM has it, of the parts that a form has: family^given^middle^prefix (PS3.5 6.2.1). */
export function dicomName({
  family,
  given,
  prefix,
}: {
  family: string;
  given: string;
  prefix: string;
}): string {
  // A caret or a backslash would begin another part.
  const clean = (text: string) => text.replace(/[\^\\=]+/g, " ").trim();
  return `${clean(family)}^${clean(given)}^^${clean(prefix)}`.replace(/\^+$/, "");
}

/** The parts of a name as DICOM has it. */
export function partsOfName(name: string): { family: string; given: string; prefix: string } {
  const [family = "", given = "", , prefix = ""] = (name.split("=")[0] ?? "").split("^");
  return { family, given, prefix };
}
