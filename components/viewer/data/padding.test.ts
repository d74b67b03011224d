import { expect, test } from "vitest";
import { paddingOf, windowWithoutPadding } from "./padding";

test("padding is given in stored values and compared with rescaled ones", () => {
  const dataset = {
    "00280120": { vr: "SS", Value: [63_536] },
    "00280101": { vr: "US", Value: [16] },
    "00280103": { vr: "US", Value: [1] },
    "00281052": { vr: "DS", Value: [-24] },
    "00281053": { vr: "DS", Value: [1] },
  };
  expect(paddingOf(dataset)).toEqual({ lowest: -2024, highest: -2024 });
  expect(paddingOf({})).toBeUndefined();
});

test("the window spans what was measured", () => {
  const padding = { lowest: -2024, highest: -2000 };
  expect(windowWithoutPadding([-2024, -1000, 999, -2010], padding)).toEqual({
    windowCenter: 0,
    windowWidth: 2000,
  });
  expect(windowWithoutPadding([-1000, 999], padding)).toBeUndefined();
  expect(windowWithoutPadding([-2024, -2024], padding)).toBeUndefined();
});
