import { type DicomJson, number, text } from "./dicom-json";

/** Why an object isn't shown as an image. The first two open in the report panel instead. */
export type NotShownReason =
  | "report"
  | "document"
  | "presentation-state"
  | "key-objects"
  | "radiotherapy"
  | "waveform"
  | "segmentation"
  | "microscopy"
  | "video"
  | "float-pixels"
  | "too-many-frames"
  | "no-pixels";

const SOP = "1.2.840.10008.5.1.4.1.1.";

const BY_CLASS: [prefix: string, reason: NotShownReason][] = [
  [`${SOP}88.59`, "key-objects"],
  [`${SOP}88.`, "report"],
  [`${SOP}104.`, "document"],
  [`${SOP}11.`, "presentation-state"],
  [`${SOP}9.`, "waveform"],
  [`${SOP}66.4`, "segmentation"],
  // Label maps (Supplement 243).
  [`${SOP}66.7`, "segmentation"],
  [`${SOP}77.1.6`, "microscopy"],
  [`${SOP}481.3`, "radiotherapy"],
  [`${SOP}481.5`, "radiotherapy"],
];

/** MPEG-2, H.264 and H.265 (PS3.5 A.4.5 to A.4.8). */
const VIDEO_SYNTAX = /^1\.2\.840\.10008\.1\.2\.4\.10[0-8](\.1)?$/;

/** More than any scanner makes of one object. A count is four bytes in a damaged file, and a list of it no page survives. */
const MOST_FRAMES = 50_000;

/** Null when the instance holds pixels that this viewer decodes. */
export function reasonNotShown(instance: DicomJson): NotShownReason | null {
  const sopClassUid = text(instance, "00080016");
  const known = BY_CLASS.find(([prefix]) => matches(sopClassUid, prefix));
  if (known) return known[1];
  const syntax = text(instance, "00083002") || text(instance, "00020010");
  if (VIDEO_SYNTAX.test(syntax)) return "video";
  if (instance["7FE00008"] || instance["7FE00009"]) return "float-pixels";
  if ((number(instance, "00280008") ?? 1) > MOST_FRAMES) return "too-many-frames";
  if (!number(instance, "00280010") || !number(instance, "00280011")) return "no-pixels";
  return null;
}

function matches(sopClassUid: string, prefix: string): boolean {
  return prefix.endsWith(".") ? sopClassUid.startsWith(prefix) : sopClassUid === prefix;
}
