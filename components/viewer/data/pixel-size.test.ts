import { expect, test } from "vitest";
import type { DicomJson } from "./dicom-json";
import { pixelSize } from "./pixel-size";

const of = (values: Record<string, unknown[]>): DicomJson =>
  Object.fromEntries(Object.entries(values).map(([tag, Value]) => [tag, { vr: "DS", Value }]));
const region = (across: number, down: number) =>
  of({ "00186024": [3], "00186026": [3], "0018602C": [across], "0018602E": [down] });

test("Pixel Spacing says how large pixels are; what is no size doesn't", () => {
  expect(pixelSize(of({ "00280030": [0.9, 0.6], "00280034": [1, 1] }))).toEqual({
    down: 0.9,
    across: 0.6,
    isMeasured: true,
  });
  expect(pixelSize(of({ "00280030": [0, 0] }))).toEqual({ down: 1, across: 1, isMeasured: false });
});

test("Pixel Aspect Ratio gives height to width, ultrasound regions the same where they agree", () => {
  expect(pixelSize(of({ "00280034": [3, 2] }))).toEqual({ down: 1.5, across: 1, isMeasured: false });
  expect(pixelSize(of({ "00280034": [0, 2] })).down).toBe(1);
  expect(pixelSize(of({ "00186011": [region(0.06, 0.09)] })).down).toBeCloseTo(1.5);
  expect(pixelSize(of({ "00186011": [region(0.06, 0.09), region(0.05, 0.05)] })).down).toBe(1);
});
