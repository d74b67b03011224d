import { expect, test } from "vitest";
import type { DrawnPlane } from "../geometry/drawn-plane";
import { planeAxes } from "../geometry/planes";
import { cross, type Vector } from "../geometry/vector";
import type { Plane } from "./plane";
import { type Raster, sampleGrid } from "./sample-grid";
import { gridsOf, type PlacedFrame, trimmed } from "./segment-grid";

const SIZE = 120;
/** Half a millimetre a pixel, with the origin of the patient in the middle of the canvas. */
function planeAt(axes: { normal: Vector; up: Vector }, away = 0): DrawnPlane {
  const { normal, up } = axes;
  const right = cross(up, normal);
  const down = up.map((each) => -each) as Vector;
  const origin = [0, 1, 2].map(
    (axis) => away * (normal[axis] ?? 0) - (SIZE / 4) * ((right[axis] ?? 0) + (down[axis] ?? 0)),
  ) as Vector;
  return { origin, right, down, normal, millimetres: 0.5 };
}

const grid = { columns: 20, rows: 10 };
/** Twenty by ten pixels of two millimetres across and four down, around the origin. */
const planeOf = (z: number, values: Partial<Plane> = {}): Plane => ({
  frameOfReferenceUid: "9.9",
  position: [-19, -18, z],
  row: [1, 0, 0],
  column: [0, 1, 0],
  normal: [0, 0, 1],
  spacing: [2, 4],
  ...values,
});

/** A block of columns 5 to 14 and rows 3 to 6: 20 mm wide and 16 deep, around the origin. */
function block(bits: 1 | 8 | 16, value = 1, width = 10): Uint8Array {
  const values = new Uint16Array(grid.columns * grid.rows);
  for (let y = 3; y < 7; y += 1) values.fill(value, y * 20 + 5, y * 20 + 5 + width);
  if (bits === 16) return new Uint8Array(values.buffer);
  if (bits === 8) return Uint8Array.from(values);
  const packed = new Uint8Array(Math.ceil(values.length / 8));
  for (const [index, each] of values.entries())
    if (each) packed[index >> 3] = (packed[index >> 3] ?? 0) | (1 << (index & 7));
  return packed;
}

const frame = (z: number, bits: 1 | 8 | 16 = 1, bytes = block(bits)): PlacedFrame => ({
  plane: planeOf(z),
  thickness: 3,
  stored: trimmed(bytes, bits, grid),
});

const LOOKS = Uint32Array.from([0, 0x6e0000ff, 0x6e00ff00]);

function drawn(frames: PlacedFrame[], plane: DrawnPlane, looks = LOOKS): Raster {
  const raster = { width: SIZE, height: SIZE, pixels: new Uint32Array(SIZE * SIZE) };
  for (const each of gridsOf(frames, grid, 3)) sampleGrid(raster, plane, each, looks);
  return raster;
}

/** Left, right, top and foot of what has a colour, in millimetres of the patient's middle. */
function extent({ pixels }: Raster): number[] | undefined {
  const at = [...pixels.entries()].flatMap(([index, value]) => (value ? [index] : []));
  if (at.length === 0) return undefined;
  const [x, y] = [at.map((index) => index % SIZE), at.map((index) => Math.floor(index / SIZE))];
  const edges = [Math.min(...x), Math.max(...x) + 1, Math.min(...y), Math.max(...y) + 1];
  return edges.map((edge) => (edge - SIZE / 2) / 2);
}
const count = ({ pixels }: Raster) => pixels.reduce((sum, each) => sum + (each ? 1 : 0), 0);

/** Five frames of three millimetres: fifteen high. */
const pile = (bits: 1 | 8 | 16 = 1) => [6, -6, 0, 3, -3].map((z) => frame(z, bits));

test.each([1, 8, 16] as const)("a segment of %i bits is as large in every plane as it is", (bits) => {
  expect(extent(drawn(pile(bits), planeAt(planeAxes("axial"))))).toEqual([-10, 10, -8, 8]);
  expect(extent(drawn(pile(bits), planeAt(planeAxes("coronal"))))).toEqual([-10, 10, -7.5, 7.5]);
  expect(extent(drawn(pile(bits), planeAt(planeAxes("sagittal"))))).toEqual([-8, 8, -7.5, 7.5]);
  const [, , top = 0, foot = 0] = extent(drawn(pile(bits), planeAt(planeAxes("oblique", 30)))) ?? [];
  // Thirty degrees from the axial plane: 16 / cos 30 deep, but no higher than 7.5 / sin 30.
  expect(foot).toBeCloseTo(8 / Math.cos(Math.PI / 6), 0);
  expect(top).toBeCloseTo(-8 / Math.cos(Math.PI / 6), 0);
});

