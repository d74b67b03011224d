import { spline } from "../support/curves";
import { Noise } from "../support/noise";
import { Projection } from "./projection";

export interface HandBuild {
  seed: string;
  /** Displaced fracture of the distal radius. */
  isFractured: boolean;
}

export const HAND = { columns: 1000, rows: 1300, spacing: 0.18 } as const;

// A left hand from the palm side: thumb on the right of the image. mm from the middle of the wrist's third metacarpal base.
const RAYS = [
  {
    base: [24, 4],
    bones: [
      [40, -38],
      [53, -66],
      [62, -86],
    ],
    width: 5.6,
    flesh: 11,
  },
  {
    base: [13, -8],
    bones: [
      [20, -70],
      [27, -112],
      [30, -136],
      [31, -153],
    ],
    width: 4.7,
    flesh: 9.2,
  },
  {
    base: [2, -10],
    bones: [
      [2, -74],
      [3, -121],
      [4, -149],
      [4, -168],
    ],
    width: 4.8,
    flesh: 9.4,
  },
  {
    base: [-8, -8],
    bones: [
      [-15, -66],
      [-21, -109],
      [-25, -135],
      [-26, -153],
    ],
    width: 4.3,
    flesh: 9,
  },
  {
    base: [-17, -4],
    bones: [
      [-31, -56],
      [-42, -88],
      [-48, -107],
      [-51, -122],
    ],
    width: 3.9,
    flesh: 8.4,
  },
] as const;

const CARPALS = [
  [21, 9, 7.5, 7, 20],
  [12, 6, 6.5, 6.5, 0],
  [1, 8, 8, 11.5, 0],
  [-12, 7, 9, 8.5, -15],
  [17, 24, 8, 12.5, 32],
  [1, 26, 9, 8, 0],
  [-11, 21, 8, 7.5, 20],
  [-17, 16, 5, 4.5, 0],
] as const;

export function handRadiograph(build: HandBuild): Projection {
  const view = new Projection(HAND.columns, HAND.rows, HAND.spacing, new Noise(`${build.seed}/hand`));
  const { noise } = view;
  const lift = 38;
  const at = ([x, y]: readonly [number, number]) => [x, y + lift] as const;
  // Soft tissue: palm, wrist and each finger.
  view.bone(
    spline(
      [
        [0, 110],
        [0, 60],
        [-1, 26],
        [-2, 0],
        [-4, -36],
      ].map((p) => at(p as [number, number])),
      6,
    ),
    (t) => 27 + 10 * t * t,
    0.3,
    40,
  );
  for (const [i, ray] of RAYS.entries()) {
    const [x, y] = ray.bones[0];
    const root = i === 0 ? ray.base : [x, y + 12];
    view.bone(
      spline([root as [number, number], ...ray.bones].map(at), 8),
      (t) => ray.flesh + 1.5 * (1 - t),
      0.42,
      20,
    );
  }
  for (const ray of RAYS) {
    let from: readonly [number, number] = ray.base;
    for (const [i, to] of ray.bones.entries()) {
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const length = Math.hypot(dx, dy);
      const gap = 1.1 / length;
      const isTip = i === ray.bones.length - 1;
      const width = ray.width * (1 - i * 0.13);
      const line = spline(
        [
          [from[0] + dx * (gap + 0.1), from[1] + dy * (gap + 0.1)],
          [from[0] + dx * 0.5, from[1] + dy * 0.5],
          [to[0] - dx * (gap + 0.09), to[1] - dy * (gap + 0.09)],
        ],
        10,
      ).map(at);
      const radius = (t: number) =>
        width * (0.66 + 0.5 * (1 - t) ** 5 + (isTip ? 0.16 * t ** 4 - 0.2 * t : 0.42 * t ** 5));
      view.bone(line, radius, 1.55, width * 0.32, 0.3);
      from = to;
    }
  }
  for (const [x, y, rx, ry, angle] of CARPALS) view.ellipsoid(x, y + lift, rx, ry, 19, angle, 1.3);
  const slip = build.isFractured ? 3.4 : 0;
  const radius = (t: number) => 7.2 + 8.4 * Math.exp(-((t / 0.16) ** 2));
  const shaft: [number, number][] = [
    [13, 64],
    [12, 90],
    [9, 132],
  ];
  if (build.isFractured) {
    view.bone(
      [
        [12 + slip, 43 + lift],
        [13 + slip * 0.8, 52 + lift],
        [12.5 + slip * 0.5, 55 + lift],
      ],
      (t) => 14 - 4.4 * t,
      0.85,
      2,
      0.35,
    );
    view.bone(
      spline(
        [
          [11.5, 66],
          [12, 76],
          [11, 96],
          [9, 132],
        ].map((p) => at(p as [number, number])),
        8,
      ),
      (t) => 9.4 - 2.2 * Math.min(1, 4 * t),
      1.2,
      2.6,
      0.28,
    );
    view.add(-4, 54 + lift, 30, 68 + lift, (x, y) => {
      const line = Math.abs(y - 60.5 - lift - 0.28 * (x - 12) - 1.6 * noise.fractal(x / 4, 2, 1, 2));
      return line < 0.8 && x > 3.5 && x < 20.5 ? -7 : line < 2 && x > 3.5 && x < 20.5 ? 3 : 0;
    });
  } else {
    view.bone(
      spline(
        [[12, 44], ...shaft].map((p) => at(p as [number, number])),
        8,
      ),
      radius,
      1.2,
      2.6,
      0.28,
    );
  }
  view.bone(
    spline(
      [
        [-15, 42],
        [-15, 60],
        [-14, 90],
        [-12, 132],
      ].map((p) => at(p as [number, number])),
      8,
    ),
    (t) => 5.4 + 2.6 * Math.exp(-((t / 0.07) ** 2)),
    1.25,
    2.3,
    0.28,
  );
  view.bone(
    [
      [-19, 39 + lift],
      [-19.5, 34 + lift],
    ],
    () => 2.2,
    1,
    1,
  );
  // Spongy bone is not smooth.
  const { depth, columns, rows, spacing } = view;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c;
      const value = depth[i] as number;
      if (value > 22)
        depth[i] =
          value *
          (1 + 0.07 * noise.at((c * spacing) / 0.9, (r * spacing) / 1.4, 7) * Math.min(1, (value - 22) / 10));
    }
  }
  return view;
}
