import { addGrain, coarseField, grainTile, Noise, roundedHu } from "../support/noise";
import { SliceCanvas } from "../support/slice-canvas";
import { Abdomen } from "./abdomen";
import { Chest } from "./chest";
import { type BodyBuild, HU, type Nodule } from "./frame";
import { paintSkeleton, paintTable, paintWall } from "./wall";

/** What differs between two scans of the same body. */
export interface Scan {
  nodules: readonly Nodule[];
  /** Standard deviation of the noise, HU. */
  noise: number;
  /** Offset of the patient on the table, pixels. */
  shift: readonly [number, number];
}

/** A trunk that can be cut at any depth. */
export class Body {
  private readonly chest: Chest;
  private readonly abdomen: Abdomen;
  private readonly noise: Noise;
  private readonly canvas: SliceCanvas;
  private readonly shifted: Float32Array;

  /** `spacing` is in mm of the standard body. */
  constructor(
    private readonly build: BodyBuild,
    size: number,
    spacing: number,
  ) {
    this.chest = new Chest(build);
    this.abdomen = new Abdomen(build);
    this.noise = new Noise(`${build.seed}/body`);
    this.canvas = new SliceCanvas(size, size, spacing);
    this.shifted = new Float32Array(size * size);
  }

  /** HU of the slice at depth `t` below the apices, once per scan: the anatomy is painted once for all of them. */
  slices(t: number, thickness: number, scans: readonly Scan[]): Int16Array[] {
    const { canvas, build } = this;
    this.prepare(t);
    canvas.fill(HU.air);
    paintTable(canvas);
    paintWall(canvas, t, build);
    this.chest.paintLungs(canvas, t, thickness);
    this.chest.paintMediastinum(canvas, t);
    this.abdomen.paint(canvas, t, thickness);
    this.chest.paintVesselsBelow(canvas, t);
    paintSkeleton(canvas, t, thickness, build);
    return scans.map((scan, index) => this.finish(t, thickness, scan, index, index === scans.length - 1));
  }

  private prepare(t: number): void {
    const { canvas, noise } = this;
    const { columns, rows, spacing } = canvas;
    const half = (columns - 1) / 2;
    const field = (out: Float32Array, step: number, sample: (x: number, y: number) => number) =>
      coarseField(out, columns, rows, step, (c, r) => sample((c - half) * spacing, (r - half) * spacing));
    field(
      canvas.warpX,
      8,
      (x, y) => 3.4 * noise.at(x / 46, y / 46, t / 60) + 0.9 * noise.at(x / 13 + 9, y / 13, t / 18),
    );
    field(
      canvas.warpY,
      8,
      (x, y) => 3.4 * noise.at(x / 46 + 17, y / 46, t / 60) + 0.9 * noise.at(x / 13 + 5, y / 13 + 9, t / 18),
    );
    field(
      canvas.texture,
      2,
      (x, y) => noise.at(x / 7 + 3, y / 5, t / 9) + 0.7 * noise.at(x / 2.6, y / 2.6 + 7, t / 5),
    );
  }

  private finish(t: number, thickness: number, scan: Scan, index: number, isLast: boolean): Int16Array {
    const { canvas, shifted } = this;
    const { columns, rows, data } = canvas;
    const clean = isLast ? null : data.slice();
    for (const nodule of scan.nodules) this.chest.paintNodule(canvas, t, thickness, nodule);
    const [dx, dy] = scan.shift;
    for (let y = 0; y < rows; y++) {
      const from = Math.min(rows - 1, Math.max(0, y - dy)) * columns;
      for (let x = 0; x < columns; x++)
        shifted[y * columns + x] = data[from + Math.min(columns - 1, Math.max(0, x - dx))] as number;
    }
    if (clean) data.set(clean);
    const step = Math.round(t * 37) + index * 101;
    addGrain(shifted, columns, rows, grainTile("ct", 0.85), scan.noise, step * 5, step * 11);
    return roundedHu(shifted);
  }
}
