/** Reading the DICOM JSON model (PS3.18 Annex F). Tags are eight upper-case hexadecimal digits. */

export type DicomElement = {
  vr?: string;
  Value?: unknown[];
  InlineBinary?: string;
  BulkDataURI?: string;
};
export type DicomJson = { [tag: string]: DicomElement | undefined };

/** The first value as text, trimmed; "" when absent. Person names give their alphabetic group. */
export function text(dataset: DicomJson | undefined, tag: string): string {
  return texts(dataset, tag)[0] ?? "";
}

export function texts(dataset: DicomJson | undefined, tag: string): string[] {
  return (dataset?.[tag]?.Value ?? []).map((value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "object") return personName(value);
    return String(value).trim();
  });
}

/** A PN value keeps its groups as `alphabetic=ideographic=phonetic` (PS3.5 6.2.1). */
function personName(value: object): string {
  const groups = value as { Alphabetic?: unknown; Ideographic?: unknown; Phonetic?: unknown };
  return [groups.Alphabetic, groups.Ideographic, groups.Phonetic]
    .map((group) => (typeof group === "string" ? group : ""))
    .join("=")
    .replace(/=+$/, "");
}

export function number(dataset: DicomJson | undefined, tag: string): number | undefined {
  return numbers(dataset, tag)[0];
}

/** Numbers of a numeric or a decimal-string element; what isn't a number is left out. */
export function numbers(dataset: DicomJson | undefined, tag: string): number[] {
  return (dataset?.[tag]?.Value ?? [])
    .map((value) => (typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value)))
    .filter((value) => Number.isFinite(value));
}

/** Items of a sequence. */
export function items(dataset: DicomJson | undefined, tag: string): DicomJson[] {
  return (dataset?.[tag]?.Value ?? []).filter(
    (item): item is DicomJson => typeof item === "object" && item !== null,
  );
}
