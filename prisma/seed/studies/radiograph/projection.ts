import { coarseField, type Noise } from "../support/noise";

type Point = readonly [number, number];

/**
 * A radiograph as the sum of what the beam meets, in mm of water. The plane is in mm with its origin in the middle of the
 * detector. Everything is added, nothing covers anything, as in the real thing.
 */
export class Projection {
  readonly depth: Float32Array;
  readonly warpX: Float32Array;
  readonly warpY: Float32Array;
  private readonly scratch: Float32Array;

  constructor(
    readonly columns: number,
    readonly rows: number,
    readonly spacing: number,
    readonly noise: Noise,
  ) {
    const size = columns * rows;
    this.depth = new Float32Array(size);
    this.scratch = new Float32Array(size);
    this.warpX = new Float32Array(size);
    this.warpY = new Float32Array(size);
    const half = [(columns - 1) / 2, (rows - 1) / 2] as const;
    const wobble = (offset: number) => (c: number, r: number) => {
      const [x, y] = [(c - half[0]) * spacing, (r - half[1]) * spacing];
      return 2.2 * noise.at(x / 40 + offset, y / 40, 2) + 0.5 * noise.at(x / 11 + offset, y / 11, 5);
    };
    coarseField(this.warpX, columns, rows, 16, wobble(0));
    coarseField(this.warpY, columns, rows, 16, wobble(13));
  }

  /** The same view, to be drawn on without changing this one. */
  copy(): Projection {
    const twin = Object.create(Projection.prototype) as { -readonly [K in keyof Projection]: Projection[K] };
    return Object.assign(twin, this, { depth: this.depth.slice() });
  }

  /** Adds `amount(x, y)` inside a box. */
  add(
    left: number,
    top: number,
    right: number,
    bottom: number,
    amount: (x: number, y: number) => number,
    into = this.depth,
  ): void {
    const { columns, rows, spacing, warpX, warpY } = this;
    const halfColumns = (columns - 1) / 2;
    const halfRows = (rows - 1) / 2;
    const c0 = Math.max(0, Math.floor((left - 3) / spacing + halfColumns));
    const c1 = Math.min(columns - 1, Math.ceil((right + 3) / spacing + halfColumns));
    const r0 = Math.max(0, Math.floor((top - 3) / spacing + halfRows));
    const r1 = Math.min(rows - 1, Math.ceil((bottom + 3) / spacing + halfRows));
    for (let r = r0; r <= r1; r++) {
      const y = (r - halfRows) * spacing;
      for (let c = c0; c <= c1; c++) {
        const i = r * columns + c;
        into[i] =
          (into[i] as number) +
          amount((c - halfColumns) * spacing + (warpX[i] as number), y + (warpY[i] as number));
      }
    }
  }

  /** Chord through an ellipsoid whose longest path is `thick` mm of water; negative for air. `shell` is its cortex. */
  ellipsoid(x: number, y: number, rx: number, ry: number, thick: number, angle = 0, shell = 0): void {
    const cos = Math.cos((angle * Math.PI) / 180);
    const sin = Math.sin((angle * Math.PI) / 180);
    const reachX = Math.hypot(rx * cos, ry * sin);
    const reachY = Math.hypot(rx * sin, ry * cos);
    const hollow = shell > 0 ? Math.max(0.1, 1 - shell / Math.min(rx, ry)) ** 2 : 0;
    this.add(x - reachX, y - reachY, x + reachX, y + reachY, (px, py) => {
      const u = ((px - x) * cos + (py - y) * sin) / rx;
      const v = ((py - y) * cos - (px - x) * sin) / ry;
      const k = u * u + v * v;
      if (k >= 1) return 0;
      const outer = Math.sqrt(1 - k);
      return thick * (shell > 0 && k < hollow ? outer - 0.62 * Math.sqrt(hollow - k) : outer);
    });
  }

