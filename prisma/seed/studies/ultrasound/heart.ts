import { smoothstep } from "../support/curves";
import { grainTile, Noise } from "../support/noise";

export const CINE = { columns: 640, rows: 480, frames: 42, frameTime: 33.3, spacing: 0.36 } as const;

const APEX = [320, 26] as const;
const DEPTH = 418;
const HALF_ANGLE = 0.72;
const FRAMES_PER_BEAT = 21;

interface Wall {
  x: number;
  y: number;
  rx: number;
  ry: number;
  cos: number;
  sin: number;
}

/** Apical four-chamber view, colour Doppler over the mitral valve; RGB, one array with all frames. */
export function heartCine(seed: string): Uint8Array {
  const { columns, rows, frames } = CINE;
  const out = new Uint8Array(columns * rows * 3 * frames);
  const noise = new Noise(`${seed}/us`);
  const sector = sectorPixels(columns, rows, noise);
  const speckle = grainTile(`${seed}/speckle`, 1.1);
  const speckle2 = grainTile(`${seed}/speckle2`, 1.1);
  for (let frame = 0; frame < frames; frame++) {
    const base = frame * columns * rows * 3;
    const phase = (frame % FRAMES_PER_BEAT) / FRAMES_PER_BEAT;
    // Systole is the first 35 %, then early filling, then the atrial kick.
    const squeeze =
      phase < 0.35
        ? Math.sin((phase / 0.35) * (Math.PI / 2))
        : Math.cos(Math.min(1, (phase - 0.35) / 0.4) * (Math.PI / 2));
    paintFrame(out, base, sector, squeeze, phase, frame, noise, speckle, speckle2);
    paintFurniture(out, base, frame);
  }
  return out;
}

interface SectorPixel {
  i: number;
  x: number;
  y: number;
  r: number;
  a: number;
  /** What does not change from frame to frame: irregular borders, tissue and attenuation. */
  wobble: number;
  tissue: number;
  fade: number;
  speckle: number;
}

function sectorPixels(columns: number, rows: number, noise: Noise): SectorPixel[] {
  const pixels: SectorPixel[] = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const r = Math.hypot(x - APEX[0], y - APEX[1]);
      const a = Math.atan2(x - APEX[0], y - APEX[1]);
      if (r > 14 && r < DEPTH && Math.abs(a) < HALF_ANGLE) {
        // Echoes fade with depth and to the sides; the lung shadows one edge.
        const shadow = smoothstep(0.34, 0.6, a + 0.12 * noise.at(r / 60, 1, 5)) * smoothstep(120, 240, r);
        const fade =
          (1.12 - 0.5 * (r / DEPTH)) * (1 - 0.5 * smoothstep(0.52, 0.72, Math.abs(a))) * (1 - 0.6 * shadow);
        const wobble = 5 * noise.at(x / 26, y / 26, 3);
        const tissue = 62 + 42 * noise.fractal(x / 24, y / 15, 8, 2);
        pixels.push({
          i: y * columns + x,
          x,
          y,
          r,
          a,
          wobble,
          tissue,
          fade,
          speckle: Math.round((a + 1) * 190) & 511,
        });
      }
    }
  }
  return pixels;
}

function wall(x: number, y: number, rx: number, ry: number, angle: number): Wall {
  return { x, y, rx, ry, cos: Math.cos(angle), sin: Math.sin(angle) };
}

function inside(w: Wall, x: number, y: number): number {
  const u = ((x - w.x) * w.cos + (y - w.y) * w.sin) / w.rx;
  const v = ((y - w.y) * w.cos - (x - w.x) * w.sin) / w.ry;
  return (Math.sqrt(u * u + v * v) - 1) * Math.min(w.rx, w.ry);
}

