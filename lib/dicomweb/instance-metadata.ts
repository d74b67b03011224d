import type { JsonDataSet } from "./dicom-json";

const BULK_KEY = '"BulkDataURI":"';
const MODALITY = '"00080060":{"vr":"CS","Value":[';

/**
 * The metadata of one instance as it goes out: bulk data below the instance's own URL. A quote inside a value is
 * escaped in JSON, so the key's text can stand nowhere else and no parsing is needed.
 */
export function metadataOf(stored: string, instanceUrl: string): string {
  const text = stored.includes(MODALITY) ? stored : withModality(stored);
  return text.includes(BULK_KEY) ? text.replaceAll(BULK_KEY, `${BULK_KEY}${instanceUrl}/`) : text;
}

/** Viewers stumble over instances without Modality, which is type 1 (PS3.3 C.7.3.1). */
function withModality(stored: string): string {
  const dataSet = JSON.parse(stored) as JsonDataSet;
  return JSON.stringify({ ...dataSet, "00080060": { vr: "CS", Value: ["OT"] } });
}
