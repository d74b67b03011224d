import type { Plane } from "../state/pane-view";
import { cross, type Vector } from "./vector";

/** Where the eye stands (towards it) and what is up, in the patient's axes (LPS), as radiologists hang the planes. */
export type PlaneAxes = { normal: Vector; up: Vector };

const FIXED: Record<Exclude<Plane, "oblique">, PlaneAxes> = {
  // Seen from the feet: the patient's right is on the left.
  axial: { normal: [0, 0, -1], up: [0, -1, 0] },
  // Seen from the front.
  coronal: { normal: [0, -1, 0], up: [0, 0, 1] },
  // Seen from the patient's left: anterior is on the left.
  sagittal: { normal: [1, 0, 0], up: [0, 0, 1] },
};

/** `tilt` turns the axial plane round the left-right axis, then `turn` round the head-feet axis, in degrees. */
export function planeAxes(plane: Plane, tilt = 0, turn = 0): PlaneAxes {
  if (plane !== "oblique") return FIXED[plane];
  const turned = (vector: Vector) => aroundZ(aroundX(vector, tilt), turn);
  return { normal: turned(FIXED.axial.normal), up: turned(FIXED.axial.up) };
}

/** To the right of the screen. */
export function rightOf({ normal, up }: PlaneAxes): Vector {
  return cross(up, normal);
}

const rad = (degrees: number) => (degrees * Math.PI) / 180;

function aroundX([x, y, z]: Vector, degrees: number): Vector {
  const [c, s] = [Math.cos(rad(degrees)), Math.sin(rad(degrees))];
  return [x, c * y - s * z, s * y + c * z];
}

function aroundZ([x, y, z]: Vector, degrees: number): Vector {
  const [c, s] = [Math.cos(rad(degrees)), Math.sin(rad(degrees))];
  return [c * x - s * y, s * x + c * y, z];
}
