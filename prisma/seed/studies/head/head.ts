import { smoothstep, tabulated } from "../support/curves";
import { Noise } from "../support/noise";

/** Tissues of the head, in the order of the signal tables. */
export const TISSUES = [
  "air",
  "scalp",
  "cortical",
  "marrow",
  "csf",
  "grey",
  "white",
  "deepGrey",
  "muscle",
  "dura",
  "eye",
  "lesion",
  "blood",
] as const;
export type Tissue = (typeof TISSUES)[number];

export interface HeadBuild {
  seed: string;
  /** Widens ventricles and sulci: 0 young, 1 old. */
  atrophy: number;
  lesions: { x: number; y: number; z: number; r: number; kind: "lesion" | "blood" }[];
  /** Crescent-shaped haematoma over the convexity: thickness in mm, side 1 left, -1 right. */
  subdural?: { side: 1 | -1; thickness: number };
  /** Shift of the midline, mm, away from the haematoma. */
  midlineShift: number;
}

const clamp01 = (v: number) => Math.min(1, Math.max(0, v));

/** Approximate signed distance to an ellipsoid; far outside only "far". */
function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number): number {
  const u = x / rx;
  const v = y / ry;
  const w = z / rz;
  const k2 = u * u + v * v + w * w;
  if (k2 > 6) return 30;
  const k0 = Math.sqrt(k2);
  const a = u / rx;
  const b = v / ry;
  const c = w / rz;
  const k1 = Math.sqrt(a * a + b * b + c * c);
  return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
}

const floorAt = tabulated(
  [
    [-42, -12],
    [-26, -16],
    [-16, -36],
    [12, -40],
    [24, -58],
    [66, -52],
    [90, -20],
  ],
  -120,
  120,
);

/** Height of the skull base under the brain, from the front fossa down to the back one. */
function baseHeight(y: number, ax: number): number {
  const middle = floorAt(y);
  return middle + 3 * Math.sin(ax / 9) + (y > -20 && y < 20 && ax < 14 ? (14 - ax) * 1.1 : 0);
}

/**
 * A head as a function of position. Coordinates in mm: x left, y back, z up, origin at the third ventricle.
 * Folding is the zero line of warped noise near the surface: gyri are what lies between.
 */
export class Head {
  private readonly fold: Noise;
  private readonly wobble: Noise;
  private soft = 1;
  private readonly weights = new Float32Array(TISSUES.length);

  constructor(private readonly build: HeadBuild) {
    this.fold = new Noise(`${build.seed}/fold`);
    this.wobble = new Noise(`${build.seed}/wobble`);
  }

  /** Signal at a point for a table with one value per tissue. `blur` is the half width of an edge in mm. */
  sample(px: number, py: number, pz: number, blur: number, table: Float32Array): number {
    const weights = this.classify(px, py, pz, blur);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (table[i] as number);
    return sum;
  }

  /** Shares of the tissues at a point; the array is reused. */
  classify(px: number, py: number, pz: number, blur: number): Float32Array {
    const w = this.weights;
    w.fill(0);
    this.soft = blur;
    const x = px + 1.3 * this.wobble.at(px / 30, py / 30, pz / 30);
    const y = py + 1.3 * this.wobble.at(px / 30 + 11, py / 30, pz / 30);
    const z = pz;
    w[0] = 1;
    const ax = Math.abs(x);
    // Egg: wider behind, narrower in front, tapering below into face and neck.
    const egg = 1 - 0.06 * clamp01(-y / 90);
    const vault = ellipsoid(x / egg, y - 2, z - 2, 77, 96, 92);
    const face = z < -12 ? Math.max(ellipsoid(x, y + 48, z + 66, 60, 50, 74), -z - 130) : 99;
    const neck = z < -30 ? Math.max(Math.hypot(x / 1.15, y - 26) - 52, z + 30) : 99;
    const nose = z < -14 ? ellipsoid(x, y + 94 - (z + 40) * -0.25, z + 44, 12, 17, 21) : 99;
    const outer = Math.min(vault, face, neck, nose);
    if (outer > 2 * blur) return w;
    this.put(1, outer);
    if (z < -25) {
      this.put(8, Math.max(neck + 7, -99));
      this.put(8, Math.max(face + 9, -99));
    }
    const thick = 6.5 + 1.5 * this.wobble.at(x / 40, y / 40 + 5, z / 40) + (y > 70 ? 1.5 : 0);
    const skull = vault + 6;
    const base = baseHeight(y, ax);
    if (z > -64) {
      this.put(2, Math.max(skull, base - 9 - z));
      if (skull > -thick - 2 && skull < 0)
        this.put(3, Math.max(Math.abs(skull + thick / 2) - thick * 0.24, base - z));
      if (z < -6) this.put(8, Math.max(skull + thick, z - base + 4));
    }
    this.paintBase(x, ax, y, z);
    const shell = skull + thick;
    const inner = Math.max(shell, base - z);
    if (inner < 2 * blur) this.paintBrain(x, y, z, shell, inner, blur);
    if (z < -46 && Math.hypot(x, y - 22) < 12) {
      this.put(4, Math.hypot(x, y - 22) - 10);
      this.put(6, Math.hypot(x, (y - 22) * 1.2) - 6);
    }
    return w;
  }

