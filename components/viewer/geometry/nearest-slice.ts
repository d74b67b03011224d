import { dot, type Vector } from "./vector";

type Slice = { frameOfReferenceUid: string; position: Vector | undefined; normal: Vector | undefined };

/** cos 15°: planes that differ more show other anatomy and aren't scrolled together. */
const PARALLEL = 0.966;

/**
 * Index of the slice of `slices` that lies nearest to `source` along its normal; undefined when they don't share
 * a frame of reference or their planes aren't parallel.
 */
export function nearestSlice(source: Slice, slices: Slice[]): number | undefined {
  const { position, normal, frameOfReferenceUid } = source;
  if (!position || !normal || !frameOfReferenceUid) return undefined;
  const target = dot(normal, position);
  let best: { index: number; distance: number } | undefined;
  for (const [index, slice] of slices.entries()) {
    if (slice.frameOfReferenceUid !== frameOfReferenceUid || !slice.position || !slice.normal) continue;
    if (Math.abs(dot(slice.normal, normal)) < PARALLEL) continue;
    const distance = Math.abs(dot(normal, slice.position) - target);
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index;
}
