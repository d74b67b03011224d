/** Bytes that a row names, or named. */
export interface StoredPlace {
  objectKey: string;
  offset: bigint;
  length: bigint;
}

/** The same bytes in as few ranges as can be: a study of thousands of instances lies in a few objects. */
export function mergeRanges(places: StoredPlace[]): StoredPlace[] {
  const sorted = places
    .map(({ objectKey, offset, length }) => ({ objectKey, offset, length }))
    .sort((a, b) =>
      a.objectKey === b.objectKey ? Number(a.offset - b.offset) : a.objectKey < b.objectKey ? -1 : 1,
    );
  const merged: StoredPlace[] = [];
  for (const place of sorted) {
    const last = merged.at(-1);
    if (last?.objectKey !== place.objectKey || place.offset > last.offset + last.length) merged.push(place);
    else if (place.offset + place.length > last.offset + last.length)
      last.length = place.offset + place.length - last.offset;
  }
  return merged;
}
