import type { ImageStore } from "./image-store";

/** One measure. Higher is better for rates, lower for times. */
export interface Cell {
  name: string;
  unit: "/s" | "MB/s" | "ms";
  /** How many times better than Orthanc it has to be. */
  atLeast: number;
  /** Brings in what it needs and checks that answers are right; not timed. */
  prepare?(store: ImageStore): Promise<void>;
  run(store: ImageStore, round: number): Promise<{ value: number; note?: string }>;
}

export const quantile = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;

export const since = (startedAt: number): number => (performance.now() - startedAt) / 1000;
