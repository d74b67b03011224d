export type PlannedStack = { imageIds: string[]; index: number };

/**
 * The order in which frames are loaded ahead: round the current image of the active viewport, then of the other
 * viewports, then the series next to the active one, then the rest.
 */
export function prefetchPlan(
  active: PlannedStack | undefined,
  visible: PlannedStack[],
  others: string[][],
): string[] {
  const ordered = [...(active ? [active] : []), ...visible].flatMap(({ imageIds, index }) =>
    outward(imageIds, index),
  );
  return [...new Set([...ordered, ...others.flat()])];
}

/** Sorts the other stacks by their distance to the active one in the panel, the following before the preceding. */
export function neighboursFirst<T>(stacks: T[], activeIndex: number): T[] {
  return outward(stacks, activeIndex).slice(activeIndex >= 0 && activeIndex < stacks.length ? 1 : 0);
}

/** Elements from `index` outward: 5 6 4 7 3 ... */
export function outward<T>(list: T[], index: number): T[] {
  const start = Math.min(Math.max(index, 0), Math.max(list.length - 1, 0));
  const result: T[] = [];
  for (let distance = 0; result.length < list.length; distance += 1) {
    const after = list[start + distance];
    const before = distance > 0 ? list[start - distance] : undefined;
    if (after !== undefined) result.push(after);
    if (before !== undefined) result.push(before);
    if (distance > list.length) break;
  }
  return result;
}
