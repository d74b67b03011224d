/** DICOM JSON (PS3.18 Annex F) as far as it is looked into here. */
export type JsonAttribute = { vr: string; Value?: unknown[]; BulkDataURI?: string; InlineBinary?: string };
export type JsonDataSet = Record<string, JsonAttribute>;