  /** A tubular bone along a line: dense cortex of `shell` mm around marrow, wider ends by `radius(0..1)`. */
  bone(
    points: readonly Point[],
    radius: (along: number) => number,
    density: number,
    shell: number,
    trabecular = 0.35,
  ): void {
    const { columns, rows, spacing, scratch } = this;
    let [left, top, right, bottom] = [1e9, 1e9, -1e9, -1e9];
    let widest = 0;
    for (let i = 0; i < points.length; i++) {
      const [x, y] = points[i] as Point;
      const r = radius(i / (points.length - 1));
      widest = Math.max(widest, r);
      [left, right] = [Math.min(left, x - r), Math.max(right, x + r)];
      [top, bottom] = [Math.min(top, y - r), Math.max(bottom, y + r)];
    }
    // Largest chord over all segments, so that joints between segments do not show as beads.
    const best = scratch;
    const total = points.length - 1;
    for (let i = 0; i < total; i++) {
      const [x0, y0] = points[i] as Point;
      const [x1, y1] = points[i + 1] as Point;
      const [dx, dy] = [x1 - x0, y1 - y0];
      const length2 = Math.max(1e-6, dx * dx + dy * dy);
      const reach = Math.max(radius(i / total), radius((i + 1) / total));
      const c0 = Math.max(0, Math.floor((Math.min(x0, x1) - reach - 3) / spacing + (columns - 1) / 2));
      const c1 = Math.min(
        columns - 1,
        Math.ceil((Math.max(x0, x1) + reach + 3) / spacing + (columns - 1) / 2),
      );
      const r0 = Math.max(0, Math.floor((Math.min(y0, y1) - reach - 3) / spacing + (rows - 1) / 2));
      const r1 = Math.min(rows - 1, Math.ceil((Math.max(y0, y1) + reach + 3) / spacing + (rows - 1) / 2));
      for (let r = r0; r <= r1; r++) {
        for (let c = c0; c <= c1; c++) {
          const at = r * columns + c;
          const x = (c - (columns - 1) / 2) * spacing + (this.warpX[at] as number);
          const y = (r - (rows - 1) / 2) * spacing + (this.warpY[at] as number);
          const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length2));
          const ex = x - x0 - t * dx;
          const ey = y - y0 - t * dy;
          const d2 = ex * ex + ey * ey;
          const size = radius((i + t) / total);
          if (d2 >= size * size) continue;
          const core = Math.max(0, size - shell);
          const chord =
            Math.sqrt(size * size - d2) -
            (d2 < core * core ? (1 - trabecular) * Math.sqrt(core * core - d2) : 0);
          if (chord > (best[at] as number)) best[at] = chord;
        }
      }
    }
    const c0 = Math.max(0, Math.floor((left - 4) / spacing + (columns - 1) / 2));
    const c1 = Math.min(columns - 1, Math.ceil((right + 4) / spacing + (columns - 1) / 2));
    const r0 = Math.max(0, Math.floor((top - 4) / spacing + (rows - 1) / 2));
    const r1 = Math.min(rows - 1, Math.ceil((bottom + 4) / spacing + (rows - 1) / 2));
    for (let r = r0; r <= r1; r++) {
      for (let c = c0; c <= c1; c++) {
        const at = r * columns + c;
        this.depth[at] = (this.depth[at] as number) + 2 * density * (best[at] as number);
        best[at] = 0;
      }
    }
  }
}

/** Signed distance (mm, negative inside) to a closed polygon, on a coarse grid, as a field of the projection's size. */
export function polygonField(view: Projection, polygon: readonly Point[], step = 6): Float32Array {
  const { columns, rows, spacing } = view;
  const out = new Float32Array(columns * rows);
  return coarseField(out, columns, rows, step, (c, r) => {
    const i = Math.min(rows - 1, r) * columns + Math.min(columns - 1, c);
    const x = (c - (columns - 1) / 2) * spacing + (view.warpX[i] as number);
    const y = (r - (rows - 1) / 2) * spacing + (view.warpY[i] as number);
    return polygonDistance(polygon, x, y);
  });
}

/** Signed distance (mm, negative inside) from a point to a closed polygon. */
export function polygonDistance(polygon: readonly Point[], x: number, y: number): number {
  let nearest = 1e9;
  let isInside = false;
  let last = polygon[polygon.length - 1] as Point;
  for (let i = 0; i < polygon.length; i++) {
    const next = polygon[i] as Point;
    const x0 = last[0];
    const y0 = last[1];
    const x1 = next[0];
    const y1 = next[1];
    const dx = x1 - x0;
    const dy = y1 - y0;
    const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
    const ex = x - x0 - t * dx;
    const ey = y - y0 - t * dy;
    const d = ex * ex + ey * ey;
    if (d < nearest) nearest = d;
    if (y0 > y !== y1 > y && x < ((x0 - x1) * (y - y1)) / (y0 - y1) + x1) isInside = !isInside;
    last = next;
  }
  return (isInside ? -1 : 1) * Math.sqrt(nearest);
}