  /** Covers what is there with a tissue, by the share of the point that lies inside. */
  private put(tissue: number, d: number, soft = this.soft): void {
    if (d >= soft) return;
    const w = this.weights;
    if (d <= -soft) {
      w.fill(0);
      w[tissue] = 1;
      return;
    }
    const rest = 0.5 + d / (2 * soft);
    for (let i = 0; i < w.length; i++) w[i] = (w[i] as number) * rest;
    w[tissue] = (w[tissue] as number) + 1 - rest;
  }

  private paintBase(x: number, ax: number, y: number, z: number): void {
    if (z > 12) {
      // Frontal sinus, small and off centre.
      if (z < 30 && y < -70) this.put(0, ellipsoid(ax - 10, y + 86, z - 16, 13, 4.5, 12));
      return;
    }
    if (z > -8 || y > 60) return;
    // Petrous bones with their air cells, and the ear canals.
    const along = (ax - 34) * 0.78 + (y - 12) * 0.62;
    const across = -(ax - 34) * 0.62 + (y - 12) * 0.78;
    this.put(2, ellipsoid(along, across, z + 36, 31, 11, 12));
    if (ax > 38) {
      const cells = this.wobble.at(x / 3.1, y / 3.1, z / 3.1);
      this.put(0, Math.max(ellipsoid(ax - 56, y - 26, z + 38, 12, 15, 17), 1.2 - cells * 6));
    }
    this.put(0, ellipsoid(ax - 52, y - 4, z + 38, 15, 3, 4));
    // Orbits with fat, globe, lens and muscles.
    this.put(2, ellipsoid(ax - 32, y + 62, z + 30, 22, 30, 21));
    this.put(1, ellipsoid(ax - 32, y + 66, z + 30, 19, 29, 18.5));
    this.put(1, Math.max(outerFront(y), Math.hypot(ax - 32, z + 30) - 16));
    this.put(
      8,
      Math.abs(Math.hypot(ax - 32 + (y + 66) * 0.22, (z + 30) * 1.1) - 10) -
        1.6 +
        Math.max(0, -(y + 72) * 0.5) +
        Math.max(0, y + 42),
    );
    this.put(
      6,
      Math.hypot(ax - 32 + (y + 66) * 0.3, z + 30) - 2.2 + Math.max(0, -(y + 70)) + Math.max(0, y + 36),
    );
    this.put(9, ellipsoid(ax - 32, y + 80, z + 30, 12.6, 12.6, 12.6));
    this.put(10, ellipsoid(ax - 32, y + 80, z + 30, 11.8, 11.8, 11.8));
    this.put(9, ellipsoid(ax - 32, y + 88.5, z + 30, 4.6, 2, 4.6));
    // Air spaces: ethmoid cells, sphenoid and maxillary sinus, nose, mouth.
    this.put(2, Math.max(ax - 13, Math.abs(y + 58) - 30, Math.abs(z + 34) - 14));
    const wall = 0.9 - Math.abs(this.wobble.at(x / 7 + 3, y / 7, z / 9)) * 7;
    this.put(0, Math.max(ax - 11, Math.abs(y + 62) - 24, Math.abs(z + 34) - 12, wall, 0.9 - ax));
    this.put(0, Math.max(ellipsoid(ax - 9, y + 24, z + 36, 9, 13, 10), 0.7 - ax));
    this.put(2, ellipsoid(ax - 31, y + 62, z + 66, 18, 22, 20));
    this.put(0, ellipsoid(ax - 31, y + 62, z + 66, 16, 20, 18));
    this.put(
      0,
      Math.max(
        ellipsoid(ax - 8, y + 58, z + 66, 7, 36, 20),
        1.4 - ax,
        1 - Math.abs(ax - 9 + 3 * Math.sin(z / 6)),
      ),
    );
    this.put(0, ellipsoid(x, y + 12, z + 84, 10, 8, 32));
  }

