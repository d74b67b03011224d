export interface Timing {
  p50: number;
  p95: number;
}

/** Runs the work `rounds` times after a warm-up, one after the other. Milliseconds. */
export async function time(rounds: number, work: (round: number) => Promise<unknown>): Promise<Timing> {
  for (let round = 0; round < Math.ceil(rounds / 5); round += 1) await work(round);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work(round);
    taken.push(performance.now() - startedAt);
  }
  return timingOf(taken);
}

export function timingOf(taken: number[]): Timing {
  const sorted = taken.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

function quantile(sorted: number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

export const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
