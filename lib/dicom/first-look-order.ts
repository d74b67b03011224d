export interface Place {
  /** Whatever tells series apart. */
  series: string;
  /** (0020,0013) Instance Number; null without one. */
  number: number | null;
  /** (0008,0008) Image Type has LOCALIZER: an overview to plan the others on. */
  isScout: boolean;
}

/**
 * The order in which somebody who can't wait wants to have instances: overviews first, then the middle of each series,
 * then everything series by series. The order of equals stays.
 */
export function firstLookOrder<Item>(items: readonly Item[], placeOf: (item: Item) => Place): Item[] {
  const series = new Map<string, { item: Item; place: Place }[]>();
  for (const item of items) {
    const place = placeOf(item);
    const known = series.get(place.series);
    if (known) known.push({ item, place });
    else series.set(place.series, [{ item, place }]);
  }
  const first = new Set<Item>();
  const groups = [...series.values()].map((group) => group.sort((a, b) => numberOf(a) - numberOf(b)));
  for (const group of groups) for (const { item, place } of group) if (place.isScout) first.add(item);
  for (const group of groups) {
    const middle = group[Math.floor((group.length - 1) / 2)];
    if (middle && !group.some(({ item }) => first.has(item))) first.add(middle.item);
  }
  const rest = groups.flatMap((group) => group.map(({ item }) => item)).filter((item) => !first.has(item));
  return [...first, ...rest];
}

const numberOf = ({ place }: { place: Place }): number => place.number ?? Number.MAX_SAFE_INTEGER;