  private paintBrain(px: number, y: number, z: number, shell: number, inner: number, blur: number): void {
    const { atrophy, midlineShift, subdural, lesions } = this.build;
    // The haematoma pushes the midline away, most at the level of the ventricles.
    const x =
      px +
      midlineShift *
        Math.exp(-(px * px) / 1800 - (z - 12) ** 2 / 2200) *
        (1 - (y / 95) ** 2) *
        (subdural ? subdural.side : 1);
    const ax = Math.abs(x);
    this.put(9, inner, blur);
    this.put(4, inner + 1.1);
    const squeeze = subdural && px * subdural.side > 0 ? 1 : 0;
    const crescent = squeeze
      ? (subdural?.thickness ?? 0) *
        clamp01(ax / 16) *
        smoothstep(-34, -6, z) *
        (1 - smoothstep(62, 84, z)) *
        (1 - 0.75 * clamp01(Math.abs(y + 4) / 84) ** 2)
      : 0;
    const surface = Math.max(shell + 2.2 + 1.4 * atrophy + crescent, inner + 0.9);
    const tent = z - (7 - 0.34 * ax - 0.12 * Math.max(0, y - 20));
    const fossa = Math.max(tent, y > 86 ? 1 : ellipsoid(x, y - 46, z + 30, 60, 42, 52));
    if (fossa < 0) this.paintPosteriorFossa(x, ax, y, z, inner);
    else {
      // Folding: sulci are the valleys of warped noise, deep at the surface and gone 22 mm below it.
      const wx = px + 5 * this.fold.at(px / 24 + 3, y / 24, z / 24);
      const wy = y + 5 * this.fold.at(px / 24, y / 24 + 5, z / 24);
      const wz = z + 5 * this.fold.at(px / 24, y / 24, z / 24 + 9);
      const ridge =
        13 *
        Math.abs(
          this.fold.at(wx / 11.5, wy / 11.5, wz / 13) + 0.3 * this.fold.at(wx / 6 + 8, wy / 6, wz / 6),
        );
      const depth = Math.max(0, -surface);
      const wide = (1.1 + 1.3 * atrophy) * (squeeze && crescent > 1 ? 0.35 : 1);
      const sulcus = ridge - wide * Math.max(0, 1 - depth / 25) + (depth > 19 ? (depth - 19) * 0.6 : 0);
      const central = ellipsoid(0, y - 1, z - 4, 30, 46, 30);
      const interhemispheric = Math.max(ax - 0.9 - 0.7 * atrophy, -central);
      const insula = ellipsoid(ax - 41, y + 4, z - 1, 9, 25, 15);
      const sylvian = Math.min(
        Math.max(insula, Math.abs(ax - 41 - 1.6 * Math.sin(y / 4)) - 1.1 - atrophy),
        ax > 40 && ax < 72
          ? Math.max(Math.abs(z + 2 + 0.3 * y) - 1.1 - atrophy, Math.abs(y + 4) - 26 + (ax - 40) * 0.3)
          : 9,
      );
      const csf = Math.min(sulcus, interhemispheric, sylvian);
      this.put(5, Math.max(surface, -csf));
      // White matter begins where the mantle of about 3 mm ends, below surface and along each sulcus.
      const mantle = 3.1;
      this.put(
        6,
        Math.max(surface + mantle, 2.7 - sulcus, mantle - interhemispheric, mantle - sylvian),
        Math.max(blur, 0.8),
      );
      this.put(9, Math.max(ax - 0.6, 3 - central, inner), 0.6);
      this.paintDeep(x, ax, y, z, atrophy);
    }
    if (y > 20 && y < 84)
      this.put(9, Math.max(Math.abs(tent) - 0.7, ellipsoid(x, y - 46, z + 30, 60, 42, 52)), 0.6);
    if (crescent > 0.4) this.put(12, Math.max(inner + 0.8, -(shell + 1.6 + crescent)));
    for (const spot of lesions) {
      const r = ellipsoid(px - spot.x, y - spot.y, z - spot.z, spot.r, spot.r * 0.85, spot.r * 0.9);
      if (r < 6) this.put(spot.kind === "blood" ? 12 : 11, r + 1.6 * this.fold.at(px / 5, y / 5, z / 5), 1.2);
    }
  }

