import { expect, test } from "vitest";
import { presetsOf } from "./presets";

const value = (vr: string, ...values: unknown[]) => ({ vr, Value: values });

test("CT in Hounsfield units has the fixed windows, and then its own", () => {
  const presets = presetsOf("CT", {
    "00080060": value("CS", "CT"),
    "00281052": value("DS", -1024),
    "00281050": value("DS", 40),
    "00281051": value("DS", 300),
    "00281055": value("LO", "Abdomen"),
  });
  expect(presets[0]).toMatchObject({ key: "softTissue", center: 40, width: 400 });
  expect(presets.at(-1)).toMatchObject({ label: "Abdomen", width: 300 });
});

test("MR has what its file says: every window, and the curve", () => {
  const presets = presetsOf("MR", {
    "00281050": value("DS", 500, 900),
    "00281051": value("DS", 1000, 0),
    "00283010": value("SQ", {
      "00283002": value("US", 3, 10, 16),
      "00283006": value("US", 0, 100, 4095),
    }),
  });
  expect(presets.map(({ center, width }) => [center, width])).toEqual([
    [500, 1000],
    [11.5, 3],
  ]);
  expect(presets[1]?.curve).toEqual({ first: 10, entries: [0, 100, 4095] });
});
