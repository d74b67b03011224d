import { beforeEach, describe, expect, it, vi } from "vitest";

/** A fresh module each time: what it learnt of the line stays with the page. */
async function lineSpeed() {
  vi.resetModules();
  return import("./line-speed");
}

/** An answer of so many bytes a second, in pieces of 16 KiB. */
function transfer(followTransfer: (now: () => number) => { came(bytes: number): void }, speed: number) {
  let clock = 1000;
  const { came } = followTransfer(() => clock);
  return (bytes: number) => {
    for (let at = 16_384; at <= bytes; at += 16_384) {
      clock += (16_384 / speed) * 1000;
      came(at);
    }
  };
}

describe("the speed of the line", () => {
  beforeEach(() => performance.clearResourceTimings());

  it("asks for no preview while nothing is known of it", async () => {
    const { isWorthPreview } = await lineSpeed();
    expect(isWorthPreview(512 * 512 * 2)).toBe(false);
  });

  it("is known before an image has come whole", async () => {
    const { followTransfer, isWorthPreview } = await lineSpeed();
    const take = transfer(followTransfer, 312_500);
    take(49_152);
    expect(isWorthPreview(512 * 512 * 2)).toBe(false);
    take(131_072);
    expect(isWorthPreview(512 * 512 * 2)).toBe(true);
  });

  it("tells a slice from a radiograph on a line between slow and fast", async () => {
    const { followTransfer, isWorthPreview } = await lineSpeed();
    transfer(followTransfer, 10_000_000)(1_000_000);
    expect(isWorthPreview(512 * 512 * 2)).toBe(false);
    expect(isWorthPreview(3000 * 3000 * 2)).toBe(true);
  });
});
