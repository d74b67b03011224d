/** What comes after `index` and what lies before it in turn, the following first: 5 → 6 7 4 8 3 … without itself. */
export function outward<T>(list: readonly T[], index: number): T[] {
  const after = list.slice(index + 1);
  const before = list.slice(0, Math.max(0, index)).reverse();
  // Two steps on are as likely as one back.
  const ordered = after.splice(0, 1);
  while (after.length + before.length > 0) ordered.push(...after.splice(0, 1), ...before.splice(0, 1));
  return ordered;
}
