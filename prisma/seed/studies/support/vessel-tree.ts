import { between, type Random } from "./random";
import type { Paint, SliceCanvas } from "./slice-canvas";

export interface Segment {
  from: readonly [number, number, number];
  to: readonly [number, number, number];
  r0: number;
  r1: number;
}

export interface TreeOptions {
  start: readonly [number, number, number];
  direction: readonly [number, number, number];
  length: number;
  radius: number;
  generations: number;
  spread?: number;
  shrink?: number;
  taper?: number;
  inside: (x: number, y: number, z: number) => boolean;
}

/** A branching tree (mm) that stops at the border of the organ `inside` describes. */
export function growTree(random: Random, options: TreeOptions): Segment[] {
  const { spread = 0.55, shrink = 0.82, taper = 0.77, inside } = options;
  const segments: Segment[] = [];
  const grow = (
    at: readonly [number, number, number],
    direction: readonly [number, number, number],
    length: number,
    radius: number,
    left: number,
  ): void => {
    const to = [
      at[0] + direction[0] * length,
      at[1] + direction[1] * length,
      at[2] + direction[2] * length,
    ] as const;
    if (!inside(to[0], to[1], to[2])) {
      if (length > 5) grow(at, bend(random, direction, 0.7), length * 0.6, radius * 0.9, left);
      return;
    }
    segments.push({ from: at, to, r0: radius, r1: radius * 0.86 });
    if (left === 0) return;
    const side = bend(random, [0, 0, 0], 1);
    const angle = spread * between(random, 0.6, 1.25);
    for (const sign of [1, -1]) {
      const next = unit([
        direction[0] + side[0] * sign * angle + between(random, -0.15, 0.15),
        direction[1] + side[1] * sign * angle + between(random, -0.15, 0.15),
        direction[2] + side[2] * sign * angle + between(random, -0.15, 0.15),
      ]);
      const scale = between(random, 0.85, 1.1);
      grow(to, next, length * shrink * scale, radius * taper * scale, left - 1);
    }
  };
  grow(options.start, unit(options.direction), options.length, options.radius, options.generations);
  return segments;
}

function bend(random: Random, direction: readonly [number, number, number], amount: number) {
  return unit([
    direction[0] + between(random, -amount, amount),
    direction[1] + between(random, -amount, amount),
    direction[2] + between(random, -amount, amount),
  ]);
}

function unit(v: readonly [number, number, number]): readonly [number, number, number] {
  const length = Math.hypot(v[0], v[1], v[2]) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** Paints the part of a tree that lies in the slab around `z`; thin vessels in the plane are averaged with what is around. */
export function paintTree(
  canvas: SliceCanvas,
  segments: readonly Segment[],
  z: number,
  thickness: number,
  value: number,
  paint: Paint & { scale?: number } = {},
): void {
  const half = thickness / 2;
  const scale = paint.scale ?? 1;
  for (const { from, to, r0, r1 } of segments) {
    const rise = to[2] - from[2];
    const low = Math.min(from[2], to[2]) - r0;
    const high = Math.max(from[2], to[2]) + r0;
    if (high < z - half || low > z + half) continue;
    let t0 = 0;
    let t1 = 1;
    if (Math.abs(rise) > 1e-3) {
      const a = (z - half - r0 - from[2]) / rise;
      const b = (z + half + r0 - from[2]) / rise;
      t0 = Math.max(0, Math.min(a, b));
      t1 = Math.min(1, Math.max(a, b));
      if (t1 <= t0) continue;
    }
    const extent = Math.abs(rise) * (t1 - t0);
    const share = Math.min(1, Math.max(extent, 2 * r0 * scale) / thickness);
    const at = (t: number, k: 0 | 1) => from[k] + (to[k] - from[k]) * t;
    const radius = (t: number) => (r0 + (r1 - r0) * t) * scale;
    canvas.capsule(at(t0, 0), at(t0, 1), radius(t0), at(t1, 0), at(t1, 1), radius(t1), value, {
      ...paint,
      alpha: (paint.alpha ?? 1) * share,
    });
  }
}
