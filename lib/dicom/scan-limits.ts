import type { InflateLimits } from "./inflate-stream";

/** What one file may cost. Bytes and counts; the defaults hold for real files of every kind we know. */
export interface ScanLimits {
  /** Longer values are recorded as bulk, not kept. */
  maxValueBytes: number;
  /** All kept values together. */
  maxKeptBytes: number;
  maxElements: number;
  /** Sequences within sequences. */
  maxDepth: number;
  /** Basic or Extended Offset Table. */
  maxOffsetTableBytes: number;
  maxFragments: number;
  inflate: InflateLimits;
}

export const DEFAULT_LIMITS: ScanLimits = {
  maxValueBytes: 16 * 1024,
  maxKeptBytes: 64 * 1024 * 1024,
  maxElements: 1_000_000,
  maxDepth: 64,
  maxOffsetTableBytes: 16 * 1024 * 1024,
  maxFragments: 4_000_000,
  inflate: { maxBytes: 4 * 1024 ** 3, maxRatio: 200, ratioFloor: 32 * 1024 * 1024 },
};