  private paintDeep(x: number, ax: number, y: number, z: number, atrophy: number): void {
    const v = 1 + 0.45 * atrophy;
    // Caudate, lentiform nucleus, thalamus, then the ventricles they border.
    this.put(7, ellipsoid(ax - 14 - 0.16 * (y + 20), y + 22, z - 10, 5, 13, 12), 1.2);
    this.put(7, ellipsoid(ax - 25, y + 3 + 0.55 * (ax - 25), z - 1, 8, 19, 12), 1.4);
    this.put(7, ellipsoid(ax - 11, y - 14, z - 4, 8.5, 14, 10), 1.2);
    const roof = 16 + 0.0026 * (y + 4) ** 2 * -1;
    const front = ellipsoid(ax - 8.5 - 0.13 * (y + 28), y + 24, z - roof + 2, 3.6 * v, 19, 7.5 * v);
    const trunk = ellipsoid(ax - 10 - 0.19 * Math.max(0, y), y - 8, z - 20, 4.6 * v, 36, 5.8 * v);
    const trigone = ellipsoid(ax - 25, y - 38 - 0.4 * (10 - z), z - 8, 6.5 * v, 11, 12 * v);
    const occipital = ellipsoid(ax - 23, y - 54, z - 6, 3.2 * v, 17, 5 * v);
    const temporal = ellipsoid(ax - 33, y - 10, z + 14 - 0.3 * (y - 10), 2.2 * v, 22, 2.8 * v);
    this.put(4, Math.min(front, trunk, trigone, occipital, temporal), 0.9);
    this.put(6, ellipsoid(x, y + 14, z - 15, 1, 20, 8), 0.6);
    // Corpus callosum as a thick arch over the ventricles.
    if (ax < 12) {
      const arch = Math.hypot((y - 2) / 40, (z - 4) / 25);
      this.put(6, Math.max(Math.abs(arch - 1) * 27 - 3.6, ax - 11, 4 - z), 0.9);
    }
    this.put(4, ellipsoid(x, y - 6, z + 1, 1.9 * v, 14, 11), 0.8);
    this.put(7, ellipsoid(x, y - 26, z - 2, 3, 4, 2.6));
    if (z < 0 && ax < 30) {
      this.put(4, ellipsoid(x, y + 6, z + 20, 16, 12, 8), 1.2);
      this.paintBrainstem(x, ax, y, z);
    }
  }

  private paintPosteriorFossa(x: number, ax: number, y: number, z: number, inner: number): void {
    const folia =
      Math.sin((Math.hypot(y - 16, z + 18) + 1.4 * this.fold.at(x / 9, y / 9, z / 9)) * 1.35) * 0.9;
    const cerebellum = Math.min(
      ellipsoid(ax - 25, y - 47, z + 30, 29, 36, 29),
      ellipsoid(x, y - 46, z + 26, 14, 34, 30),
    );
    this.put(5, Math.max(cerebellum + 0.7 * folia, inner + 3));
    this.put(6, Math.max(cerebellum + 7 + 3.4 * folia, inner + 8), 1.4);
    this.put(7, ellipsoid(ax - 13, y - 40, z + 27, 5, 6, 5), 1.2);
    if (ax < 26) this.paintBrainstem(x, ax, y, z);
    this.put(4, ellipsoid(x, y - 27, z + 27, 8 - Math.max(0, (-28 - z) * 0.2), 5.5, 13), 0.8);
  }

  private paintBrainstem(x: number, ax: number, y: number, z: number): void {
    const midbrain = Math.min(
      ellipsoid(ax - 9, y - 9, z + 13, 7, 9, 11),
      ellipsoid(x, y - 17, z + 11, 12, 9, 12),
    );
    const pons = ellipsoid(x, y - 9, z + 27, 17, 13, 14);
    const medulla = Math.max(ellipsoid(x, y - 17, z + 50, 9, 8, 40), z + 30);
    const stem = Math.min(midbrain, pons, medulla);
    this.put(4, stem - 3);
    this.put(6, stem, 1);
    this.put(4, ellipsoid(x, y - 23, z + 11, 1.4, 1.6, 13), 0.7);
  }
}

function outerFront(y: number): number {
  return y + 84;
}
