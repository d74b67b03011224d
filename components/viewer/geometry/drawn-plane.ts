import { dot, subtract, type Vector } from "./vector";

/** A plane through the patient as it is drawn: the place of the canvas' upper left corner, and what a CSS pixel is. */
export type DrawnPlane = {
  origin: Vector;
  /** Unit vectors to the right and to the foot of the canvas, and out of the plane. */
  right: Vector;
  down: Vector;
  normal: Vector;
  millimetres: number;
};

/** A point of the patient in CSS pixels of the canvas, seen along the plane's normal. */
export function onCanvas({ origin, right, down, millimetres }: DrawnPlane, point: Vector): [number, number] {
  const offset = subtract(point, origin);
  return [dot(offset, right) / millimetres, dot(offset, down) / millimetres];
}

/** How far a point of the patient lies out of the plane, towards its normal. */
export function heightOver({ origin, normal }: DrawnPlane, point: Vector): number {
  return dot(subtract(point, origin), normal);
}
