import type { DrawnPlane } from "../geometry/drawn-plane";
import { dot, subtract } from "../geometry/vector";
import type { GridLayer, SegmentGrid } from "./segment-grid";

/** What is drawn of segments on a plane: a value of 32 bits for each CSS pixel, 0xAABBGGRR as canvases have it. */
export type Raster = { width: number; height: number; pixels: Uint32Array };

/** How each value of a segmentation looks, 0 for what isn't drawn. */
export type Looks = Uint32Array;

/** A number that grows evenly to the right and to the foot of the canvas. */
type Slope = { start: number; right: number; down: number };

/** Draws the values of a grid where a plane cuts it: each pixel has that of the nearest place which has one. */
export function sampleGrid(raster: Raster, plane: DrawnPlane, grid: SegmentGrid, looks: Looks): void {
  const { width, height, pixels } = raster;
  const { columns, rows, layers, layerAt, spacing } = grid;
  const slope = (axis: typeof plane.normal, size: number, first: number): Slope => {
    const perPixel = plane.millimetres / size;
    const [right, down] = [dot(plane.right, axis) * perPixel, dot(plane.down, axis) * perPixel];
    const start = dot(subtract(plane.origin, grid.origin), axis) / size - first;
    // From the middle of the first pixel.
    return { start: start + (right + down) / 2, right, down };
  };
  const across = slope(grid.row, spacing[0], -0.5);
  const along = slope(grid.column, spacing[1], -0.5);
  const up = slope(grid.normal, grid.step, grid.bottom / grid.step);
  const reach = shifts(grid);
  for (let y = 0; y < height; y += 1) {
    const [column0, row0, height0] = [at(across, y), at(along, y), at(up, y)];
    let from = 0;
    let to = width;
    [from, to] = within(column0, across.right, reach.left, columns + reach.right, from, to);
    [from, to] = within(row0, along.right, reach.top, rows + reach.foot, from, to);
    [from, to] = within(height0, up.right, 0, layerAt.length, from, to);
    // Most lines stay in one layer for long: its numbers are looked up when it changes.
    let known = -1;
    let layer: GridLayer | undefined;
    let [shiftX, shiftY, first, count] = [0, 0, 0, 0];
    for (let x = from; x < to; x += 1) {
      const index = layerAt[Math.floor(height0 + up.right * x)] ?? -1;
      if (index !== known) {
        known = index;
        layer = layers[index];
        if (layer) ({ first, count } = layer);
        if (layer) [shiftX, shiftY] = layer.shift;
      }
      if (!layer) continue;
      const column = Math.floor(column0 + across.right * x - shiftX);
      if (column < 0 || column >= columns) continue;
      const place = Math.floor(row0 + along.right * x - shiftY) * columns + column - first;
      if (place < 0 || place >= count) continue;
      const look = lookAt(layer, place, looks);
      if (look === 0) continue;
      const pixel = y * width + x;
      const below = pixels[pixel] as number;
      pixels[pixel] = below === 0 ? look : over(look, below);
    }
  }
}

function lookAt({ values, bits }: GridLayer, place: number, looks: Looks): number {
  if (bits !== 1) return looks[values[place] as number] ?? 0;
  return ((values[place >> 3] as number) >> (place & 7)) & 1 ? (looks[1] ?? 0) : 0;
}

const at = ({ start, down }: Slope, y: number) => start + down * y;

/** Where on a line of pixels a number lies between two others. */
function within(
  start: number,
  slope: number,
  least: number,
  most: number,
  from: number,
  to: number,
): [from: number, to: number] {
  if (Math.abs(slope) < 1e-12) return start >= least && start < most ? [from, to] : [0, 0];
  const [a, b] = [(least - start) / slope, (most - start) / slope];
  return [Math.max(from, Math.ceil(Math.min(a, b))), Math.min(to, Math.ceil(Math.max(a, b)))];
}

/** How far the layers reach out of the first one's place. */
function shifts({ layers }: SegmentGrid) {
  let [left, right, top, foot] = [0, 0, 0, 0];
  for (const { shift } of layers) {
    left = Math.min(left, shift[0]);
    right = Math.max(right, shift[0]);
    top = Math.min(top, shift[1]);
    foot = Math.max(foot, shift[1]);
  }
  return { left, right, top, foot };
}

/** One colour over another, as a canvas lays them. */
function over(upper: number, lower: number): number {
  const [a, b] = [(upper >>> 24) / 255, (lower >>> 24) / 255];
  const alpha = a + b * (1 - a);
  let mixed = Math.round(alpha * 255) << 24;
  for (const place of [0, 8, 16]) {
    const [from, to] = [(upper >>> place) & 255, (lower >>> place) & 255];
    mixed |= Math.round((from * a + to * b * (1 - a)) / alpha) << place;
  }
  return mixed >>> 0;
}
