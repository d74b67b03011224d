import { beforeEach, expect, test, vi } from "vitest";
import { FrameError } from "./frame-error";

let size = 0;
const loaded = new Set<string>();
vi.mock("@cornerstonejs/core", () => ({
  cache: {
    isLoaded: (imageId: string) => loaded.has(imageId),
    getCacheSize: () => size,
    getMaxCacheSize: () => 100,
  },
}));
type Loading = { imageId: string; done: () => Promise<void>; fail: (error: FrameError) => Promise<void> };
const running: Loading[] = [];
const begun: string[] = [];
vi.mock("./load-frame", () => ({
  loadFrame: (imageId: string) =>
    new Promise<void>((resolve, reject) => {
      begun.push(imageId);
      const end = async (act: () => void) => {
        running.splice(
          running.findIndex((each) => each.imageId === imageId),
          1,
        );
        act();
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      };
      running.push({
        imageId,
        done: () => {
          loaded.add(imageId);
          return end(resolve);
        },
        fail: (error) => end(() => reject(error)),
      });
    }),
}));

const { Prefetcher } = await import("./prefetch");
const names = (count: number, prefix = "a") => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

beforeEach(() => {
  size = 0;
  for (const list of [running, begun]) list.length = 0;
  loaded.clear();
});

test("four are under way at most: connections stay free for the image that is asked for", async () => {
  const prefetcher = new Prefetcher(() => undefined);
  prefetcher.setPlan(names(10));
  expect(begun).toEqual(names(4));
  await running[0]?.done();
  expect(begun).toEqual(names(5));
  expect(running).toHaveLength(4);
});

test("another plan holds from the next frame on, and nothing is loaded twice", async () => {
  const prefetcher = new Prefetcher(() => undefined);
  prefetcher.setPlan(names(8));
  prefetcher.setPlan(["b0", "a1", "b1", ...names(8)]);
  await running[0]?.done();
  await running[0]?.done();
  await running[0]?.done();
  expect(begun).toEqual([...names(4), "b0", "b1", "a4"]);
});

test("it stops before the cache is full, and when the page is left", async () => {
  const prefetcher = new Prefetcher(() => undefined);
  prefetcher.setPlan(names(8));
  size = 86;
  await running[0]?.done();
  expect(begun).toEqual(names(4));
  size = 0;
  prefetcher.stop();
  await running[0]?.done();
  expect(begun).toEqual(names(4));
});

test("what may pass is tried again after the others, three times; what is damaged isn't", async () => {
  const told: string[] = [];
  const prefetcher = new Prefetcher((imageId, { kind }) => told.push(`${imageId} ${kind}`));
  prefetcher.setPlan(["late", "bad"]);
  for (let turn = 0; turn < 3; turn += 1)
    await running.find(({ imageId }) => imageId === "late")?.fail(new FrameError("timeout"));
  await running.find(({ imageId }) => imageId === "bad")?.fail(new FrameError("decode"));
  expect(begun).toEqual(["late", "bad", "late", "late"]);
  expect(told).toEqual(["late timeout", "late timeout", "late timeout", "bad decode"]);
  expect(running).toEqual([]);
});
