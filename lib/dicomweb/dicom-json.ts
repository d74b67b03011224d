/** DICOM JSON (PS3.18 Annex F) as far as answers are put together here. */
export type JsonAttribute = { vr: string; Value?: unknown[]; BulkDataURI?: string; InlineBinary?: string };
export type JsonDataSet = Record<string, JsonAttribute>;

/** An attribute; without values it stays empty, as required attributes of an answer may be. */
export function attribute(
  vr: string,
  ...values: (string | number | bigint | null | undefined)[]
): JsonAttribute {
  const present = values.filter((value) => value !== null && value !== undefined && value !== "");
  if (present.length === 0) return { vr };
  if (vr === "PN") return { vr, Value: present.map((value) => personName(String(value))) };
  return { vr, Value: present.map((value) => (typeof value === "bigint" ? Number(value) : value)) };
}

function personName(text: string): Record<string, string> {
  const [Alphabetic, Ideographic, Phonetic] = text.split("=");
  return {
    ...(Alphabetic ? { Alphabetic } : {}),
    ...(Ideographic ? { Ideographic } : {}),
    ...(Phonetic ? { Phonetic } : {}),
  };
}

/** Later data sets win; tags rise, as in a data set. */
export function merge(...dataSets: JsonDataSet[]): JsonDataSet {
  const all: JsonDataSet = Object.assign({}, ...dataSets);
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function pick(dataSet: JsonDataSet, tags: Iterable<string>): JsonDataSet {
  const picked: JsonDataSet = {};
  for (const tag of tags) {
    const value = dataSet[tag];
    if (value) picked[tag] = value;
  }
  return picked;
}
