import { dot, subtract, type Vector } from "../geometry/vector";
import type { Plane } from "./plane";

/** Values of one frame as they are stored, without the rows in which there is nothing. */
export type StoredValues = {
  /** 1: packed, the first in the lowest place (PS3.5 8.1.1). */
  bits: 1 | 8 | 16;
  values: Uint8Array | Uint16Array;
  /** Which value of the frame is the first of these, and how many there are. */
  first: number;
  count: number;
};

export type GridLayer = StoredValues & {
  /** Height along the grid's normal. */
  at: number;
  /** Where its first pixel lies beside that of the first layer, in pixels: not everywhere the same in a tilted gantry. */
  shift: [x: number, y: number];
};

/** Frames of one direction and pixel size as a pile: what fills the patient, value by value. */
export type SegmentGrid = Pick<Plane, "row" | "column" | "normal" | "spacing"> & {
  columns: number;
  rows: number;
  /** The centre of the first layer's first pixel. */
  origin: Vector;
  layers: GridLayer[];
  /** The layer at each height: from `bottom` on in steps, -1 where there is none. */
  layerAt: Int32Array;
  bottom: number;
  step: number;
};

export type PlacedFrame = {
  plane: Plane;
  /** How thick the file says that it is; undefined when it doesn't. */
  thickness: number | undefined;
  stored: StoredValues;
};

/** Frames nearer to each other than this lie in one plane. */
const SAME_PLANE_MM = 0.05;
const PARALLEL = 0.9999;
const MOST_STEPS = 100_000;
/** Into how many parts the distance of layers is cut where they don't lie evenly. */
const PARTS = 16;

/** Piles frames up by direction and pixel size; `thickness` is that of frames which neither they nor others tell. */
export function gridsOf(
  frames: PlacedFrame[],
  size: { columns: number; rows: number },
  thickness: number,
): SegmentGrid[] {
  const groups: PlacedFrame[][] = [];
  for (const frame of frames) {
    const own = groups.find(([first]) => first && isAlike(first.plane, frame.plane));
    if (own) own.push(frame);
    else groups.push([frame]);
  }
  return groups.flatMap((group) => gridOf(group, size, thickness) ?? []);
}

function isAlike(a: Plane, b: Plane): boolean {
  return (
    dot(a.row, b.row) > PARALLEL &&
    dot(a.column, b.column) > PARALLEL &&
    a.spacing.every((each, axis) => Math.abs(each / (b.spacing[axis] ?? 0) - 1) < 1e-3)
  );
}

function gridOf(
  group: PlacedFrame[],
  size: { columns: number; rows: number },
  thickness: number,
): SegmentGrid | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { row, column, normal, spacing, position: origin } = first.plane;
  const layers = group
    .map(({ plane, stored }): GridLayer => {
      const offset = subtract(plane.position, origin);
      return {
        ...stored,
        at: dot(offset, normal),
        shift: [dot(offset, row) / spacing[0], dot(offset, column) / spacing[1]],
      };
    })
    .sort((a, b) => a.at - b.at);
  const between = distanceOf(layers, first.thickness, thickness);
  return { ...size, row, column, normal, spacing, origin, layers, ...heights(layers, between) };
}

/** How far layers lie apart: two lesions of one image each say less about that than the file does. */
function distanceOf(layers: GridLayer[], declared: number | undefined, otherwise: number): number {
  const gaps = layers
    .slice(1)
    .map(({ at }, index) => at - (layers[index]?.at ?? 0))
    .filter((gap) => gap > SAME_PLANE_MM);
  const known = [...gaps, ...(declared ? [declared] : [])];
  return known.length > 0 ? Math.min(...known) : otherwise;
}

/** Each layer reaches half way to its neighbours; where there is none, as far as neighbours would be. */
function heights(layers: GridLayer[], between: number): Pick<SegmentGrid, "layerAt" | "bottom" | "step"> {
  const isNext = (a: GridLayer | undefined, b: GridLayer | undefined) =>
    a !== undefined && b !== undefined && b.at - a.at > SAME_PLANE_MM && b.at - a.at < between * 1.5;
  const reach = layers.map((layer, index) => {
    const [below, above] = [layers[index - 1], layers[index + 1]];
    return {
      from: below && isNext(below, layer) ? (below.at + layer.at) / 2 : layer.at - between / 2,
      to: above && isNext(layer, above) ? (layer.at + above.at) / 2 : layer.at + between / 2,
    };
  });
  const bottom = reach[0]?.from ?? 0;
  const top = reach.at(-1)?.to ?? 0;
  const isEven = reach.every(({ from, to }) =>
    [from, to].every((height) => {
      const steps = (height - bottom) / between;
      return Math.abs(steps - Math.round(steps)) < 0.01;
    }),
  );
  const step = Math.max(isEven ? between : between / PARTS, (top - bottom) / MOST_STEPS);
  const layerAt = new Int32Array(Math.max(1, Math.round((top - bottom) / step))).fill(-1);
  for (const [index, { from, to }] of reach.entries()) {
    const end = Math.min(layerAt.length, Math.round((to - bottom) / step));
    layerAt.fill(index, Math.max(0, Math.round((from - bottom) / step)), end);
  }
  return { layerAt, bottom, step };
}

/** Leaves out the rows above and below what is there: of most segments most of the frame. */
export function trimmed(
  bytes: Uint8Array,
  bits: StoredValues["bits"],
  { columns, rows }: { columns: number; rows: number },
): StoredValues {
  const all = bits === 16 ? words(bytes, columns * rows) : bytes;
  const isSet = (index: number) => (all[bits === 1 ? index >> 3 : index] ?? 0) !== 0;
  const step = bits === 1 ? 8 : 1;
  const count = columns * rows;
  let [from, to] = [0, count];
  while (from < count && !isSet(from)) from += step;
  while (to > from && !isSet(to - 1)) to -= bits === 1 ? ((to - 1) & 7) + 1 : 1;
  if (from >= to) return { bits, values: new Uint8Array(), first: 0, count: 0 };
  const values = bits === 1 ? all.slice(from >> 3, (to + 7) >> 3) : all.slice(from, to);
  return { bits, values, first: from, count: to - from };
}

function words(bytes: Uint8Array, count: number): Uint16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint16Array.from({ length: Math.min(count, bytes.length >> 1) }, (_, index) =>
    view.getUint16(index * 2, true),
  );
}
