import { curve, smoothstep, spline, tabulated } from "../support/curves";
import { Noise } from "../support/noise";
import { between, seededRandom } from "../support/random";
import { growTree } from "../support/vessel-tree";
import { CHEST, type ChestBuild } from "./chest-build";
import { Projection, polygonDistance, polygonField } from "./projection";

const LATERAL_LUNG = [
  [-18, -140],
  [-48, -118],
  [-78, -74],
  [-96, -20],
  [-104, 36],
  [-102, 78],
  [-92, 92],
  [-70, 72],
  [-36, 56],
  [0, 60],
  [34, 76],
  [62, 104],
  [84, 136],
  [96, 148],
  [94, 90],
  [92, 30],
  [84, -40],
  [66, -98],
  [36, -134],
  [8, -150],
] as const;

/** Left lateral: the patient's front is on the left of the image. */
export function lateralChest(build: ChestBuild): Projection {
  const view = new Projection(CHEST.columns, CHEST.rows, CHEST.spacing, new Noise(`${build.seed}/lat`));
  const random = seededRandom(`${build.seed}/lat`);
  const { depth, noise } = view;
  const frontAt = tabulated(
    [
      [-215, -36],
      [-170, -48],
      [-110, -98],
      [-20, -128],
      [60, -132 - (build.sex === "F" ? 22 : 0)],
      [120, -126],
      [215, -118],
    ],
    -220,
    220,
  );
  const backAt = tabulated(
    [
      [-215, 62],
      [-160, 92],
      [-60, 132],
      [80, 124],
      [215, 104],
    ],
    -220,
    220,
  );
  const thickAt = tabulated(
    [
      [-215, 120],
      [-150, 300],
      [-100, 330],
      [0, 262],
      [100, 280],
      [215, 290],
    ],
    -220,
    220,
  );
  view.add(-180, -215, 180, 215, (x, y) => {
    const front = frontAt(y);
    const back = backAt(y);
    const u = Math.abs(x - (front + back) / 2) / ((back - front) / 2);
    if (u >= 1) return 0;
    return thickAt(y) * Math.sqrt(1 - u * u * u) * (1 + 0.01 * noise.fractal(x / 14, y / 14, 1, 2));
  });
  const outline = spline(LATERAL_LUNG, 4, true);
  const field = polygonField(view, outline);
  for (let i = 0; i < field.length; i++) {
    const inside = -(field[i] as number);
    if (inside > -0.6)
      depth[i] =
        (depth[i] as number) -
        60 * smoothstep(-0.6, 3, inside) -
        105 * (1 - Math.exp(-Math.max(0, inside) / 26));
  }
  const second = polygonField(
    view,
    spline(
      [
        [-100, 84],
        [-66, 62],
        [-28, 44],
        [10, 46],
        [48, 66],
        [78, 100],
        [95, 140],
        [110, 190],
        [100, 260],
        [-110, 260],
        [-112, 120],
      ],
      5,
      true,
    ),
  );
  for (let i = 0; i < second.length; i++)
    depth[i] = (depth[i] as number) + 20 * smoothstep(0.6, 2, 0.6 - (second[i] as number));
  view.ellipsoid(-46, 24, 54 + build.heart / 2, 62, 52, -28);
  view.ellipsoid(-30, -44, 24, 48, 30, 14);
  view.ellipsoid(6, -14, 19, 22, 26);
  view.ellipsoid(36, 150, 30, 14, -60, 10);
  view.bone(
    spline(
      [
        [-34, -20],
        [-30, -62],
        [-6, -82],
        [20, -70],
        [36, -30],
        [40, 40],
        [36, 110],
      ],
      6,
    ),
    () => 12.5,
    0.8,
    13,
  );
  view.bone(
    [
      [4, -200],
      [10, -140],
      [20, -84],
      [26, -34],
    ],
    (t) => 8.5 - t * 1.5,
    -1.6,
    9,
  );
  for (let k = 0; k < 17; k++) {
    const y = -196 + k * 24.8;
    const x = curve(y, [
      [-200, 36],
      [-100, 72],
      [20, 88],
      [140, 76],
      [215, 58],
    ]);
    const tilt = curve(y, [
      [-200, 26],
      [-60, 10],
      [60, -6],
      [200, -16],
    ]);
    view.add(x - 22, y - 16, x + 22, y + 16, (px, py) => {
      const a = (tilt * Math.PI) / 180;
      const u = (px - x) * Math.cos(a) + (py - y) * Math.sin(a);
      const v = (py - y) * Math.cos(a) - (px - x) * Math.sin(a);
      const dx = 15.5 - 1.3 * Math.cos(v / 6) - Math.abs(u);
      const dy = 10.6 - 1.6 * Math.cos(u / 9.5) - Math.abs(v);
      return dx <= 0 || dy <= 0
        ? 0
        : (dx < 1.5 || dy < 1.5 ? 46 : 30) * (1 + 0.1 * noise.at(px / 2, py / 2, 4));
    });
    view.bone(
      [
        [x + 16, y - 2],
        [x + 28, y + 4],
        [x + 48, y + 18],
      ],
      (t) => 5.5 - 2.5 * t,
      0.9,
      1.4,
    );
  }
  view.bone(
    spline(
      [
        [-56, -128],
        [-84, -92],
        [-104, -40],
        [-116, 22],
        [-114, 44],
      ],
      6,
    ),
    (t) => 6.5 - t * 2,
    3.4,
    1.6,
    0.5,
  );
  for (const offset of [0, 7]) {
    for (let k = 1; k <= 10; k++) {
      const y = -176 + k * 23 + offset;
      const x = curve(y, [
        [-200, 36],
        [-100, 72],
        [20, 88],
        [140, 76],
      ]);
      const path = spline(
        [
          [x + 14, y],
          [x + 26 - offset, y + 14],
          [x - 4, y + 44],
          [x - 70, y + 62 + k * 2],
          [-92 - (k > 6 ? -30 : 0), y + 66 + k * 2],
        ],
        7,
      );
      view.bone(path, () => 5.6, 1.35, 1.2, 0.4);
    }
  }
  view.bone(
    [
      [-10, -168],
      [40, -176],
      [86, -120],
      [98, -60],
    ],
    () => 7,
    1.4,
    1.6,
  );
  const inside = (x: number, y: number) => polygonDistance(outline, x, y) < -6;
  for (let i = 0; i < 11; i++) {
    const angle = (i / 11) * 2 * Math.PI + between(random, -0.3, 0.3);
    const tree = growTree(random, {
      start: [8 + 9 * Math.cos(angle), -16 + 12 * Math.sin(angle), 0],
      direction: [Math.cos(angle), Math.sin(angle) + 0.2, 0],
      length: 22,
      radius: 3.4,
      generations: 5,
      spread: 0.4,
      taper: 0.8,
      inside,
    });
    for (const { from, to, r0, r1 } of tree)
      view.bone(
        [
          [from[0], from[1]],
          [to[0], to[1]],
        ],
        (t) => r0 + (r1 - r0) * t,
        0.95,
        9,
      );
  }
  return view;
}
