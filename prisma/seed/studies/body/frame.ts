import { curve } from "../support/curves";
import type { EllipseShape } from "../support/slice-canvas";

export interface Nodule {
  x: number;
  y: number;
  t: number;
  radius: number;
  isSpiculated: boolean;
}

/**
 * Who lies on the table. Lengths are mm in a standard body; other sizes come from the pixel spacing. `t` is the depth below the
 * lung apices, x runs to the patient's left and y to the back, as in DICOM's patient coordinates.
 */
export interface BodyBuild {
  seed: string;
  sex: "M" | "F";
  /** Subcutaneous fat, mm. */
  fat: number;
  /** Portal venous contrast. */
  hasContrast: boolean;
  liverLesions: { x: number; y: number; t: number; radius: number; hu: number }[];
  /** Depth of free fluid in the right pleural cavity, mm. */
  effusion: number;
}

export const HU = {
  air: -1000,
  fat: -102,
  water: 0,
  muscle: 56,
  marrow: 240,
  cortex: 760,
  cartilage: 115,
} as const;

/** HU of blood and organs with and without contrast. */
export function enhancement(build: BodyBuild) {
  return build.hasContrast
    ? {
        blood: 168,
        vein: 158,
        myocardium: 108,
        liver: 112,
        spleen: 124,
        cortex: 192,
        medulla: 142,
        pancreas: 98,
        thyroid: 170,
      }
    : {
        blood: 44,
        vein: 43,
        myocardium: 48,
        liver: 60,
        spleen: 50,
        cortex: 34,
        medulla: 32,
        pancreas: 40,
        thyroid: 105,
      };
}

export function skin(t: number): EllipseShape {
  return {
    x: 0,
    y: 0,
    rx: curve(t, [
      [-10, 150],
      [40, 172],
      [120, 167],
      [220, 159],
      [300, 153],
      [370, 158],
    ]),
    ry: curve(t, [
      [-10, 84],
      [40, 97],
      [120, 109],
      [220, 110],
      [300, 106],
      [370, 108],
    ]),
    power: 2.5,
  };
}

export function muscleWall(t: number, fat: number): EllipseShape {
  const outer = skin(t);
  return { x: 0, y: 0, rx: outer.rx - fat, ry: outer.ry - fat * 0.75, power: 2.5 };
}

/** Inside of the ribs: pleural and abdominal cavity. */
export function cavity(t: number, fat: number): EllipseShape {
  const wall = muscleWall(t, fat);
  return { x: 0, y: -8, rx: wall.rx - 17, ry: wall.ry - 17, power: 2.4 };
}

/** The ring on which the ribs lie; a cone over the apices. */
export function ribRing(t: number, fat: number): { rx: number; ry: number; y: number } {
  const inner = cavity(t, fat);
  return {
    rx: Math.min(
      inner.rx + 5,
      curve(t, [
        [-20, 44],
        [5, 68],
        [30, 100],
        [70, 132],
        [110, 150],
      ]),
    ),
    ry: Math.min(
      inner.ry + 5,
      curve(t, [
        [-20, 34],
        [5, 48],
        [40, 72],
        [90, 92],
      ]),
    ),
    y: curve(t, [
      [-10, 8],
      [60, -4],
      [110, -8],
    ]),
  };
}

export function lung(side: 1 | -1, t: number): EllipseShape {
  return {
    x:
      side *
      curve(t, [
        [-5, 46],
        [40, 64],
        [90, 76],
        [200, 78],
      ]),
    y: curve(t, [
      [-5, 16],
      [50, 4],
      [120, -6],
    ]),
    rx: curve(t, [
      [-8, 0],
      [4, 16],
      [30, 36],
      [70, 54],
      [110, 64],
      [200, 66],
    ]),
    ry: curve(t, [
      [-8, 0],
      [4, 19],
      [30, 46],
      [70, 70],
      [120, 82],
      [230, 86],
    ]),
    power: 2.3,
  };
}

/** Where the front of the vertebral bodies runs: kyphosis above, lordosis below. */
export function spineY(t: number): number {
  return curve(t, [
    [-10, 34],
    [100, 50],
    [200, 48],
    [300, 38],
    [370, 31],
  ]);
}

/** Dome of the diaphragm: a cap that grows from its top at `top` until it fills the cavity 90 mm lower. */
export function dome(side: 1 | -1, t: number): EllipseShape {
  const depth = t - (side === -1 ? 204 : 217);
  const grown = depth <= 0 ? 0 : depth >= 90 ? 1 : Math.sqrt(1 - ((90 - depth) / 90) ** 2);
  return side === -1
    ? { x: -72, y: -10, rx: 78 * grown, ry: 92 * grown, power: 2.2 }
    : { x: 74, y: -6, rx: 78 * grown, ry: 92 * grown, power: 2.2 };
}
