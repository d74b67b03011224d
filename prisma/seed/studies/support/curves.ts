export type Knot = readonly [at: number, value: number];

/** Smooth interpolation through knots in ascending order; constant outside them. */
export function curve(t: number, knots: readonly Knot[]): number {
  const first = knots[0] as Knot;
  if (t <= first[0]) return first[1];
  for (let i = 1; i < knots.length; i++) {
    const right = knots[i] as Knot;
    if (t <= right[0]) {
      const left = knots[i - 1] as Knot;
      const u = (t - left[0]) / (right[0] - left[0]);
      return left[1] + (right[1] - left[1]) * u * u * (3 - 2 * u);
    }
  }
  return (knots[knots.length - 1] as Knot)[1];
}

/** A curve looked up instead of computed: for once per pixel. Defined from `low` to `high`, in steps of half a unit. */
export function tabulated(knots: readonly Knot[], low: number, high: number): (t: number) => number {
  const steps = (high - low) * 2 + 2;
  const values = Float32Array.from({ length: steps }, (_, i) => curve(low + i / 2, knots));
  return (t) => {
    const at = Math.min(steps - 2, Math.max(0, (t - low) * 2));
    const i = Math.floor(at);
    const left = values[i] as number;
    return left + ((values[i + 1] as number) - left) * (at - i);
  };
}

/** 0 below `low`, 1 above `high`, smooth between. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}

/** Half width of an ellipsoid's cross-section at `distance` from its centre, as a fraction; 0 outside. */
export function crossSection(distance: number, radius: number): number {
  const u = distance / radius;
  return u * u >= 1 ? 0 : Math.sqrt(1 - u * u);
}

/** Points on a Catmull-Rom spline through `points`, `steps` per span. */
export function spline(
  points: readonly (readonly [number, number])[],
  steps: number,
  closed = false,
): [number, number][] {
  const n = points.length;
  const out: [number, number][] = [];
  const point = (i: number) =>
    points[closed ? (i + n) % n : Math.min(n - 1, Math.max(0, i))] as readonly [number, number];
  const spans = closed ? n : n - 1;
  for (let i = 0; i < spans; i++) {
    const [a, b, c, d] = [point(i - 1), point(i), point(i + 1), point(i + 2)];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const axis = (k: 0 | 1) =>
        0.5 *
        (2 * b[k] +
          (c[k] - a[k]) * t +
          (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
          (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t ** 3);
      out.push([axis(0), axis(1)]);
    }
  }
  if (!closed) out.push([...point(n - 1)] as [number, number]);
  return out;
}
