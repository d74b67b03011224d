type Statistics = {
  area?: number;
  areaUnit?: string;
  mean?: number;
  stdDev?: number;
  min?: number;
  max?: number;
  modalityUnit?: string;
};

/** What stands beside a region: mean ± SD, extremes, area. Signs instead of words, so that it needs no language. */
export function regionLines(
  data: { cachedStats?: Record<string, Statistics | undefined> },
  targetId: string | string[],
): string[] {
  const id = Array.isArray(targetId) ? targetId[0] : targetId;
  const statistics = id ? data.cachedStats?.[id] : undefined;
  if (statistics?.mean === undefined || statistics.area === undefined) return [];
  const unit = statistics.modalityUnit === "raw" ? "" : (statistics.modalityUnit ?? "");
  return [
    `${rounded(statistics.mean)} ± ${rounded(statistics.stdDev ?? 0)} ${unit}`.trim(),
    `${rounded(statistics.min ?? 0)} … ${rounded(statistics.max ?? 0)} ${unit}`.trim(),
    `${rounded(statistics.area)} ${statistics.areaUnit ?? ""}`.trim(),
  ];
}

function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 1
      ? value.toFixed(1)
      : value.toPrecision(2);
}