function segment(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
  const ex = x - x0 - t * dx;
  const ey = y - y0 - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

function paintFrame(
  out: Uint8Array,
  base: number,
  sector: readonly SectorPixel[],
  squeeze: number,
  phase: number,
  frame: number,
  noise: Noise,
  speckle: Float32Array,
  speckle2: Float32Array,
): void {
  const plane = 268 - 16 * squeeze;
  const left = wall(358, 172 - 4 * squeeze, 50 - 15 * squeeze, 104 - 18 * squeeze, -0.12);
  const right = wall(262, 190 - 6 * squeeze, 38 - 10 * squeeze, 84 - 14 * squeeze, 0.14);
  const leftAtrium = wall(372, 338 - 10 * squeeze, 50 + 7 * squeeze, 54 + 9 * squeeze, 0);
  const rightAtrium = wall(268, 334 - 10 * squeeze, 44 + 6 * squeeze, 50 + 8 * squeeze, 0);
  const muscle = wall(316, 190 - 6 * squeeze, 118 - 6 * squeeze, 146 - 6 * squeeze, 0);
  const open =
    phase > 0.36 && phase < 0.95
      ? Math.max(
          smoothstep(0.36, 0.46, phase) - smoothstep(0.56, 0.68, phase) * 0.75,
          0.9 * Math.sin(Math.max(0, (phase - 0.72) / 0.23) * Math.PI),
        )
      : 0;
  const mitral = [
    [left.x - 40 + 8 * squeeze, plane],
    [left.x + 44 - 8 * squeeze, plane + 2],
  ] as const;
  const tricuspid = [
    [right.x - 38, plane + 2],
    [right.x + 34, plane - 8],
  ] as const;
  const leaflet = (from: readonly [number, number], to: readonly [number, number]) => {
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 8] as const;
    return [from[0] + (middle[0] - from[0]) * (1 - 0.78 * open), middle[1] - 34 * open] as const;
  };
  const valves = [mitral, tricuspid].flatMap(
    ([a, b]) =>
      [
        [...a, ...leaflet(a, b)],
        [...b, ...leaflet(b, a)],
      ] as const,
  );
  for (const { i, x, y, r, wobble, tissue, fade, speckle: column } of sector) {
    const dl = inside(left, x, y) + wobble * 0.7;
    const dr = inside(right, x, y) + wobble;
    const da = Math.min(inside(leftAtrium, x, y), inside(rightAtrium, x, y)) + wobble * 0.6;
    const septum = Math.abs(x - 316 - (y - 300) * 0.04) < 4.5 && y > plane - 6 && y < 392;
    const isAbovePlane = y < plane;
    let level: number;
    const ventricle = Math.min(isAbovePlane ? dl : 99, isAbovePlane ? dr : 99);
    const atrium = !isAbovePlane && !septum ? da : 99;
    const cavity = Math.min(ventricle, atrium);
    const heart = inside(muscle, x, y) + wobble;
    if (cavity < 0) level = 9 + 7 * smoothstep(-8, 0, cavity);
    else if (atrium < 6 && !isAbovePlane) level = 118;
    else if (heart < 0 || cavity < 12)
      level = 74 + 50 * Math.exp(-cavity / 3.5) + 40 * Math.exp((heart * heart) / -40);
    else level = tissue + 30 * Math.exp((heart * heart) / -30);
    const isNearValves = y > plane - 16 - 40 * open && y < plane + 8;
    for (const [x0, y0, x1, y1] of isNearValves ? valves : []) {
      const d = segment(x, y, x0, y0, x1, y1);
      if (d < 4) level = Math.max(level, 190 * (1 - d / 5));
    }
    if (r < 46) level = 150 - r;
    const drift = Math.round(squeeze * 9);
    const row = (Math.round(r * 0.9) + drift) & 511;
    const s0 = speckle[row * 512 + column] as number;
    const s1 = speckle2[((row + frame * 3 * (cavity < 0 ? 1 : 0)) & 511) * 512 + column] as number;
    const rayleigh = Math.sqrt(s0 * s0 + s1 * s1) * 0.8;
    const grey = Math.max(0, Math.min(255, level * fade * (0.25 + 0.75 * rayleigh)));
    const at = base + i * 3;
    out[at] = grey;
    out[at + 1] = grey;
    out[at + 2] = Math.min(255, grey * 1.04 + 2);
    colourFlow(out, at, x, y, phase, open, plane, left, leftAtrium, noise, frame, dl, da);
  }
}

