export interface EllipseShape {
  x: number;
  y: number;
  rx: number;
  ry: number;
  /** Degrees, clockwise as seen on the screen. */
  angle?: number;
  /** 2 is an ellipse; larger is boxier. */
  power?: number;
}

export interface Paint {
  /** Half width of the edge in mm: partial volume. */
  soft?: number;
  alpha?: number;
  /** How strongly the slice's texture field shows. */
  texture?: number;
  mode?: "over" | "max" | "min";
  /** Restricts painting to pixels whose value lies in this range. */
  onlyIf?: readonly [number, number];
}

function ellipseBounds({
  x,
  y,
  rx,
  ry,
  angle = 0,
  power = 2,
}: EllipseShape): [number, number, number, number] {
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  const slack = power > 2 && angle !== 0 ? 1.15 : 1;
  const reachX = Math.hypot(rx * cos, ry * sin) * slack;
  const reachY = Math.hypot(rx * sin, ry * cos) * slack;
  return [x - reachX, y - reachY, x + reachX, y + reachY];
}

/**
 * Approximate signed distance (mm, negative inside) to an ellipse, or with `power` above 2 to a superellipse of power 2.5.
 * Exact only within about `reach` mm of the edge: the rest is sorted out with two multiplications, which is most pixels.
 */
export function ellipseDistance(shape: EllipseShape, reach = 3): (x: number, y: number) => number {
  const { x, y, rx, ry } = shape;
  const isBoxy = (shape.power ?? 2) > 2;
  const angle = ((shape.angle ?? 0) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const inverseX = 1 / rx;
  const inverseY = 1 / ry;
  const small = Math.min(rx, ry);
  const core = Math.max(0.1, 1 - (1.3 * reach) / small);
  const core2 = core * core;
  const rim = (isBoxy ? 1.16 : 1) + (1.3 * reach) / small;
  const rim2 = rim * rim;
  return (px, py) => {
    const dx = px - x;
    const dy = py - y;
    const u = Math.abs((dx * cos + dy * sin) * inverseX);
    const v = Math.abs((dy * cos - dx * sin) * inverseY);
    const k2 = u * u + v * v;
    if (k2 < core2) return -reach;
    if (k2 > rim2) return reach + 6;
    if (isBoxy) return (u * u * Math.sqrt(u) + v * v * Math.sqrt(v) - 1) * 0.4 * small;
    const a = u * inverseX;
    const b = v * inverseY;
    const k0 = Math.sqrt(k2);
    return (k0 * (k0 - 1)) / Math.sqrt(a * a + b * b);
  };
}

/**
 * One slice in mm, origin in the middle of the image, painted back to front with soft edges. `warpX` and `warpY` displace
 * every shape alike, so that neighbours stay neighbours and nothing looks like drawn with a compass.
 */
export class SliceCanvas {
  readonly data: Float32Array;
  readonly warpX: Float32Array;
  readonly warpY: Float32Array;
  readonly texture: Float32Array;

  constructor(
    readonly columns: number,
    readonly rows: number,
    readonly spacing: number,
  ) {
    const size = columns * rows;
    this.data = new Float32Array(size);
    this.warpX = new Float32Array(size);
    this.warpY = new Float32Array(size);
    this.texture = new Float32Array(size);
  }

  fill(value: number): void {
    this.data.fill(value);
  }

  ellipse(shape: EllipseShape, value: number, paint: Paint = {}): void {
    if (shape.rx <= 0.1 || shape.ry <= 0.1) return;
    const [left, top, right, bottom] = ellipseBounds(shape);
    this.cover(
      left,
      top,
      right,
      bottom,
      value,
      paint,
      ellipseDistance(shape, Math.max(1.5, paint.soft ?? 0)),
    );
  }

  /** An ellipse, only where it lies inside another one. */
  ellipseWithin(shape: EllipseShape, clip: EllipseShape, value: number, paint: Paint = {}): void {
    if (shape.rx <= 0.1 || shape.ry <= 0.1 || clip.rx <= 0.1 || clip.ry <= 0.1) return;
    const [left, top, right, bottom] = ellipseBounds(shape);
    const reach = Math.max(1.5, paint.soft ?? 0);
    const inner = ellipseDistance(shape, reach);
    const outer = ellipseDistance(clip, reach);
    this.cover(left, top, right, bottom, value, paint, (x, y) => {
      const d = inner(x, y);
      return d > reach ? d : Math.max(d, outer(x, y));
    });
  }

  /** A line with round ends whose radius runs from `r0` to `r1`. */
  capsule(
    x0: number,
    y0: number,
    r0: number,
    x1: number,
    y1: number,
    r1: number,
    value: number,
    paint: Paint = {},
  ): void {
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length2 = Math.max(1e-6, dx * dx + dy * dy);
    const r = Math.max(r0, r1);
    this.cover(
      Math.min(x0, x1) - r,
      Math.min(y0, y1) - r,
      Math.max(x0, x1) + r,
      Math.max(y0, y1) + r,
      value,
      paint,
      (px, py) => {
        const t = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / length2));
        const ex = px - x0 - t * dx;
        const ey = py - y0 - t * dy;
        return Math.sqrt(ex * ex + ey * ey) - (r0 + (r1 - r0) * t);
      },
    );
  }

  /** A polyline of constant radius. */
  stroke(
    points: readonly (readonly [number, number])[],
    radius: number,
    value: number,
    paint: Paint = {},
  ): void {
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1] as readonly [number, number], points[i] as readonly [number, number]];
      this.capsule(a[0], a[1], radius, b[0], b[1], radius, value, paint);
    }
  }

  /** Paints where `distance` (mm, negative inside, in warped coordinates) says so. */
  cover(
    left: number,
    top: number,
    right: number,
    bottom: number,
    value: number,
    paint: Paint,
    distance: (x: number, y: number) => number,
  ): void {
    const { data, warpX, warpY, texture, columns, rows, spacing } = this;
    const soft = paint.soft ?? spacing * 0.8;
    const scale = 0.5 / soft;
    const margin = 4.5 + soft;
    const strength = paint.alpha ?? 1;
    const grain = paint.texture ?? 0;
    const mode = paint.mode ?? "over";
    const [low, high] = paint.onlyIf ?? [-1e9, 1e9];
    const halfColumns = (columns - 1) / 2;
    const halfRows = (rows - 1) / 2;
    const c0 = Math.max(0, Math.floor((left - margin) / spacing + halfColumns));
    const c1 = Math.min(columns - 1, Math.ceil((right + margin) / spacing + halfColumns));
    const r0 = Math.max(0, Math.floor((top - margin) / spacing + halfRows));
    const r1 = Math.min(rows - 1, Math.ceil((bottom + margin) / spacing + halfRows));
    for (let r = r0; r <= r1; r++) {
      const y = (r - halfRows) * spacing;
      for (let c = c0; c <= c1; c++) {
        const i = r * columns + c;
        const d = distance((c - halfColumns) * spacing + (warpX[i] as number), y + (warpY[i] as number));
        if (d >= soft) continue;
        const old = data[i] as number;
        if (old < low || old > high) continue;
        const alpha = d <= -soft ? strength : (0.5 - d * scale) * strength;
        const wanted = grain === 0 ? value : value + grain * (texture[i] as number);
        const next = old + (wanted - old) * alpha;
        if (mode === "over" || (mode === "max" ? next > old : next < old)) data[i] = next;
      }
    }
  }
}
