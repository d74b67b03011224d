import { crossSection, curve, smoothstep } from "../support/curves";
import { addGrain, coarseField, grainTile, Noise } from "../support/noise";
import { ellipseDistance, SliceCanvas } from "../support/slice-canvas";

export const KNEE = { size: 320, spacing: 0.5, slices: 24, thickness: 3.5, gap: 0.3 } as const;

// Proton density without fat suppression: fat and marrow bright, cortex, ligament and meniscus dark.
const PD = {
  air: 0,
  fat: 880,
  marrow: 760,
  cortex: 60,
  muscle: 340,
  cartilage: 560,
  fluid: 640,
  ligament: 80,
  meniscus: 70,
  tear: 600,
  skin: 420,
} as const;

/** Sagittal slices from lateral to medial; the image's right is posterior. */
export function kneeSlices(seed: string): Int16Array[] {
  const canvas = new SliceCanvas(KNEE.size, KNEE.size, KNEE.spacing);
  const noise = new Noise(`${seed}/knee`);
  const slices: Int16Array[] = [];
  for (let k = 0; k < KNEE.slices; k++) {
    const x = (k - (KNEE.slices - 1) / 2) * (KNEE.thickness + KNEE.gap);
    paint(canvas, x, noise);
    const shading = new Float32Array(canvas.data.length);
    coarseField(
      shading,
      KNEE.size,
      KNEE.size,
      32,
      (c, r) =>
        1.08 -
        0.28 * Math.abs(r / KNEE.size - 0.5) -
        0.12 * (c / KNEE.size) +
        0.04 * noise.at(c / 80, r / 80, 4),
    );
    for (let i = 0; i < canvas.data.length; i++)
      canvas.data[i] = (canvas.data[i] as number) * (shading[i] as number);
    addGrain(canvas.data, KNEE.size, KNEE.size, grainTile("mr", 0.6), 22, k * 71, k * 37);
    const slice = new Int16Array(canvas.data.length);
    for (let i = 0; i < slice.length; i++) slice[i] = Math.round(Math.abs(canvas.data[i] as number));
    slices.push(slice);
  }
  return slices;
}

