import { crossSection, curve } from "../support/curves";
import { Noise } from "../support/noise";
import { seededRandom } from "../support/random";
import { ellipseDistance, type SliceCanvas } from "../support/slice-canvas";
import { growTree, paintTree, type Segment } from "../support/vessel-tree";
import { type BodyBuild, cavity, dome, enhancement, HU, lung, type Nodule, spineY } from "./frame";

const LUNG = -868;

/** Everything between the ribs above the diaphragm; made once per patient, painted per slice. */
export class Chest {
  private readonly arteries: Segment[] = [];
  private readonly bronchi: Segment[] = [];
  private readonly noise: Noise;

  constructor(private readonly build: BodyBuild) {
    this.noise = new Noise(`${build.seed}/lung`);
    const random = seededRandom(`${build.seed}/vessels`);
    for (const side of [-1, 1] as const) {
      const inside = (x: number, y: number, t: number) => this.isLung(side, x, y, t, 4);
      const hilum = [side * 44, 2, 130] as const;
      const branches = [
        [0.45, -0.3, -1.1],
        [0.35, 0.6, -0.9],
        [0.6, -0.9, 0.2],
        [1, 0.1, 0.1],
        [0.45, 0.6, 0.9],
        [0.6, -0.2, 1.1],
        [0.25, 0.3, 1.2],
        [0.8, 0.7, 0.1],
        [0.5, -0.9, -0.6],
      ] as const;
      for (const [i, d] of branches.entries()) {
        const direction = [side * d[0], d[1], d[2]] as const;
        this.arteries.push(
          ...growTree(random, {
            start: hilum,
            direction,
            length: 25,
            radius: 3.9,
            generations: 8,
            spread: 0.48,
            taper: 0.79,
            inside,
          }),
        );
        if (i < 7) {
          const start = [hilum[0] + side * 3, hilum[1] + 4, hilum[2] + 3] as const;
          this.bronchi.push(
            ...growTree(random, {
              start,
              direction,
              length: 25,
              radius: 2.9,
              generations: 3,
              taper: 0.72,
              inside,
            }),
          );
        }
        if (i % 2 === 0) {
          const start = [side * 34, 6, 152] as const;
          this.arteries.push(
            ...growTree(random, {
              start,
              direction,
              length: 32,
              radius: 3.9,
              generations: 7,
              spread: 0.48,
              taper: 0.79,
              inside,
            }),
          );
        }
      }
    }
  }

  isLung(side: 1 | -1, x: number, y: number, t: number, margin: number): boolean {
    const shape = lung(side, t);
    if (shape.rx < 3) return false;
    const outer = cavity(t, this.build.fat);
    const lower = dome(side, t);
    return (
      ellipseDistance(shape, 6)(x, y) < -margin &&
      ellipseDistance(outer, 6)(x, y) < -margin &&
      (lower.rx < 3 || ellipseDistance(lower, 6)(x, y) > margin)
    );
  }

