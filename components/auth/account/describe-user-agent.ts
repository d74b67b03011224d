// In this order: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

/** "Firefox · Windows": enough for people to know their own devices by. */
export function describeUserAgent(userAgent: string | null): string | undefined {
  if (userAgent === null) return undefined;
  const first = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const names = [first(BROWSERS), first(SYSTEMS)].filter((name) => name !== undefined);
  return names.length === 0 ? undefined : names.join(" · ");
}
