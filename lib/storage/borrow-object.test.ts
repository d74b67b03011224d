import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OpenObjects } from "./borrow-object";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function countingStorage() {
  const counts = { opened: 0, closed: 0 };
  const open = async (key: string) => {
    counts.opened += 1;
    if (key === "missing") throw new Error("missing");
    return {
      size: 3,
      readInto: async () => 3,
      close: async () => {
        counts.closed += 1;
      },
    };
  };
  return { counts, objects: new OpenObjects({ open }) };
}

it("opens an object once for those that use it after each other and at once, and closes it later", async () => {
  const { counts, objects } = countingStorage();
  const [a, b] = await Promise.all([objects.borrow("x"), objects.borrow("x")]);
  await a.close();
  await a.close();
  vi.advanceTimersByTime(60_000);
  expect(counts).toEqual({ opened: 1, closed: 0 });
  await b.close();
  await (await objects.borrow("x")).close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(counts).toEqual({ opened: 1, closed: 1 });
  await objects.borrow("x");
  expect(counts.opened).toBe(2);
});

it("closes what was used longest ago when many are open", async () => {
  const { counts, objects } = countingStorage();
  for (let index = 0; index < 300; index++) await (await objects.borrow(`key ${index}`)).close();
  await vi.advanceTimersByTimeAsync(0);
  expect(counts).toEqual({ opened: 300, closed: 44 });
});

it("asks again for an object that could not be opened", async () => {
  const { counts, objects } = countingStorage();
  await expect(objects.borrow("missing")).rejects.toThrow("missing");
  await expect(objects.borrow("missing")).rejects.toThrow("missing");
  expect(counts.opened).toBe(2);
});
