import { curve, smoothstep, spline, tabulated } from "../support/curves";
import { Noise } from "../support/noise";
import { between, seededRandom } from "../support/random";
import { growTree } from "../support/vessel-tree";
import { Projection, polygonDistance, polygonField } from "./projection";

export interface ChestBuild {
  seed: string;
  sex: "M" | "F";
  /** Cardiothoracic widening, mm. */
  heart: number;
  nodule?: { x: number; y: number; radius: number };
  /** Depth of consolidation at a place, mm of water. */
  consolidation?: { x: number; y: number; radius: number; depth: number };
}

// Projected at half of the detector's resolution, which is about the blur of a real exposure.
export const CHEST = { columns: 750, rows: 900, spacing: 0.47 } as const;

// The outlines of the lungs in the standing patient seen from the front; x runs to the patient's left.
const RIGHT_LUNG = [
  [-30, -148],
  [-52, -158],
  [-78, -148],
  [-104, -118],
  [-122, -74],
  [-132, -20],
  [-137, 40],
  [-138, 92],
  [-137, 112],
  [-122, 92],
  [-98, 76],
  [-70, 71],
  [-48, 78],
  [-36, 84],
  [-42, 62],
  [-45, 36],
  [-40, 8],
  [-31, -18],
  [-27, -60],
  [-26, -110],
] as const;
const LEFT_LUNG = [
  [28, -148],
  [52, -158],
  [78, -148],
  [104, -118],
  [122, -74],
  [132, -20],
  [137, 40],
  [139, 100],
  [138, 124],
  [124, 104],
  [108, 92],
  [92, 86],
  [88, 70],
  [80, 44],
  [64, 16],
  [48, -6],
  [39, -18],
  [41, -32],
  [34, -42],
  [40, -52],
  [38, -68],
  [28, -84],
  [24, -112],
] as const;

const healthy = new Map<string, Projection>();

/** Seen from the front. The healthy chest is kept, because a prior is the same chest without what was found later. */
export function frontalChest(build: ChestBuild): Projection {
  const key = `${build.seed}/${build.sex}/${build.heart}`;
  const base = healthy.get(key) ?? healthyChest(build);
  healthy.set(key, base);
  const view = base.copy();
  const { noise } = view;
  if (build.nodule)
    view.ellipsoid(
      build.nodule.x,
      build.nodule.y,
      build.nodule.radius,
      build.nodule.radius * 0.92,
      build.nodule.radius * 4.4,
    );
  const patch = build.consolidation;
  if (patch) {
    view.add(
      patch.x - patch.radius * 1.3,
      patch.y - patch.radius * 1.3,
      patch.x + patch.radius * 1.3,
      patch.y + patch.radius * 1.3,
      (x, y) => {
        const d =
          Math.hypot(x - patch.x, (y - patch.y) * 1.2) / patch.radius +
          0.28 * noise.fractal(x / 16, y / 16, 3, 3);
        return (
          patch.depth * (1 - smoothstep(0.3, 1.05, d)) * (0.85 + 0.3 * noise.fractal(x / 5, y / 5, 9, 2))
        );
      },
    );
  }
  return view;
}

function healthyChest(build: ChestBuild): Projection {
  const view = new Projection(CHEST.columns, CHEST.rows, CHEST.spacing, new Noise(`${build.seed}/pa`));
  const random = seededRandom(`${build.seed}/pa`);
  const { depth } = view;
  trunk(view, build);
  const left = LEFT_LUNG.map(([x, y]) => [x > 60 && x < 100 && y > 0 ? x + build.heart : x, y] as const);
  for (const [outline, side] of [
    [RIGHT_LUNG, -1],
    [left, 1],
  ] as const) {
    const field = polygonField(view, spline(outline, 4, true));
    for (let i = 0; i < field.length; i++) {
      const inside = -(field[i] as number);
      if (inside > -0.6) {
        // The edge against heart and diaphragm is sharp, the bulk grows slowly.
        depth[i] =
          (depth[i] as number) -
          38 * smoothstep(-0.6, 3, inside) -
          62 * (1 - Math.exp(-Math.max(0, inside) / 22));
      }
    }
    vessels(view, side, spline(outline, 3, true), random);
  }
  // Behind the heart and below the domes there is lung too.
  view.ellipsoid(36, 30, 40, 60, -24);
  view.ellipsoid(-76, 96, 52, 26, -18);
  view.ellipsoid(84, 108, 46, 24, -18);
  view.ellipsoid(64, 122, 25, 15, -46, -12);
  mediastinum(view, build);
  spine(view);
  for (const side of [-1, 1] as const) {
    for (let k = 1; k <= 11; k++) rib(view, side, k);
    shoulder(view, side);
  }
  return view;
}

function trunk(view: Projection, build: ChestBuild): void {
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

function mediastinum(view: Projection, build: ChestBuild): void {
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

function spine(view: Projection): void {
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

function rib(view: Projection, side: 1 | -1, k: number): void {
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

function shoulder(view: Projection, side: 1 | -1): void {
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

function vessels(
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
