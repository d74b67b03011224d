import { expect, test } from "vitest";
import type { DicomJson } from "./dicom-json";
import { pointerText, valueUnit } from "./pointer-value";

const dataset = (modality: string, extra: Record<string, unknown> = {}): DicomJson => ({
  "00080060": { Value: [modality] },
  ...Object.fromEntries(Object.entries(extra).map(([tag, value]) => [tag, { Value: [value] }])),
});

test("writes column, row, position and value", () => {
  expect(pointerText(256, 256, 100, [42], "HU")).toBe("x 256 y 256 z 100: 42 HU");
  expect(pointerText(0, 7, 1, [12, 0, 255], "")).toBe("x 0 y 7 z 1: 12 0 255");
  expect(pointerText(1, 2, 3, [0.123456], "Gy")).toBe("x 1 y 2 z 3: 0.1235 Gy");
});

test("names a unit only where the file does", () => {
  expect(valueUnit(dataset("CT", { "00281052": -1024 }))).toBe("HU");
  expect(valueUnit(dataset("CT"))).toBe("");
  expect(valueUnit(dataset("CT", { "00281052": 0, "00281054": "US" }))).toBe("");
  expect(valueUnit(dataset("MR", { "00281054": "normalized" }))).toBe("");
  expect(valueUnit(dataset("PT", { "00541001": "BQML" }))).toBe("Bq/ml");
  expect(valueUnit(dataset("US", { "00280002": 3 }))).toBe("");
});
