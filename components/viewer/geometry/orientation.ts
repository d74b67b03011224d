import type { Vector } from "./vector";

/** How the two axes of the stored image lie on the screen: components along the row and the column direction. */
export type ScreenAxes = { right: [number, number]; down: [number, number] };

/** The patient's directions along a row (to the right) and along a column (downwards) of the stored image. */
export type ImageOrientation =
  | { kind: "cosines"; row: Vector; column: Vector }
  | { kind: "letters"; row: string; column: string };

export type EdgeLetters = { top: string; right: string; bottom: string; left: string };

const OPPOSITE: Record<string, string> = { L: "R", R: "L", A: "P", P: "A", H: "F", F: "H" };
/** A component below this is noise of rounding, not a direction worth a letter. */
const NEGLIGIBLE = 0.1;

/**
 * From (0020,0037), or for projections from Patient Orientation (0020,0020); undefined when the file says neither.
 */
export function imageOrientation(cosines: number[], letters: string[]): ImageOrientation | undefined {
  if (cosines.length === 6) {
    return { kind: "cosines", row: cosines.slice(0, 3) as Vector, column: cosines.slice(3, 6) as Vector };
  }
  const [row, column] = letters.map((value) => value.toUpperCase());
  return row && column ? { kind: "letters", row, column } : undefined;
}

/** The letters at the four edges of the viewport, for any rotation and flip expressed in `axes`. */
export function edgeLetters(orientation: ImageOrientation | undefined, axes: ScreenAxes): EdgeLetters {
  if (!orientation) return { top: "", right: "", bottom: "", left: "" };
  const right = lettersAlong(orientation, axes.right);
  const bottom = lettersAlong(orientation, axes.down);
  return { right, bottom, left: oppositeLetters(right), top: oppositeLetters(bottom) };
}

function lettersAlong(orientation: ImageOrientation, [alongRow, alongColumn]: [number, number]): string {
  if (orientation.kind === "letters") {
    // Projections have letters only, no vectors: the axis that lies closest to the edge decides.
    const isRow = Math.abs(alongRow) >= Math.abs(alongColumn);
    const letters = isRow ? orientation.row : orientation.column;
    return (isRow ? alongRow : alongColumn) >= 0 ? letters : oppositeLetters(letters);
  }
  const { row, column } = orientation;
  return directionLetters(
    [0, 1, 2].map((i) => alongRow * (row[i] ?? 0) + alongColumn * (column[i] ?? 0)) as Vector,
  );
}

/** `AL` for a direction mostly anterior and somewhat to the left: at most two letters, strongest first (LPS axes). */
export function directionLetters(direction: Vector): string {
  const [x, y, z] = direction;
  const parts: [string, number][] = [
    [x > 0 ? "L" : "R", Math.abs(x)],
    [y > 0 ? "P" : "A", Math.abs(y)],
    [z > 0 ? "H" : "F", Math.abs(z)],
  ];
  return parts
    .filter(([, size]) => size > NEGLIGIBLE)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([letter]) => letter)
    .join("");
}

export function oppositeLetters(letters: string): string {
  return [...letters].map((letter) => OPPOSITE[letter] ?? letter).join("");
}