  paintLungs(canvas: SliceCanvas, t: number, thickness: number): void {
    const { fat, effusion } = this.build;
    const outer = cavity(t, fat);
    if (t > 285) return;
    for (const side of [-1, 1] as const) {
      const shape = lung(side, t);
      canvas.ellipseWithin(shape, outer, LUNG, { texture: 14, soft: 0.9 });
      // Gravity: the back of the lung holds more blood.
      canvas.ellipseWithin({ ...shape, y: shape.y + 62, ry: shape.ry * 0.55 }, shape, LUNG + 34, {
        soft: 14,
        alpha: 0.8,
        onlyIf: [-1000, -780],
      });
    }
    for (const side of [-1, 1]) {
      const y =
        curve(t, [
          [50, 44],
          [120, 12],
          [250, -48],
        ]) +
        side * 4;
      if (t > 50) {
        canvas.stroke(
          [
            [side * 40, y - 4],
            [side * 80, y + 3],
            [side * 134, y + 14],
          ],
          0.7,
          -640,
          { onlyIf: [-1000, -600], alpha: 0.4 },
        );
      }
    }
    const onlyLung = { onlyIf: [-1000, 80] as const, mode: "max" as const };
    paintTree(canvas, this.arteries, t, thickness, 40, onlyLung);
    paintTree(canvas, this.bronchi, t, thickness, -120, { ...onlyLung, scale: 1.5 });
    paintTree(canvas, this.bronchi, t, thickness, -985, { scale: 0.95 });
    if (effusion > 0 && t > 120) {
      const level =
        66 -
        effusion *
          curve(t, [
            [120, 0.15],
            [230, 1],
          ]);
      const d = ellipseDistance(outer);
      canvas.cover(-140, level - 12, -8, 90, 9, {}, (x, y) =>
        Math.max(d(x, y), level + ((x + 80) / 40) ** 2 * -4 - y, x + 14),
      );
    }
  }

  paintNodule(canvas: SliceCanvas, t: number, thickness: number, nodule: Nodule): void {
    const half = crossSection(t - nodule.t, nodule.radius + thickness / 3);
    if (half === 0) return;
    const { x, y, radius, isSpiculated } = nodule;
    const noise = this.noise;
    const r = radius * half;
    canvas.cover(
      x - r * 1.4,
      y - r * 1.4,
      x + r * 1.4,
      y + r * 1.4,
      38,
      { soft: 0.9, texture: 14 },
      (px, py) => {
        const angle = Math.atan2(py - y, px - x);
        return (
          Math.hypot(px - x, py - y) -
          r * (1 + 0.22 * noise.fractal(Math.cos(angle) * 1.7, Math.sin(angle) * 1.7, t / 9, 2))
        );
      },
    );
    if (!isSpiculated) return;
    for (let i = 0; i < 13; i++) {
      const angle = (i / 13) * 2 * Math.PI + 0.35 * noise.at(i * 1.7, t / 6, 1);
      const reach = r * (1.45 + 0.5 * noise.at(i * 2.3, 4, t / 7));
      canvas.capsule(
        x + 0.8 * r * Math.cos(angle),
        y + 0.8 * r * Math.sin(angle),
        0.9,
        x + reach * Math.cos(angle),
        y + reach * Math.sin(angle),
        0.25,
        -60,
        {
          mode: "max",
          alpha: 0.75,
        },
      );
    }
  }

  paintMediastinum(canvas: SliceCanvas, t: number): void {
    const spine = spineY(t);
    const fat = { texture: 10 };
    if (t < 262) {
      canvas.ellipse(
        {
          x: 0,
          y: -18,
          rx: curve(t, [
            [-10, 46],
            [40, 34],
            [90, 37],
            [130, 42],
            [240, 34],
          ]),
          ry: 66,
        },
        HU.fat,
        fat,
      );
      canvas.ellipse({ x: 4, y: spine - 8, rx: 30, ry: 27 }, HU.fat, fat);
    }
    const hila = crossSection(t - 130, 26);
    for (const side of [-1, 1])
      canvas.ellipse({ x: side * 40, y: 2, rx: 15 * hila, ry: 19 * hila }, -60, fat);
    this.paintHeart(canvas, t);
    this.paintGreatVessels(canvas, t);
    this.paintAirways(canvas, t);
  }

