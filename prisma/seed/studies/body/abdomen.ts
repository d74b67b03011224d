import { crossSection, curve } from "../support/curves";
import { between, seededRandom } from "../support/random";
import { type EllipseShape, ellipseDistance, type SliceCanvas } from "../support/slice-canvas";
import { growTree, paintTree, type Segment } from "../support/vessel-tree";
import { type BodyBuild, cavity, dome, enhancement, HU, spineY } from "./frame";

interface Loop {
  x: number;
  y: number;
  t: number;
  rx: number;
  ry: number;
  depth: number;
  angle: number;
  content: number;
}

/** Organs below the diaphragm. */
export class Abdomen {
  private readonly portal: Segment[];
  private readonly veins: Segment[];
  private readonly loops: Loop[] = [];

  constructor(private readonly build: BodyBuild) {
    const random = seededRandom(`${build.seed}/abdomen`);
    const inside = (x: number, y: number, t: number) => {
      const shape = this.rightLobe(t);
      return (
        shape.rx > 8 &&
        ellipseDistance(shape, 10)(x, y) < -7 &&
        ellipseDistance(cavity(t, build.fat), 10)(x, y) < -8
      );
    };
    const grow = (
      start: readonly [number, number, number],
      direction: readonly [number, number, number],
      radius: number,
    ) => growTree(random, { start, direction, length: 32, radius, generations: 5, inside, taper: 0.74 });
    this.portal = [
      ...grow([-36, -8, 276], [-1, -0.2, -0.7], 5.5),
      ...grow([-36, -8, 276], [-0.8, 0.3, 0.5], 5),
      ...grow([-36, -8, 276], [-0.3, -0.9, -0.4], 4),
    ];
    this.veins = [
      ...grow([-26, 16, 226], [-1, 0.3, 0.5], 5),
      ...grow([-26, 12, 226], [-0.6, -0.8, 0.5], 5),
      ...grow([-24, 12, 226], [-0.1, -1, 0.5], 4.4),
    ];
    for (let i = 0; i < 64; i++) {
      const isHigh = i > 45;
      this.loops.push({
        x: isHigh ? between(random, 28, 96) : between(random, -84, 92),
        y: between(random, -72, 6),
        t: isHigh ? between(random, 298, 330) : between(random, 322, 410),
        rx: between(random, 13, 24),
        ry: between(random, 9, 13),
        depth: between(random, 11, 18),
        angle: between(random, -70, 70),
        content: random() < 0.25 ? -650 : between(random, 15, 60),
      });
    }
  }

  private rightLobe(t: number): EllipseShape {
    if (t < 292) return dome(-1, t);
    return {
      x: -74,
      y: curve(t, [
        [292, -10],
        [370, 2],
      ]),
      rx: curve(t, [
        [292, 78],
        [330, 54],
        [385, 14],
      ]),
      ry: curve(t, [
        [292, 92],
        [330, 70],
        [385, 24],
      ]),
      power: 2.2,
    };
  }

  paint(canvas: SliceCanvas, t: number, thickness: number): void {
    if (t < 200) return;
    const { fat } = this.build;
    const clip = cavity(t, fat);
    if (t > 284) canvas.ellipse(clip, HU.fat, { texture: 8 });
    canvas.ellipseWithin(dome(1, t), clip, HU.fat, { texture: 8 });
    if (t > 262) canvas.ellipse({ x: 0, y: -20, rx: 60, ry: 58 }, HU.fat, { texture: 8 });
    this.paintBowel(canvas, t, clip);
    this.paintStomach(canvas, t, clip);
    this.paintSpleen(canvas, t, clip);
    this.paintLiver(canvas, t, thickness, clip);
    this.paintRetroperitoneum(canvas, t);
    for (const side of [-1, 1] as const) this.paintKidney(canvas, t, side);
  }

