/** What `/api/v1/requests` answers, as these screens use it. */
export type { ImageRequestView, PatientMatch, RequestPage } from "@/lib/requests";

export const GROUNDS = ["TREATMENT", "CONSENT", "EMERGENCY"] as const;
export type Ground = (typeof GROUNDS)[number];
export const MODALITIES = ["CT", "MR", "CR", "DX", "US", "MG", "PT", "NM", "XA"] as const;

export type RequestBoxName = "received" | "sent";

/** What a box's list asks for, and the key that its answer is kept under. */
export const requestQuery = (box: RequestBoxName) => ({
  queryKey: ["requests", "list", box],
  query: { box },
});

/** A share's name of a person of the parts that a form has: family^given^middle^prefix (PS3.5 6.2.1). */
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
