import { describe, expect, test } from "vitest";
import {
  directionLetters,
  edgeLetters,
  imageOrientation,
  oppositeLetters,
  type ScreenAxes,
} from "./orientation";

const axial = imageOrientation([1, 0, 0, 0, 1, 0], []);
const coronal = imageOrientation([1, 0, 0, 0, 0, -1], []);
const sagittal = imageOrientation([0, 1, 0, 0, 0, -1], []);
const upright: ScreenAxes = { right: [1, 0], down: [0, 1] };
const flippedHorizontally: ScreenAxes = { right: [-1, 0], down: [0, 1] };
const flippedVertically: ScreenAxes = { right: [1, 0], down: [0, -1] };
/** A quarter turn clockwise: what was at the left edge stands at the top. */
const turned: ScreenAxes = { right: [0, -1], down: [1, 0] };

describe("edgeLetters", () => {
  test.each([
    ["axial", axial, { left: "R", right: "L", top: "A", bottom: "P" }],
    ["coronal", coronal, { left: "R", right: "L", top: "H", bottom: "F" }],
    ["sagittal", sagittal, { left: "A", right: "P", top: "H", bottom: "F" }],
  ])("names the edges of an upright %s image", (_name, orientation, expected) => {
    expect(edgeLetters(orientation, upright)).toEqual(expected);
  });

  test("follows flips", () => {
    expect(edgeLetters(axial, flippedHorizontally)).toEqual({ left: "L", right: "R", top: "A", bottom: "P" });
    expect(edgeLetters(axial, flippedVertically)).toEqual({ left: "R", right: "L", top: "P", bottom: "A" });
  });

  test("follows a quarter turn clockwise", () => {
    expect(edgeLetters(axial, turned)).toEqual({ top: "R", right: "A", bottom: "L", left: "P" });
  });

  test("gives two letters for an oblique plane, strongest first", () => {
    const oblique = imageOrientation([0.9, 0.43, 0, 0, 0, -1], []);
    expect(edgeLetters(oblique, upright).right).toBe("LP");
    expect(edgeLetters(oblique, upright).left).toBe("RA");
  });

  test("uses Patient Orientation of projections, also turned and flipped", () => {
    const chest = imageOrientation([], ["L", "F"]);
    expect(edgeLetters(chest, upright)).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
    expect(edgeLetters(chest, flippedHorizontally)).toEqual({ left: "L", right: "R", top: "H", bottom: "F" });
    expect(edgeLetters(chest, turned)).toEqual({ top: "R", bottom: "L", left: "F", right: "H" });
  });

  test("shows no letter where the file says nothing", () => {
    expect(imageOrientation([], [""])).toBeUndefined();
    expect(edgeLetters(undefined, upright)).toEqual({ top: "", right: "", bottom: "", left: "" });
  });
});

test("directionLetters ignores rounding noise and oppositeLetters turns each letter", () => {
  expect(directionLetters([0.02, -1, 0.05])).toBe("A");
  expect(oppositeLetters("RAH")).toBe("LPF");
});

/** The patient's directions by letter (LPS), and every pair of them that can be a row and a column. */
const DIRECTIONS: Record<string, number[]> = {
  L: [1, 0, 0],
  R: [-1, 0, 0],
  P: [0, 1, 0],
  A: [0, -1, 0],
  H: [0, 0, 1],
  F: [0, 0, -1],
};
const PLANES = Object.keys(DIRECTIONS).flatMap((row) =>
  Object.keys(DIRECTIONS)
    .filter((column) => column !== row && column !== oppositeLetters(row))
    .map((column) => [row, column] as const),
);

/** An image is a card with four letters at its edges: turned and mirrored as a card is. */
type Card = { top: string; right: string; bottom: string; left: string };
const turnCard = ({ top, right, bottom, left }: Card): Card => ({
  right: top,
  bottom: right,
  left: bottom,
  top: left,
});
const mirrorCard = ({ left, right, ...rest }: Card): Card => ({ ...rest, left: right, right: left });

test("every plane and projection, in all eight ways that it can lie on the screen", () => {
  expect(PLANES).toHaveLength(24);
  for (const [row, column] of PLANES) {
    const volume = imageOrientation([...(DIRECTIONS[row] ?? []), ...(DIRECTIONS[column] ?? [])], []);
    const projection = imageOrientation([], [row, column]);
    let card: Card = { right: row, left: oppositeLetters(row), bottom: column, top: oppositeLetters(column) };
    let axes: ScreenAxes = upright;
    for (const isMirrored of [false, true]) {
      for (let turns = 0; turns < 4; turns += 1) {
        const where = `${row}\\${column} ${isMirrored ? "mirrored" : "as it is"} ${turns}`;
        expect(edgeLetters(volume, axes), where).toEqual(card);
        expect(edgeLetters(projection, axes), where).toEqual(card);
        card = turnCard(card);
        // What pointed up points to the right now, what pointed right points down.
        axes = { right: [0 - axes.down[0], 0 - axes.down[1]], down: axes.right };
      }
      card = mirrorCard(card);
      axes = { right: [0 - axes.right[0], 0 - axes.right[1]], down: axes.down };
    }
  }
});