  private paintLiver(canvas: SliceCanvas, t: number, thickness: number, clip: EllipseShape): void {
    const tone = enhancement(this.build);
    canvas.ellipseWithin(this.rightLobe(t), clip, tone.liver, { texture: 5 });
    const left = crossSection(t - 254, 46);
    canvas.ellipseWithin(
      { x: 2, y: -50, rx: 66 * left, ry: 25 * left, angle: 8, power: 2.2 },
      clip,
      tone.liver,
      { texture: 5 },
    );
    if (t > 250 && t < 290) canvas.capsule(-2, -74, 1.4, -6, -40, 2.6, HU.fat);
    paintTree(canvas, this.portal, t, thickness, tone.vein, { mode: "max" });
    paintTree(canvas, this.veins, t, thickness, tone.vein - 6, { mode: "max" });
    for (const lesion of this.build.liverLesions) {
      const size = crossSection(t - lesion.t, lesion.radius);
      const r = lesion.radius * size;
      if (lesion.hu > 25)
        canvas.ellipse({ x: lesion.x, y: lesion.y, rx: r + 2, ry: r + 1.5 }, tone.liver + 14, {
          soft: 2.5,
          alpha: 0.7,
        });
      canvas.ellipse({ x: lesion.x, y: lesion.y, rx: r, ry: r * 0.92 }, lesion.hu, {
        texture: lesion.hu > 25 ? 14 : 1,
        soft: 1.4,
      });
    }
    const bladder = crossSection(t - 310, 24);
    canvas.ellipse({ x: -42, y: -54, rx: 15 * bladder, ry: 17 * bladder, angle: 20 }, 60);
    canvas.ellipse({ x: -42, y: -54, rx: 15 * bladder - 1.8, ry: 17 * bladder - 1.8, angle: 20 }, 8);
    const trunk = 6.5 * crossSection(t - 280, 12);
    if (trunk > 1)
      canvas.stroke(
        [
          [4, -2],
          [-14, -6],
          [-36, -9],
        ],
        trunk,
        tone.vein,
      );
  }

  private paintStomach(canvas: SliceCanvas, t: number, clip: EllipseShape): void {
    const size = crossSection(t - 272, 48);
    if (size === 0) return;
    const shape = {
      x: curve(t, [
        [225, 74],
        [320, 44],
      ]),
      y: -36,
      rx: 46 * size,
      ry: 33 * size,
      angle: -14,
      power: 2.2,
    };
    canvas.ellipseWithin(shape, clip, 82, { texture: 8 });
    const inner = { ...shape, rx: shape.rx - 4, ry: shape.ry - 4 };
    canvas.ellipseWithin(inner, clip, 26, { texture: 22 });
    const wall = ellipseDistance(inner);
    const level = -50;
    canvas.cover(shape.x - 60, -90, shape.x + 60, level, -970, {}, (x, y) => Math.max(wall(x, y), y - level));
  }

  private paintSpleen(canvas: SliceCanvas, t: number, clip: EllipseShape): void {
    const tone = enhancement(this.build);
    const size = crossSection(t - 268, 46);
    if (size === 0) return;
    const outer = ellipseDistance({ x: 104, y: 30, rx: 32 * size, ry: 54 * size, angle: 14 });
    const hollow = ellipseDistance({ x: 72, y: 14, rx: 30, ry: 44, angle: 14 });
    const wall = ellipseDistance({ ...clip, rx: clip.rx - 2, ry: clip.ry - 2 });
    canvas.cover(60, -40, 140, 90, tone.spleen, { texture: 4 }, (x, y) =>
      Math.max(outer(x, y), -hollow(x, y), wall(x, y)),
    );
    const vein = 4.5 * crossSection(t - 284, 9);
    if (vein > 1)
      canvas.stroke(
        [
          [4, 2],
          [30, 8],
          [60, 18],
          [86, 24],
        ],
        vein,
        tone.vein,
      );
  }

  private paintRetroperitoneum(canvas: SliceCanvas, t: number): void {
    const tone = enhancement(this.build);
    const spine = spineY(t);
    for (const side of [-1, 1]) {
      if (t > 238 && t < 320) canvas.capsule(side * 9, spine - 24, 4.5, side * 20, spine - 4, 3, HU.muscle);
      const psoas = curve(t, [
        [285, 0],
        [330, 15],
        [385, 21],
      ]);
      canvas.ellipse(
        { x: side * (22 + psoas * 0.75), y: spine + 6, rx: psoas, ry: psoas * 1.1, angle: side * 15 },
        HU.muscle + 2,
        { texture: 12 },
      );
      if (t > 268 && t < 286) {
        canvas.stroke(
          [
            [side * 32, spine - 30],
            [side * 37, spine - 18],
            [side * 42, spine - 8],
          ],
          1.6,
          70,
        );
        canvas.stroke(
          [
            [side * 37, spine - 18],
            [side * 34, spine - 6],
          ],
          1.4,
          70,
        );
      }
    }
    const pancreas = 9.5 * crossSection(t - 298, 15);
    if (pancreas > 1) {
      canvas.stroke(
        [
          [-24, 0],
          [-8, -10],
          [16, -14],
          [44, -4],
          [72, 10],
        ],
        pancreas,
        tone.pancreas,
        { texture: 34, soft: 1.6 },
      );
      canvas.stroke(
        [
          [-16, -4],
          [10, -11],
          [40, -3],
        ],
        1.1,
        30,
        { alpha: 0.6 },
      );
    }
    const head = crossSection(t - 322, 20);
    canvas.ellipse({ x: -26, y: -4, rx: 15 * head, ry: 13 * head }, tone.pancreas, { texture: 34 });
    if (t > 300) {
      canvas.ellipse({ x: 4, y: spine - 56, rx: 4, ry: 4 }, tone.blood);
      canvas.ellipse({ x: -9, y: spine - 57, rx: 5.4, ry: 5 }, tone.vein);
    }
    const renal = 4 * crossSection(t - 330, 6);
    if (renal > 1)
      canvas.stroke(
        [
          [-16, spine - 26],
          [14, spine - 42],
          [44, spine - 12],
        ],
        renal,
        tone.vein,
      );
  }

