import { expect, test } from "vitest";
import { viewerHref } from "./viewer-href";

const series = { studyInstanceUid: "1.2", seriesInstanceUid: "1.2.3" };

test("a place in the images is in the address: image, column and row", () => {
  const at = "/viewer?share=a-b&studyUID=1.2&seriesUID=1.2.3";
  expect(viewerHref("a-b", series)).toBe(at);
  expect(viewerHref("a-b", { ...series, frame: 4 })).toBe(`${at}&frame=4`);
  expect(viewerHref("a-b", { ...series, frame: 4, x: 0, y: 511 })).toBe(`${at}&frame=4&x=0&y=511`);
});

test("a column and a row say nothing without the image, or without each other", () => {
  expect(viewerHref("a", { ...series, x: 3, y: 4 })).not.toMatch(/x=/);
  expect(viewerHref("a", { ...series, frame: 4, x: 3 })).not.toMatch(/x=/);
});
