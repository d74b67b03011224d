import type { DrawnPlane } from "../geometry/drawn-plane";
import type { Filling } from "./marking";
import { type Looks, type Raster, sampleGrid } from "./sample-grid";
import type { SegmentGrid } from "./segment-grid";

/** Grids with the looks of what is shown of them. */
export type Painted = { grids: SegmentGrid[]; looks: Looks };

/** Segments of one label map are one pass over it. */
export function paintedOf(fillings: { filling: Filling; colour: string }[]): Painted[] {
  const byGrids = new Map<SegmentGrid[], Looks>();
  for (const { filling, colour } of fillings) {
    const looks = byGrids.get(filling.grids) ?? new Uint32Array(filling.values);
    filling.paint(looks, colour);
    byGrids.set(filling.grids, looks);
  }
  return [...byGrids].map(([grids, looks]) => ({ grids, looks }));
}

type Sheet = { canvas: HTMLCanvasElement; image: ImageData; raster: Raster };
let sheet: Sheet | undefined;

/**
 * A picture of what fills the patient where a plane cuts it, a value for each so many CSS pixels; undefined when that is
 * nothing. The same canvas each time, for all planes: it is drawn elsewhere at once.
 */
export function pictureOfFillings(
  painted: Painted[],
  plane: DrawnPlane,
  size: { width: number; height: number },
  pixels: number,
): HTMLCanvasElement | undefined {
  const [width, height] = [Math.ceil(size.width / pixels), Math.ceil(size.height / pixels)];
  if (painted.length === 0 || width <= 0 || height <= 0) return undefined;
  const { canvas, image, raster } = sheetOf(width, height);
  raster.pixels.fill(0);
  const wide = { ...plane, millimetres: plane.millimetres * pixels };
  for (const { grids, looks } of painted) for (const grid of grids) sampleGrid(raster, wide, grid, looks);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

function sheetOf(width: number, height: number): Sheet {
  if (sheet?.raster.width === width && sheet.raster.height === height) return sheet;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const image = new ImageData(width, height);
  sheet = { canvas, image, raster: { width, height, pixels: new Uint32Array(image.data.buffer) } };
  return sheet;
}
