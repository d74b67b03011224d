import { expect, test } from "vitest";
import type { Frame } from "../data/display-sets";
import { datasetOf } from "./dataset-of";
import { forgetFrames, knownFrames, registerFrames } from "./image-loader";

const frame = (name: string, rows: number) =>
  ({
    imageId: `wadors:/${name}/frames/1`,
    dataset: { "00280010": { vr: "US", Value: [rows] } },
  }) as unknown as Frame;

test("frames are forgotten with their study, but for what the next one has made known meanwhile", () => {
  const [first, again, other] = [frame("a", 1), frame("a", 2), frame("b", 3)];
  registerFrames([first, other]);
  const left = knownFrames();
  registerFrames([again]);
  forgetFrames(left);
  expect(datasetOf(first.imageId)).toBe(again.dataset);
  expect(datasetOf(other.imageId)).toBeUndefined();
  forgetFrames(knownFrames());
  expect(datasetOf(again.imageId)).toBeUndefined();
  expect(knownFrames().size).toBe(0);
});
