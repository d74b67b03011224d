import { expect, test } from "vitest";
import { inMillimetres, lengthText } from "./length-lines";

test("a length keeps the digits that half a pixel is worth", () => {
  expect(lengthText(123.456, "mm", 0.7)).toBe("123.5 mm");
  expect(lengthText(48, "mm", 0.9)).toBe("48.0 mm");
  expect(lengthText(48.0249, "mm", 0.05)).toBe("48.02 mm");
  expect(lengthText(48.26, "px", 1)).toBe("48.3 px");
});

test("ultrasound is measured in millimetres like everything else", () => {
  expect(lengthText(2.016, "cm US Region", 1)).toBe("20.2 mm");
  expect(inMillimetres(2.5, "cm² US Region", 2)).toEqual({ value: 250, unit: "mm²" });
  expect(inMillimetres(2.5, "mm²", 2)).toEqual({ value: 2.5, unit: "mm²" });
});
