import { expect, test, vi } from "vitest";

vi.mock("@cornerstonejs/dicom-image-loader", () => ({
  wadors: { metaDataManager: { get: () => undefined } },
}));
vi.mock("@cornerstonejs/core", () => ({}));
const { linesOf } = await import("./region-lines");

const value = (...values: unknown[]) => ({ Value: values });
const statistics = { area: 123.456, areaUnit: "mm²", mean: 42.25, stdDev: 3.125, min: 12, max: 80 };

test("a region says mean and spread, extremes and area, in the unit of its values", () => {
  const ct = { "00080060": value("CT"), "00281052": value(-1024) };
  expect(linesOf(statistics, ct)).toEqual(["42.3 ± 3.1 HU", "12 … 80 HU", "123 mm²"]);
  expect(linesOf(statistics, { "00080060": value("MR") })).toEqual(["42.3 ± 3.1", "12 … 80", "123 mm²"]);
});

test("uptake is said as SUVbw where the header allows it, else in its stored unit", () => {
  const pet = { "00080060": value("PT"), "00541001": value("CNTS"), "70531000": value(0.1) };
  expect(linesOf(statistics, pet)).toEqual(["4.2 ± 0.31 SUVbw", "1.2 … 8 SUVbw", "123 mm²"]);
  const becquerel = { "00080060": value("PT"), "00541001": value("BQML") };
  expect(linesOf(statistics, becquerel)[0]).toBe("42.3 ± 3.1 Bq/ml");
});

test("of colours there is an area alone", () => {
  const colours = { "00280002": value(3) };
  expect(linesOf({ ...statistics, mean: [1, 2, 3] }, colours)).toEqual(["123 mm²"]);
});