  /** Aorta and inferior caval vein pass behind the organs of the abdomen, so they are painted after those. */
  paintVesselsBelow(canvas: SliceCanvas, t: number): void {
    if (t < 200) return;
    const tone = enhancement(this.build);
    const spine = spineY(t);
    const aorta = curve(t, [
      [250, 11.5],
      [360, 9],
    ]);
    canvas.ellipse(
      {
        x: curve(t, [
          [200, 22],
          [270, 6],
          [330, 4],
        ]),
        y:
          spine -
          curve(t, [
            [200, 14],
            [280, 27],
            [330, 32],
          ]),
        rx: aorta,
        ry: aorta,
      },
      tone.blood,
    );
    const cava = curve(t, [
      [196, 12],
      [350, 10.5],
    ]);
    canvas.ellipse(
      {
        x: curve(t, [
          [196, -24],
          [240, -25],
          [300, -19],
          [350, -16],
        ]),
        y:
          spine -
          curve(t, [
            [196, 34],
            [240, 30],
            [350, 27],
          ]),
        rx: cava,
        ry: cava * 0.85,
      },
      tone.vein,
    );
  }

  private paintGreatVessels(canvas: SliceCanvas, t: number): void {
    const tone = enhancement(this.build);
    const spine = spineY(t);
    const disc = (x: number, y: number, r: number, value: number = tone.blood) =>
      canvas.ellipse({ x, y, rx: r, ry: r * 0.95 }, value);
    if (t > 82 && t < 201) {
      const x = curve(t, [
        [90, 27],
        [200, 22],
        [270, 6],
        [330, 4],
      ]);
      disc(
        x,
        spine -
          curve(t, [
            [90, 8],
            [200, 14],
            [280, 27],
            [330, 32],
          ]),
        curve(t, [
          [90, 12.5],
          [250, 11.5],
        ]),
      );
    }
    const arch = 12.5 * crossSection(t - 87, 15);
    if (arch > 1)
      canvas.stroke(
        [
          [-9, -34],
          [0, -26],
          [12, -12],
          [22, 8],
          [27, 34],
        ],
        arch,
        tone.blood,
      );
    if (t > 84 && t < 150)
      disc(
        curve(t, [
          [84, -11],
          [150, -4],
        ]),
        -33,
        curve(t, [
          [84, 14],
          [120, 16.5],
          [150, 15],
        ]),
      );
    if (t > 66 && t < 152) disc(-29, -27 + (t - 66) * 0.07, 9, tone.vein);
    if (t < 78) {
      const up = 1 - Math.max(0, t) / 78;
      disc(-13 - 10 * up, -27 + 4 * up, 6.5 - up);
      disc(5 + 12 * up, -20 - 4 * up, 4.4);
      disc(20 + 10 * up, -4 - 10 * up, 5.4);
      disc(-30 - 8 * up, -38, 6.5, tone.vein);
      if (t < 52) disc(31 + 8 * up, -38, 6.5, tone.vein);
      else
        canvas.stroke(
          [
            [-28, -34],
            [0, -44],
            [30, -42],
          ],
          5.5 * crossSection(t - 62, 13),
          tone.vein,
        );
    }
    if (t < 16)
      for (const side of [-1, 1])
        canvas.ellipse({ x: side * 15, y: -24, rx: 7.5, ry: 12, angle: side * -14 }, tone.thyroid, {
          texture: 15,
        });
    const trunk = crossSection(t - 130, 22);
    if (trunk > 0) canvas.ellipse({ x: 21, y: -45, rx: 15 * trunk, ry: 14 * trunk }, tone.blood);
    const right = 10 * crossSection(t - 127, 11);
    if (right > 1)
      canvas.stroke(
        [
          [20, -36],
          [4, -14],
          [-20, -10],
          [-44, -3],
        ],
        right,
        tone.blood,
      );
    const left = 10 * crossSection(t - 117, 11);
    if (left > 1)
      canvas.stroke(
        [
          [22, -40],
          [36, -20],
          [43, 4],
        ],
        left,
        tone.blood,
      );
    if (t > 125 && t < 190) for (const side of [-1, 1]) disc(side * 43, 6, 7 - (t - 125) * 0.05);
    disc(-7, spine - 18, 3.6, tone.vein);
  }

