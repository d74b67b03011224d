import { smoothstep, spline } from "../support/curves";
import { Noise } from "../support/noise";
import { seededRandom } from "../support/random";
import { CHEST, type ChestBuild } from "./chest-build";
import { mediastinum, rib, shoulder, spine, trunk, vessels } from "./chest-parts";
import { Projection, polygonField } from "./projection";

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
