import { expect, test } from "vitest";
import { windowRange } from "./window-range";

const window = (center: number, width: number, voiFunction?: string) =>
  windowRange({
    "00281050": { Value: [center] },
    "00281051": { Value: [width] },
    ...(voiFunction ? { "00281056": { Value: [voiFunction] } } : {}),
  });

test("a linear window is that of PS3.3 C.11.2.1.2.1, an exact one is as wide as it says", () => {
  expect(window(40, 400)).toEqual({ lower: -160, upper: 239 });
  expect(window(40, 400, "LINEAR")).toEqual({ lower: -160, upper: 239 });
  expect(window(2.5, 5, "LINEAR_EXACT")).toEqual({ lower: 0, upper: 5 });
  expect(window(0.4, 0.8)).toEqual({ lower: 0, upper: 0.8 });
  expect(window(40, 0)).toBeUndefined();
  expect(windowRange(undefined)).toBeUndefined();
});
