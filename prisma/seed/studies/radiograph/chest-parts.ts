import { curve, spline, tabulated } from "../support/curves";
import { between } from "../support/random";
import { growTree } from "../support/vessel-tree";
import type { ChestBuild } from "./chest-build";
import { type Projection, polygonDistance } from "./projection";

export function trunk(view: Projection, build: ChestBuild): void {
  const { noise } = view;
  const halfAt = tabulated(
    [
      [-215, 62],
      [-178, 66],
      [-150, 175],
      [-120, 210],
      [-60, 182],
      [60, 164],
      [215, 168],
    ],
    -220,
    220,
  );
  const thickAt = tabulated(
    [
      [-215, 92],
      [-150, 100],
      [-60, 142],
      [60, 168],
      [110, 186],
      [215, 200],
    ],
    -220,
    220,
  );
  view.add(-180, -215, 180, 215, (x, y) => {
    const u = Math.abs(x) / halfAt(y);
    if (u >= 1) return 0;
    return thickAt(y) * Math.sqrt(1 - u * u * u) * (1 + 0.012 * noise.fractal(x / 14, y / 14, 1, 2));
  });
  // Below the domes liver and spleen take the place of air.
  view.ellipsoid(-70, 150, 84, 78, 26);
  view.ellipsoid(84, 160, 66, 70, 20);
  if (build.sex === "F") for (const side of [-1, 1]) view.ellipsoid(side * 82, 74, 58, 48, 30, side * 8);
}

export function mediastinum(view: Projection, build: ChestBuild): void {
  view.ellipsoid(0, -70, 30, 110, 16);
  view.ellipsoid(18 + build.heart / 2, 30, 66 + build.heart / 2, 56, 30, 38);
  view.ellipsoid(-22, 26, 26, 40, 8, 6);
  view.ellipsoid(26, -72, 16, 16, 24);
  view.ellipsoid(30, -30, 14, 18, 16, 12);
  view.bone(
    [
      [28, -70],
      [30, -30],
      [26, 20],
      [20, 90],
      [14, 150],
    ],
    () => 12,
    0.55,
    12,
  );
  // Trachea and main bronchi are columns of air.
  view.bone(
    [
      [0, -210],
      [0, -160],
      [-1, -110],
      [-2, -64],
    ],
    (t) => 8.5 + (t > 0.95 ? 1.5 : 0),
    -1.25,
    9,
  );
  view.bone(
    [
      [-2, -66],
      [-22, -40],
      [-36, -20],
    ],
    (t) => 7 - 2 * t,
    -1,
    8,
  );
  view.bone(
    [
      [-2, -66],
      [20, -42],
      [44, -24],
    ],
    (t) => 6.4 - 2 * t,
    -1,
    8,
  );
}

export function spine(view: Projection): void {
  const { noise } = view;
  for (let k = 0; k < 18; k++) {
    const y = -205 + k * 24.5;
    const wide = curve(k, [
      [0, 13],
      [17, 20],
    ]);
    view.add(-wide - 3, y - 12, wide + 3, y + 12, (x, py) => {
      const dx = wide * (1 - 0.1 * Math.cos((py - y) / 4)) - Math.abs(x);
      const dy = 10 - Math.abs(py - y);
      if (dx <= 0 || dy <= 0) return 0;
      return (dx < 1.6 || dy < 1.6 ? 24 : 16) * (1 + 0.12 * noise.at(x / 2, py / 2, 4));
    });
    for (const side of [-1, 1]) {
      view.ellipsoid(side * (wide - 4), y - 2, 3.4, 5, 9, 0, 1.4);
      view.bone(
        [
          [side * wide, y - 3],
          [side * (wide + 14), y - 7],
        ],
        () => 3.6,
        0.5,
        1.2,
      );
    }
    view.ellipsoid(0, y + 7, 2.4, 6, 9, 0, 1);
  }
}