test("it ends where it ends: beside it nothing is drawn", () => {
  expect(extent(drawn(pile(), planeAt(planeAxes("axial"), 7.4)))).toBeDefined();
  expect(extent(drawn(pile(), planeAt(planeAxes("axial"), -7.6)))).toBeUndefined();
  expect(extent(drawn(pile(), planeAt(planeAxes("coronal"), 8.1)))).toBeUndefined();
  expect(extent(drawn(pile(), planeAt(planeAxes("sagittal"), 10.1)))).toBeUndefined();
});

test("two lesions of one image each stay two, as thick as the file says", () => {
  const raster = drawn([frame(-12), frame(12)], planeAt(planeAxes("coronal")));
  expect(extent(raster)).toEqual([-10, 10, -13.5, 13.5]);
  expect(count(raster)).toBe(2 * 40 * 6);
});

test("what lies unevenly, in a tilted gantry or the other way round is where the file says", () => {
  const uneven = [-6, -2, 0].map((z) => ({ ...frame(z), thickness: undefined }));
  // As far apart as the nearest two; the one that is farther reaches half of that.
  expect(count(drawn(uneven, planeAt(planeAxes("coronal"))))).toBe(40 * (4 + 4 + 4));
  const tilted = pile().map((each) => {
    const [x, y, z] = each.plane.position;
    return { ...each, plane: { ...each.plane, position: [x, y + z, z] as Vector } };
  });
  expect(extent(drawn(tilted, planeAt(planeAxes("axial"), 6)))).toEqual([-10, 10, -14, 2]);
  expect(extent(drawn(tilted, planeAt(planeAxes("axial"), -6)))).toEqual([-10, 10, -2, 14]);
  const turned = planeOf(0, { position: [19, 18, 0], row: [-1, 0, 0], column: [0, -1, 0] });
  const narrow = { ...frame(0, 8, block(8, 1, 5)), plane: turned };
  expect(extent(drawn([narrow], planeAt(planeAxes("axial"))))).toEqual([0, 10, -8, 8]);
});

test("each label has its own look, and what isn't shown has none", () => {
  const two = block(8, 2, 10);
  two.set(block(8, 1, 5).subarray(0, 100), 0);
  const raster = drawn([{ ...frame(0, 8, two) }], planeAt(planeAxes("axial")));
  expect(new Set(raster.pixels)).toEqual(new Set([0, 0x6e0000ff, 0x6e00ff00]));
  const hidden = drawn([frame(0, 8, block(8, 2))], planeAt(planeAxes("axial")), Uint32Array.of(0, 9, 0));
  expect(count(hidden)).toBe(0);
});

test("segments that lie over each other are mixed as a canvas mixes them", () => {
  const raster = { width: SIZE, height: SIZE, pixels: new Uint32Array(SIZE * SIZE) };
  const [one] = gridsOf(pile(), grid, 3);
  if (!one) throw new Error("no grid");
  sampleGrid(raster, planeAt(planeAxes("axial")), one, Uint32Array.of(0, 0x800000ff));
  sampleGrid(raster, planeAt(planeAxes("axial")), one, Uint32Array.of(0, 0x8000ff00));
  const [mixed] = [...new Set(raster.pixels)].filter((each) => each !== 0);
  // Half of the upper one, half of what is left of the lower: three quarters are covered.
  expect((mixed ?? 0) >>> 24).toBe(192);
  expect([(mixed ?? 0) & 255, ((mixed ?? 0) >>> 8) & 255]).toEqual([85, 170]);
});

test("rows without anything aren't kept", () => {
  const packed = trimmed(block(1), 1, grid);
  expect(packed).toMatchObject({ first: 64, count: 72 });
  expect(packed.values).toHaveLength(9);
  expect(trimmed(block(16), 16, grid)).toMatchObject({ first: 65, count: 70 });
  expect(trimmed(new Uint8Array(25), 1, grid)).toMatchObject({ count: 0 });
  // An answer that is too short is empty where it ends.
  expect(trimmed(block(1).subarray(0, 9), 1, grid)).toMatchObject({ first: 64, count: 8 });
});
