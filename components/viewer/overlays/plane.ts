import { type DicomJson, numbers, text } from "../data/dicom-json";
import { cross, dot, subtract, type Vector } from "../geometry/vector";
import type { Point } from "./shapes";

/** Where a frame lies in the patient: position of the first pixel's centre, unit vectors, mm per pixel. */
export type Plane = {
  frameOfReferenceUid: string;
  position: Vector;
  row: Vector;
  column: Vector;
  normal: Vector;
  /** mm between columns, mm between rows. */
  spacing: [number, number];
};

export function planeOf(dataset: DicomJson | undefined): Plane | undefined {
  const position = numbers(dataset, "00200032");
  const cosines = numbers(dataset, "00200037");
  const [betweenRows, betweenColumns] = numbers(dataset, "00280030");
  if (position.length !== 3 || cosines.length !== 6 || !betweenRows || !betweenColumns) return undefined;
  const row = cosines.slice(0, 3) as Vector;
  const column = cosines.slice(3, 6) as Vector;
  return {
    frameOfReferenceUid: text(dataset, "00200052"),
    position: position as Vector,
    row,
    column,
    normal: cross(row, column),
    spacing: [betweenColumns, betweenRows],
  };
}

/** A point of the patient in the image's pixels, and how far in mm it lies from the image's plane. */
export function toPixels(plane: Plane, point: Vector): { at: Point; distance: number } {
  const offset = subtract(point, plane.position);
  return {
    at: [dot(offset, plane.row) / plane.spacing[0] + 0.5, dot(offset, plane.column) / plane.spacing[1] + 0.5],
    distance: Math.abs(dot(offset, plane.normal)),
  };
}

/** Where a point of the image lies in the patient. */
export function toPatient({ position, row, column, spacing }: Plane, x: number, y: number): Vector {
  const [across, down] = [(x - 0.5) * spacing[0], (y - 0.5) * spacing[1]];
  return [0, 1, 2].map(
    (axis) => (position[axis] ?? 0) + across * (row[axis] ?? 0) + down * (column[axis] ?? 0),
  ) as Vector;
}