export function rib(view: Projection, side: 1 | -1, k: number): void {
  const start = -176 + k * 22.5;
  const reach = curve(k, [
    [1, 62],
    [2, 92],
    [3, 110],
    [5, 128],
    [8, 139],
    [11, 128],
  ]);
  const fall = curve(k, [
    [1, 12],
    [3, 34],
    [8, 62],
    [11, 70],
  ]);
  const back = spline(
    [
      [18, start],
      [40, start - 7],
      [reach * 0.55, start - 3],
      [reach * 0.83, start + fall * 0.34],
      [reach, start + fall * 0.8],
      [reach + 1, start + fall],
    ],
    7,
  ).map(([x, y]) => [side * x, y] as const);
  view.bone(back, () => (k === 1 ? 6.5 : 6), 1.75, 1.3, 0.42);
  if (k > 9) return;
  const drop = curve(k, [
    [1, 16],
    [4, 52],
    [9, 62],
  ]);
  const inner = curve(k, [
    [1, 30],
    [4, 52],
    [6, 66],
    [9, 100],
  ]);
  const front = spline(
    [
      [reach + 1, start + fall],
      [reach - 3, start + fall + drop * 0.32],
      [reach * 0.78 + inner * 0.2, start + fall + drop * 0.75],
      [inner, start + fall + drop],
    ],
    7,
  ).map(([x, y]) => [side * x, y] as const);
  view.bone(front, (t) => 6 + 1.6 * t, 1.25, 1.2, 0.42);
}

export function shoulder(view: Projection, side: 1 | -1): void {
  const collar = spline(
    [
      [14, -128],
      [40, -138],
      [80, -140],
      [112, -152],
      [142, -160],
    ],
    8,
  ).map(([x, y]) => [side * x, y] as const);
  view.bone(collar, (t) => 5.4 + 3 * Math.max(0, 0.2 - t) * 5 + 2 * Math.max(0, t - 0.8) * 5, 2.1, 1.8, 0.4);
  // Scapula: thin blade with a dense lateral border, turned out of the lungs.
  const blade = [
    [112, -136],
    [134, -120],
    [152, -118],
    [140, -70],
    [128, -24],
    [119, -16],
    [114, -40],
    [110, -92],
  ].map(([x, y]) => [side * (x as number), y as number] as const);
  view.add(side > 0 ? 104 : -156, -140, side > 0 ? 156 : -104, -12, (x, y) => {
    const d = -polygonDistance(blade, x, y);
    return d <= 0 ? 0 : d < 1.5 ? 12 : 7;
  });
  view.bone(
    [
      [side * 150, -118],
      [side * 139, -70],
      [side * 126, -22],
    ],
    (t) => 4.5 - 2 * t,
    1.6,
    1.5,
  );
  view.bone(
    [
      [side * 116, -140],
      [side * 146, -158],
      [side * 160, -164],
    ],
    () => 6,
    1.3,
    1.6,
  );
  view.ellipsoid(side * 172, -132, 24, 25, 60, 0, 2.4);
  view.bone(
    [
      [side * 176, -120],
      [side * 182, -60],
      [side * 186, 10],
    ],
    (t) => 17 - 5 * Math.min(1, 3 * t),
    1.6,
    3.4,
    0.25,
  );
  view.ellipsoid(side * 156, -140, 9, 20, 14, side * 8, 2);
}

export function vessels(
  view: Projection,
  side: 1 | -1,
  outline: readonly (readonly [number, number])[],
  random: () => number,
): void {
  const inside = (x: number, y: number) => polygonDistance(outline, x, y) < -5;
  const start = [side * 40, side === 1 ? -26 : -18, 0] as const;
  const ways = [
    [0.5, -1],
    [0.9, -0.8],
    [1, -0.2],
    [1, 0.4],
    [0.7, 1],
    [0.35, 1],
    [0.15, 1.2],
    [0.9, 0.8],
    [0.25, -1.2],
  ] as const;
  view.ellipsoid(side * 44, start[1] + 4, 11, 22, 24, side * -8);
  for (const [dx, dy] of ways) {
    const tree = growTree(random, {
      start: [start[0] + between(random, -4, 4), start[1] + between(random, -14, 14), 0],
      direction: [side * dx, dy, between(random, -0.4, 0.4)],
      length: 24,
      radius: 3.7,
      generations: 6,
      spread: 0.42,
      taper: 0.8,
      inside,
    });
    for (const { from, to, r0, r1 } of tree) {
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
  }
}