  private paintKidney(canvas: SliceCanvas, t: number, side: 1 | -1): void {
    const tone = enhancement(this.build);
    const centre = side === 1 ? 326 : 338;
    const size = crossSection(t - centre, 54);
    if (size === 0) return;
    const x =
      side *
      curve(t - centre, [
        [-50, 52],
        [50, 68],
      ]);
    const y =
      spineY(t) +
      curve(t - centre, [
        [-50, 8],
        [50, -4],
      ]);
    canvas.ellipse({ x, y, rx: 29 * size, ry: 25 * size, angle: side * 28 }, tone.cortex, { texture: 4 });
    if (size < 0.55) return;
    for (let i = 0; i < 7; i++) {
      const angle = ((side === 1 ? 0 : 180) + side * (-115 + i * 38)) * (Math.PI / 180);
      const reach = 15 * size;
      canvas.ellipse(
        {
          x: x + 1.1 * reach * Math.cos(angle),
          y: y + 0.95 * reach * Math.sin(angle),
          rx: 7.4 * size,
          ry: 4.6 * size,
          angle: (angle * 180) / Math.PI,
        },
        tone.medulla,
        { soft: 1.6 },
      );
    }
    const sinus = Math.max(0, (size - 0.6) * 2.4);
    canvas.ellipse(
      { x: x - side * 5, y: y - 1, rx: 15 * sinus, ry: 9 * sinus, angle: side * 28 },
      HU.fat + 12,
      { soft: 1.8 },
    );
    canvas.ellipse({ x: x - side * 24, y: y - 7, rx: 12 * sinus, ry: 6 * sinus, angle: side * 28 }, HU.fat);
    canvas.capsule(x - side * 2, y - 1, 3.4 * sinus, x - side * 18, y - 4, 2.8 * sinus, 12);
    canvas.capsule(x - side * 10, y - 6, 2.6 * sinus, x - side * 30, y - 10, 3 * sinus, tone.vein);
  }

  private paintBowel(canvas: SliceCanvas, t: number, clip: EllipseShape): void {
    for (const loop of this.loops) {
      const size = crossSection(t - loop.t, loop.depth);
      if (size < 0.25) continue;
      const shape = { x: loop.x, y: loop.y, rx: loop.rx * size, ry: loop.ry * size, angle: loop.angle };
      canvas.ellipseWithin(shape, clip, 88, { texture: 10 });
      canvas.ellipseWithin({ ...shape, rx: shape.rx - 2.6, ry: shape.ry - 2.6 }, clip, loop.content, {
        texture: 12,
      });
    }
    const colon = (x: number, y: number, rx: number, ry: number) => {
      canvas.ellipseWithin({ x, y, rx, ry }, clip, 60);
      canvas.ellipseWithin({ x, y, rx: rx - 2.4, ry: ry - 2.4 }, clip, -90, { texture: 190 });
      const inner = ellipseDistance({ x, y, rx: rx - 2.4, ry: ry - 2.4 });
      canvas.cover(x - rx, y - ry, x + rx, y, -940, {}, (px, py) =>
        Math.max(inner(px, py), py - (y - ry * 0.25)),
      );
    };
    if (t > 262)
      colon(
        106,
        curve(t, [
          [262, -24],
          [370, 4],
        ]),
        17 * crossSection(Math.min(0, t - 290), 30),
        20,
      );
    if (t > 332) colon(-104, 0, 21, 23);
    const transverse = crossSection(t - 342, 20);
    if (transverse > 0.3)
      for (const x of [-64, -34, -4, 28, 60])
        colon(x, -66 + Math.abs(x) * 0.1, 19 * transverse, 14 * transverse);
  }
}