/** Filling towards the probe is red, outflow away from it blue; a small regurgitant jet aliases to yellow. */
function colourFlow(
  out: Uint8Array,
  at: number,
  x: number,
  y: number,
  phase: number,
  open: number,
  plane: number,
  left: Wall,
  leftAtrium: Wall,
  noise: Noise,
  frame: number,
  dl: number,
  da: number,
): void {
  if (x < 306 || x > 440 || y < 130 || y > 400) return;
  if (dl > -2 && da > -2) return;
  const edge = 1 + 0.45 * noise.fractal(x / 13, y / 13 + frame * 0.9, frame * 0.37, 2);
  if (open > 0.15 && (dl < -3 || (y >= plane && da < -3))) {
    const jet = 1 - Math.hypot((x - left.x - 2) / (24 * edge), (y - plane + 26) / (78 * edge));
    if (jet > 0) {
      const v = Math.min(1, jet * 1.7 * open);
      out[at] = 95 + 160 * v;
      out[at + 1] = 25 + 175 * Math.max(0, v - 0.45);
      out[at + 2] = 16;
    }
  } else if (phase < 0.36 && y < plane && dl < -3) {
    const jet = 1 - Math.hypot((x - left.x + 22) / (20 * edge), (y - plane + 44) / (70 * edge));
    if (jet > 0) {
      const v = Math.min(1, jet * 1.8 * Math.sin((phase / 0.36) * Math.PI));
      out[at] = 14;
      out[at + 1] = 30 + 170 * Math.max(0, v - 0.4);
      out[at + 2] = 90 + 165 * v;
    }
  } else if (phase > 0.06 && phase < 0.34 && y >= plane && da < -2) {
    const jet =
      1 -
      Math.hypot((x - leftAtrium.x + 8 + (y - plane) * 0.12) / (9 * edge), (y - plane - 26) / (38 * edge));
    if (jet > 0) {
      const mosaic = noise.at(x / 3, y / 3, frame * 1.3);
      out[at] = mosaic > 0.1 ? 235 : 40;
      out[at + 1] = mosaic > 0.1 ? 205 : 150;
      out[at + 2] = mosaic > 0.1 ? 60 : 240;
    }
  }
}

/** Depth marks, colour bar, colour box and the ECG with its running mark. */
function paintFurniture(out: Uint8Array, base: number, frame: number): void {
  const { columns } = CINE;
  const put = (x: number, y: number, r: number, g: number, b: number) => {
    const at = base + (Math.round(y) * columns + Math.round(x)) * 3;
    out[at] = r;
    out[at + 1] = g;
    out[at + 2] = b;
  };
  for (let k = 0; k <= 14; k++) {
    const y = APEX[1] + (k * 10) / CINE.spacing;
    for (let x = 0; x < (k % 5 === 0 ? 9 : 5); x++) put(604 + x, y, 190, 190, 190);
  }
  for (let y = 0; y < 110; y++) {
    const v = 1 - y / 55;
    for (let x = 0; x < 11; x++) {
      if (Math.abs(v) < 0.05) put(24 + x, 30 + y, 0, 0, 0);
      else if (v > 0) put(24 + x, 30 + y, 95 + 160 * v, 25 + 175 * Math.max(0, v - 0.4), 16);
      else put(24 + x, 30 + y, 14, 30 + 170 * Math.max(0, -v - 0.4), 90 - 165 * v);
    }
  }
  for (let t = 0; t <= 200; t++) {
    const radius = 108 + t * 1.36;
    for (const a of [-0.06, 0.36])
      if (t % 2 === 0) put(APEX[0] + radius * Math.sin(a), APEX[1] + radius * Math.cos(a), 150, 150, 150);
    const a = -0.06 + (t / 200) * 0.42;
    if (t % 2 === 0)
      for (const r of [108, 380]) put(APEX[0] + r * Math.sin(a), APEX[1] + r * Math.cos(a), 150, 150, 150);
  }
  let last = 456;
  for (let x = 0; x < 250; x++) {
    const p = (x / 62) % 1;
    const wave =
      5 * Math.exp(-(((p - 0.82) / 0.03) ** 2)) -
      4 * Math.exp(-(((p - 0.965) / 0.008) ** 2)) +
      26 * Math.exp(-(((p - 0.985) / 0.009) ** 2)) -
      6 * Math.exp(-(((p - 0.005) / 0.008) ** 2)) +
      8 * Math.exp(-(((p - 0.27) / 0.05) ** 2));
    const y = 462 - wave;
    for (let yy = Math.min(y, last); yy <= Math.max(y, last); yy++) put(30 + x, yy, 60, 220, 90);
    last = y;
  }
  const mark = 30 + 62 + (frame % (2 * FRAMES_PER_BEAT)) * (62 / FRAMES_PER_BEAT);
  for (let y = 430; y < 472; y++) put(mark, y, 240, 240, 120);
}
