import { smoothstep, tabulated } from "../support/curves";
import { addGrain, coarseField, grainTile, Noise } from "../support/noise";
import { between, seededRandom } from "../support/random";

export const BREAST = { columns: 1200, rows: 1600, spacing: 0.14 } as const;

export interface BreastBuild {
  seed: string;
  view: "CC" | "MLO";
  laterality: "L" | "R";
  /** Share of glandular tissue, 0..1. */
  density: number;
  mass?: { x: number; y: number; radius: number };
  calcifications?: { x: number; y: number };
}

/** Front of the pectoral muscle in the oblique view. */
const muscleAt = tabulated(
  [
    [-112, 58],
    [-40, 34],
    [40, 0],
  ],
  -120,
  120,
);

/** 12-bit presentation values. Drawn with the chest wall on the left and mirrored for the right breast. */
export function mammogram(build: BreastBuild): Uint8Array {
  const { columns, rows, spacing } = BREAST;
  const isOblique = build.view === "MLO";
  const noise = new Noise(`${build.seed}/${build.laterality}/breast`);
  const random = seededRandom(`${build.seed}/${build.laterality}/${build.view}`);
  const size = columns * rows;
  const data = new Float32Array(size);
  const reach = 122;
  const centre = isOblique ? 22 : 0;
  const up = isOblique ? 112 : 84;
  const down = isOblique ? 70 : 84;
  // Distance from the skin line as a fraction, 1 at the chest wall.
  const shape = (x: number, y: number) => {
    const v = (y - centre) / (y < centre ? up : down);
    return 1 - Math.sqrt((x / reach) ** 2 + Math.abs(v) ** 2.3);
  };
  const nipple = [reach, centre + (isOblique ? 4 : 0)] as const;
  const streaks = coarseField(new Float32Array(size), columns, rows, 4, (c, r) => {
    const [x, y] = [c * spacing, (r - rows / 2) * spacing];
    const angle = Math.atan2(y - nipple[1], nipple[0] - x + 12);
    const distance = Math.hypot(y - nipple[1], nipple[0] - x);
    // Fibres run to the nipple, so the noise is stretched along the radius.
    const fibre =
      1 - Math.abs(noise.at(angle * 9 + 0.6 * noise.at(x / 22, y / 22, 3), distance / 26, 1)) * 2.4;
    const fine = 1 - Math.abs(noise.at(angle * 23, distance / 11, 6)) * 2.2;
    return 0.6 * fibre + 0.4 * fine;
  });
  const gland = coarseField(new Float32Array(size), columns, rows, 6, (c, r) => {
    const [x, y] = [c * spacing, (r - rows / 2) * spacing];
    const cone = 1 - Math.hypot((x - 62) / 52, (y - centre - (isOblique ? -10 : -4)) / 50);
    return smoothstep(-0.25, 0.6, cone + 0.5 * noise.fractal(x / 24, y / 24, 2, 3)) * build.density;
  });
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c;
      const x = c * spacing;
      const y = (r - rows / 2) * spacing;
      const d = shape(x, y) + 0.006 * Math.sin(y / 17);
      const isNipple = Math.hypot((x - nipple[0]) / 6, (y - nipple[1]) / 5) < 1;
      if (d <= 0 && !isNipple) continue;
      const thick = isNipple ? 0.5 : 1 - Math.exp(-d * 9);
      const rim = d < 0.018 && d > 0 ? 420 : 0;
      let value =
        560 * thick +
        rim +
        thick *
          (900 * (streaks[i] as number) * (0.18 + 0.5 * (gland[i] as number)) + 1250 * (gland[i] as number));
      if (isOblique) {
        const edge = muscleAt(y) - x + 2.5 * noise.at(x / 20, y / 20, 8);
        if (edge > -2)
          value +=
            1050 * smoothstep(-2, 3, edge) * smoothstep(46, 10, y) * (1 + 0.1 * (streaks[i] as number));
      }
      data[i] = Math.max(value, 150 * thick);
    }
  }
  for (let k = 0; k < 7; k++) vessel(data, random, shape);
  if (build.mass) mass(data, build.mass, noise);
  if (build.calcifications) {
    for (let k = 0; k < 26; k++) {
      spot(
        data,
        build.calcifications.x + between(random, -5, 5) * random(),
        build.calcifications.y + between(random, -6, 6) * random(),
        between(random, 0.16, 0.38),
        1500,
      );
    }
  }
  addGrain(
    data,
    columns,
    rows,
    grainTile("mg", 0.7),
    26,
    build.view === "CC" ? 0 : 131,
    build.laterality === "L" ? 0 : 77,
  );
  const out = new Uint16Array(size);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const to = r * columns + (build.laterality === "L" ? c : columns - 1 - c);
      out[to] = Math.max(0, Math.min(4095, Math.round(60 + (data[r * columns + c] as number) * 1.05)));
    }
  }
  return new Uint8Array(out.buffer);
}

function spot(data: Float32Array, x: number, y: number, radius: number, amount: number): void {
  const { columns, rows, spacing } = BREAST;
  const reach = Math.ceil((radius * 2.5) / spacing);
  const [cx, cy] = [Math.round(x / spacing), Math.round(y / spacing + rows / 2)];
  for (let r = Math.max(0, cy - reach); r <= Math.min(rows - 1, cy + reach); r++) {
    for (let c = Math.max(0, cx - reach); c <= Math.min(columns - 1, cx + reach); c++) {
      const d = Math.hypot(c * spacing - x, (r - rows / 2) * spacing - y) / radius;
      const i = r * columns + c;
      if ((data[i] as number) > 0) data[i] = (data[i] as number) + amount * Math.exp(-d * d);
    }
  }
}

function vessel(data: Float32Array, random: () => number, shape: (x: number, y: number) => number): void {
  let [x, y] = [between(random, 6, 40), between(random, -70, 60)];
  let angle = between(random, -0.5, 0.5);
  for (let step = 0; step < 160 && shape(x, y) > 0.05; step++) {
    angle += between(random, -0.14, 0.14);
    x += 0.6 * Math.cos(angle);
    y += 0.6 * Math.sin(angle);
    spot(data, x, y, 0.75, 120);
  }
}

function mass(
  data: Float32Array,
  { x, y, radius }: { x: number; y: number; radius: number },
  noise: Noise,
): void {
  const { columns, rows, spacing } = BREAST;
  const reach = Math.ceil((radius * 3) / spacing);
  const [cx, cy] = [Math.round(x / spacing), Math.round(y / spacing + rows / 2)];
  for (let r = cy - reach; r <= cy + reach; r++) {
    for (let c = Math.max(0, cx - reach); c <= Math.min(columns - 1, cx + reach); c++) {
      const [dx, dy] = [c * spacing - x, (r - rows / 2) * spacing - y];
      const angle = Math.atan2(dy, dx);
      const d = Math.hypot(dx, dy) / radius;
      const edge = 1 + 0.2 * noise.at(Math.cos(angle) * 2.5, Math.sin(angle) * 2.5, 4);
      const ray =
        Math.max(0, 1 - 5.5 * Math.abs(noise.at(Math.cos(angle) * 7, Math.sin(angle) * 7, 9))) *
        Math.max(0, 1 - (d - 0.8) / 1.6);
      const i = r * columns + c;
      data[i] =
        (data[i] as number) + 1150 * (1 - smoothstep(0.6 * edge, 1.15 * edge, d)) + (d > 0.7 ? 430 * ray : 0);
    }
  }
}
