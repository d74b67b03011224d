import { expect, test } from "vitest";
import { SpeedMeter } from "./speed";

test("the speed is that of the last ten seconds", () => {
  const meter = new SpeedMeter();
  meter.add(0, 0);
  expect(meter.bytesPerSecond).toBeNull();
  meter.add(2_000_000, 2000);
  expect(meter.bytesPerSecond).toBe(1_000_000);
  expect(meter.timeLeft(5_000_000)).toBe(5000);
  meter.add(2_000_000, 13_000);
  expect(meter.bytesPerSecond).toBeNull();
});
