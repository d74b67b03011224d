const REPEAT_MS = 60_000;
const MOST_REMEMBERED = 10_000;
const recent = new Map<string, number>();

/** Whether this process was told of the same within the last minute: a page or program that tries on fills no log. */
export function isRepeated(key: string): boolean {
  const now = Date.now();
  if (now - (recent.get(key) ?? 0) < REPEAT_MS) return true;
  if (recent.size >= MOST_REMEMBERED) recent.clear();
  recent.set(key, now);
  return false;
}
