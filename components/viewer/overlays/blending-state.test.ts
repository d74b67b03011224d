import { expect, test } from "vitest";
import type { DicomJson } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { blendingStateOf, blendingsOf } from "./blending-state";

const value = (...values: unknown[]) => ({ Value: values });
const table = (...bytes: number[]) => ({ InlineBinary: btoa(String.fromCharCode(...bytes)) });
const input = (position: string, series: string, center: number, width: number): DicomJson => ({
  "00700405": value(position),
  "00081115": value({ "0020000E": value(series) }),
  "00283110": value({ "00281050": value(center), "00281051": value(width) }),
});
const instance: DicomJson = {
  "00700080": value("FUSIE"),
  "00700081": value("PET over CT"),
  "00700402": value(input("SUPERIMPOSED", "1.2", 2500, 5000), input("UNDERLYING", "1.1", 40, 400)),
  "00700403": value(0.25),
  "00281101": value(2, 0, 8),
  "00281102": value(2, 0, 8),
  "00281103": value(2, 0, 16),
  "00281201": table(0, 255),
  "00281202": table(51, 51),
  "00281203": table(0, 0, 255, 255),
};
const setOf = (changed: DicomJson) =>
  ({ id: "b", studyInstanceUid: "1", description: "", instance: { ...instance, ...changed } }) as DisplaySet;

test("a blending state says which series lies over which, in which windows, colours and opacity", () => {
  expect(blendingStateOf(setOf({}))).toEqual({
    id: "b",
    label: "FUSIE · PET over CT",
    studyInstanceUid: "1",
    underlying: { seriesInstanceUids: new Set(["1.1"]), window: { lower: -160, upper: 239 } },
    superimposed: { seriesInstanceUids: new Set(["1.2"]), window: { lower: 0, upper: 4999 } },
    opacity: 0.25,
    palette: [
      [0, 0.2, 0],
      [1, 0.2, 1],
    ],
  });
});

test("without colours, opacity or both series it says nothing that could be drawn", () => {
  expect(blendingStateOf(setOf({ "00281203": undefined }))).toBeUndefined();
  expect(blendingStateOf(setOf({ "00281203": table(0) }))).toBeUndefined();
  expect(blendingStateOf(setOf({ "00700403": undefined }))).toBeUndefined();
  expect(blendingStateOf(setOf({ "00700402": value(input("UNDERLYING", "1.1", 40, 400)) }))).toBeUndefined();
});

test("it holds for its own two series only, the right way round", () => {
  const state = blendingStateOf(setOf({}));
  if (!state) throw new Error("no state");
  const [ct, pet] = [{ seriesInstanceUid: "1.1" }, { seriesInstanceUid: "1.2" }];
  expect(blendingsOf([state], ct, pet)).toEqual([state]);
  expect(blendingsOf([state], pet, ct)).toEqual([]);
});