  private paintHeart(canvas: SliceCanvas, t: number): void {
    const tone = enhancement(this.build);
    const size = crossSection(t - 182, 56);
    if (size === 0) return;
    const outline = {
      x: curve(t, [
        [130, 6],
        [200, 24],
      ]),
      y: -27,
      rx: 66 * size,
      ry: 45 * size,
      angle: -33,
      power: 2.15,
    };
    canvas.ellipse({ ...outline, rx: outline.rx + 5, ry: outline.ry + 6 }, HU.fat + 10, { texture: 12 });
    canvas.ellipse({ ...outline, rx: outline.rx + 0.9, ry: outline.ry + 0.9 }, 20);
    canvas.ellipse(outline, HU.fat + 14, { texture: 10 });
    canvas.ellipse({ ...outline, rx: outline.rx - 2, ry: outline.ry - 2 }, tone.myocardium, { texture: 7 });
    const chamber = (
      from: number,
      to: number,
      x: number,
      y: number,
      rx: number,
      ry: number,
      angle: number,
      value: number = tone.blood,
    ) => {
      const s = crossSection(t - (from + to) / 2, (to - from) / 2);
      canvas.ellipse({ x, y, rx: rx * s, ry: ry * s, angle }, value, { soft: 1.2, texture: 5 });
    };
    chamber(140, 186, 6, 3, 29, 16, -4);
    chamber(148, 214, -29, -26, 17, 24, 8, tone.vein);
    chamber(146, 230, 14, -55, 36, 13, -30, tone.vein);
    chamber(150, 228, 50, -27, 36, 18, -36);
    // Groove fat with the coronaries between the chambers.
    if (t > 150 && t < 205) {
      canvas.stroke(
        [
          [-12, -48],
          [-10, -40],
          [-12, -30],
        ],
        2.2,
        HU.fat,
        { alpha: 0.8 },
      );
      canvas.ellipse({ x: -11, y: -42, rx: 1.9, ry: 1.9 }, tone.blood);
      canvas.capsule(22, -6, 2.4, 30, -10, 1.6, HU.fat, { alpha: 0.7 });
    }
    if (t > 140 && t < 160) canvas.capsule(30, -46, 1.3, 38, -52, 1.1, 420);
  }

  private paintAirways(canvas: SliceCanvas, t: number): void {
    const spine = spineY(t);
    const gullet = curve(t, [
      [0, 5],
      [120, 9],
      [220, 12],
      [250, 22],
    ]);
    if (t < 250) {
      canvas.ellipse(
        {
          x: gullet,
          y:
            spine -
            curve(t, [
              [0, 20],
              [120, 24],
              [240, 30],
            ]),
          rx: 7.5,
          ry: 5.5,
        },
        46,
      );
      canvas.ellipse(
        {
          x: gullet,
          y:
            spine -
            curve(t, [
              [0, 20],
              [120, 24],
              [240, 30],
            ]),
          rx: 2.4,
          ry: 1.5,
        },
        -420,
      );
    }
    const y = curve(t, [
      [-10, -16],
      [105, 3],
      [150, 4],
    ]);
    const tube = (x: number, r: number, stretch = 1) => {
      canvas.ellipse({ x, y, rx: (r + 1.6) * stretch, ry: r + 1.6 }, 35);
      canvas.ellipse({ x, y, rx: r * stretch, ry: r }, -992);
    };
    if (t < 108)
      tube(
        0,
        8.6,
        curve(t, [
          [85, 1],
          [108, 1.6],
        ]),
      );
    else if (t < 148) {
      const run = t - 106;
      tube(-9 - run * 0.82, 6.8 - run * 0.03, 1.2);
      tube(9 + run * 0.88, 6.2 - run * 0.03, 1.25);
    }
    if (t > 112 && t < 122) canvas.ellipse({ x: 0, y: y - 2, rx: 7, ry: 5 }, 60);
    if (t > 92 && t < 104) canvas.ellipse({ x: -17, y: -6, rx: 5, ry: 3.6 }, 62);
  }
}
