const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

/**
 * Expands a Segmented Palette Color Lookup Table (PS3.3 C.7.9.2) to `count` entries.
 * Undefined when the data are not well-formed: a wrong colour is worse than none.
 */
export function expandSegmentedPalette(words: number[], count: number): number[] | undefined {
  const entries: number[] = [];
  const isRead = readSegments(words, 0, Number.POSITIVE_INFINITY, entries, count, 0);
  return isRead && entries.length === count ? entries : undefined;
}

function readSegments(
  words: number[],
  start: number,
  segmentCount: number,
  entries: number[],
  limit: number,
  depth: number,
): boolean {
  let position = start;
  for (let segment = 0; segment < segmentCount && position < words.length; segment += 1) {
    const kind = words[position];
    const length = words[position + 1];
    if (length === undefined || entries.length > limit) return false;
    if (kind === DISCRETE) {
      for (let i = 0; i < length; i += 1) entries.push(words[position + 2 + i] ?? 0);
      position += 2 + length;
    } else if (kind === LINEAR) {
      const end = words[position + 2];
      const first = entries.at(-1);
      if (end === undefined || first === undefined) return false;
      for (let i = 1; i <= length; i += 1) entries.push(Math.round(first + ((end - first) * i) / length));
      position += 3;
    } else if (kind === INDIRECT && depth === 0) {
      const [low, high] = [words[position + 2], words[position + 3]];
      if (low === undefined || high === undefined) return false;
      // The offset counts bytes; indirect segments never nest.
      if (!readSegments(words, (low + high * 65_536) / 2, length, entries, limit, depth + 1)) return false;
      position += 4;
    } else return false;
  }
  return true;
}
