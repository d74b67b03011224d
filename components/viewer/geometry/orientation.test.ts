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