function paint(canvas: SliceCanvas, x: number, noise: Noise): void {
  const { columns, rows, spacing } = canvas;
  const half = (columns - 1) / 2;
  const field = (out: Float32Array, step: number, sample: (a: number, b: number) => number) =>
    coarseField(out, columns, rows, step, (c, r) => sample((c - half) * spacing, (r - half) * spacing));
  field(
    canvas.warpX,
    8,
    (a, b) => 1.6 * noise.at(a / 22, b / 22, x / 20) + 0.4 * noise.at(a / 6, b / 6 + 3, x / 12),
  );
  field(
    canvas.warpY,
    8,
    (a, b) => 1.6 * noise.at(a / 22 + 9, b / 22, x / 20) + 0.4 * noise.at(a / 6, b / 6 + 9, x / 12),
  );
  field(
    canvas.texture,
    2,
    (a, b) => noise.at(a / 2.2, b / 3.5, x / 6) + 0.6 * noise.at(a / 1.1, b / 1.3, x / 3),
  );
  const side = Math.abs(x);
  const isNotch = side < 8;
  const condyle = side >= 5 ? crossSection(side - 24, 24) : 0;
  canvas.fill(PD.air);
  // Skin and fat, then the muscles of thigh and calf.
  const body = {
    x: 7,
    y: 0,
    rx: curve(side, [
      [0, 61],
      [45, 47],
    ]),
    ry: 140,
    power: 2.5,
  };
  canvas.ellipse(body, PD.skin);
  canvas.ellipse({ ...body, rx: body.rx - 1.2 }, PD.fat, { texture: 18 });
  canvas.ellipse({ x: -22, y: -72, rx: 15, ry: 44, angle: 6 }, PD.muscle, { texture: 55, soft: 1 });
  canvas.ellipse({ x: 42, y: -62, rx: 13, ry: 50, angle: -6 }, PD.muscle, { texture: 55, soft: 1 });
  canvas.ellipse({ x: 44, y: 56, rx: 15, ry: 58, angle: 5 }, PD.muscle, { texture: 55, soft: 1 });
  canvas.ellipse({ x: 22, y: 66, rx: 10, ry: 40, angle: 3 }, PD.muscle, { texture: 45, soft: 1 });
  if (side < 12) {
    canvas.capsule(36, -90, 3.2, 38, 20, 3, 130);
    canvas.capsule(38, 20, 3, 34, 90, 2.8, 130);
    canvas.capsule(43, -90, 2.2, 46, 50, 2, 250);
  }
  bone(canvas, { x: 6, y: -78, rx: 16, ry: 62, power: 2.5 });
  // Femoral condyle with its cartilage; in the notch only the roof is cut.
  if (!isNotch) {
    canvas.ellipse({ x: 5, y: -19, rx: 30 * condyle + 4, ry: 25 * condyle + 4 }, PD.fluid - 40);
    canvas.ellipse({ x: 5, y: -19, rx: 30 * condyle + 2.4, ry: 25 * condyle + 2.4 }, PD.cartilage);
    bone(canvas, { x: 5, y: -20, rx: 30 * condyle, ry: 25 * condyle });
  } else {
    canvas.ellipse({ x: -4, y: -26, rx: 24, ry: 18 }, PD.cartilage);
    bone(canvas, { x: -4, y: -27, rx: 22, ry: 17 });
  }
  canvas.ellipse({ x: 6, y: -74, rx: 14.4, ry: 56, power: 2.5 }, PD.marrow, { texture: 40, soft: 2 });
  // Tibia: plateau and shaft.
  const plateau = crossSection(side, 42);
  canvas.ellipse({ x: 4, y: 20.5, rx: 29 * plateau, ry: 10, power: 2.5 }, PD.cartilage);
  bone(canvas, { x: 4, y: 22, rx: 28 * plateau, ry: 10, power: 2.5 });
  bone(canvas, { x: 0, y: 66, rx: 19 * Math.sqrt(plateau), ry: 52, power: 2.5 });
  canvas.ellipse({ x: 1, y: 32, rx: 19 * plateau, ry: 14 }, PD.marrow, { texture: 40, soft: 2.5 });
  canvas.capsule(-18, 22, 0.5, 20, 27, 0.5, 380, { alpha: 0.5 });
  if (x < -24) bone(canvas, { x: 26, y: 46, rx: 9 * crossSection(x + 34, 11), ry: 16 });
  // Patella, its tendon, quadriceps tendon, Hoffa's fat pad and joint fluid.
  const cap = crossSection(side, 23);
  if (cap > 0) {
    canvas.ellipse({ x: -34, y: -46, rx: 8, ry: 20 * cap, angle: 4 }, PD.fluid);
    canvas.capsule(-24, -66, 3.5 * cap, -18, -84, 2.4 * cap, PD.fluid);
    canvas.ellipse({ x: -36, y: -29, rx: 11 * cap, ry: 21 * cap, power: 2.5, angle: 8 }, PD.cartilage);
    bone(canvas, { x: -38.5, y: -29, rx: 10 * cap, ry: 20 * cap, power: 2.5, angle: 8 });
    canvas.ellipse({ x: -28, y: 6, rx: 13, ry: 18, angle: 22 }, PD.fat - 30, { texture: 45 });
    if (side < 14) {
      canvas.capsule(-42, -11, 2.6, -26, 42, 2.3, PD.ligament);
      canvas.capsule(-41, -48, 3.4, -32, -110, 2.6, PD.ligament);
    }
  }
  if (!isNotch && side < 40) menisci(canvas, x);
  if (isNotch) {
    if (x < 1) {
      // Anterior cruciate ligament: a band with streaks, never fully black.
      for (const offset of [-2.2, 0, 2.2])
        canvas.capsule(18 + offset, -24, 1.9, -10 + offset * 1.2, 15, 1.6, PD.ligament + 60 + offset * 14, {
          texture: 40,
        });
    }
    if (x > -5) {
      canvas.stroke(
        [
          [-2, -18],
          [10, -16],
          [19, -6],
          [24, 10],
          [26, 22],
        ],
        3.4,
        PD.ligament + 10,
      );
    }
    canvas.capsule(27, -22, 3, 30, 8, 2.2, PD.fluid, { alpha: 0.7 });
  }
  if (x > 16 && x < 34)
    canvas.ellipse({ x: 40, y: 2, rx: 5, ry: 11, angle: -14 }, PD.fluid + 120, { soft: 0.8 });
}

function bone(
  canvas: SliceCanvas,
  shape: { x: number; y: number; rx: number; ry: number; power?: number; angle?: number },
): void {
  canvas.ellipse(shape, PD.cortex);
  canvas.ellipse({ ...shape, rx: shape.rx - 1.1, ry: shape.ry - 1.1 }, PD.marrow, { texture: 42, soft: 0.7 });
}

/** Two dark triangles, or a bow tie through the body; the medial posterior horn is torn. */
function menisci(canvas: SliceCanvas, x: number): void {
  const side = Math.abs(x);
  const meet = smoothstep(26, 36, side) * 14;
  const femur = ellipseDistance({ x: 5, y: -20, rx: 33, ry: 28 }, 8);
  for (const end of [-1, 1] as const) {
    const outer = 4 + end * 27;
    const inner = 4 + end * (13 - meet);
    const [left, right] = [Math.min(outer, inner), Math.max(outer, inner)];
    canvas.cover(left, 0, right, 16, PD.meniscus, { soft: 0.5 }, (px, py) => {
      const along = (px - inner) / (outer - inner);
      const high = 1 + 6.5 * Math.max(0, along);
      return Math.max(
        along < 0 ? -along * 14 : -1,
        (along - 1) * 14,
        py - 12.4,
        12 - high - py,
        -femur(px, py) * 0.3 - 2,
      );
    });
    if (end === 1 && x > 12 && x < 30) canvas.capsule(19, 11.6, 0.55, 29, 7.4, 0.6, PD.tear);
  }
}
