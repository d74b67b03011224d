import { isVideoTransferSyntax } from "@/lib/dicom";
import type { JsonDataSet } from "./dicom-json";

const BULK_KEY = '"BulkDataURI":"';
const MODALITY = '"00080060":{"vr":"CS","Value":[';

/**
 * The metadata of one instance as it goes out: bulk data below the instance's own URL. A quote inside a value is
 * escaped in JSON, so the key's text can stand nowhere else and no parsing is needed.
 */
export function metadataOf(stored: string, instanceUrl: string, transferSyntaxUid: string): string {
  const text = completed(stored, transferSyntaxUid);
  return text.includes(BULK_KEY) ? text.replaceAll(BULK_KEY, `${BULK_KEY}${instanceUrl}/`) : text;
}

/**
 * Viewers stumble over instances without Modality, which is type 1 (PS3.3 C.7.3.1), and learn only by Available
 * Transfer Syntax UID that what looks like an image of many frames is a video.
 */
function completed(stored: string, transferSyntaxUid: string): string {
  const added: JsonDataSet = {
    ...(stored.includes(MODALITY) ? {} : { "00080060": { vr: "CS", Value: ["OT"] } }),
    ...(isVideoTransferSyntax(transferSyntaxUid)
      ? { "00083002": { vr: "UI", Value: [transferSyntaxUid] } }
      : {}),
  };
  if (Object.keys(added).length === 0) return stored;
  const all = { ...(JSON.parse(stored) as JsonDataSet), ...added };
  // By tag, as PS3.18 F.2.2 has it; an object of JavaScript would put what looks like a number first.
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([tag, value]) => `"${tag}":${JSON.stringify(value)}`).join(",")}}`;
}
