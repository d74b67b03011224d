import { expect, test } from "vitest";
import { reasonNotShown } from "./not-shown";

const object = (sopClass: string, syntax = "1.2.840.10008.1.2.1", size = 512) => ({
  "00080016": { Value: [sopClass] },
  "00083002": { Value: [syntax] },
  ...(size ? { "00280010": { Value: [size] }, "00280011": { Value: [size] } } : {}),
});
const SOP = "1.2.840.10008.5.1.4.1.1";

test.each([
  ["an image", object(`${SOP}.2`), null],
  ["a structured report", object(`${SOP}.88.33`, undefined, 0), "report"],
  ["key objects", object(`${SOP}.88.59`, undefined, 0), "key-objects"],
  ["an encapsulated PDF", object(`${SOP}.104.1`, undefined, 0), "document"],
  ["a presentation state", object(`${SOP}.11.1`, undefined, 0), "presentation-state"],
  ["an ECG", object(`${SOP}.9.1.1`, undefined, 0), "waveform"],
  ["a segmentation", object(`${SOP}.66.4`), "segmentation"],
  ["a label map", object(`${SOP}.66.7`), "segmentation"],
  ["contours", object(`${SOP}.481.3`, undefined, 0), "radiotherapy"],
  ["a dose grid", object(`${SOP}.481.2`), null],
  ["H.264 video", object(`${SOP}.77.1.1.1`, "1.2.840.10008.1.2.4.102"), "video"],
  ["a long run", { ...object(`${SOP}.3.1`), "00280008": { Value: [3000] } }, null],
  [
    "frames without end",
    { ...object(`${SOP}.4`), "00280008": { Value: [2_000_000_000] } },
    "too-many-frames",
  ],
  ["raw data", object(`${SOP}.66`, undefined, 0), "no-pixels"],
])("%s", (_name, instance, reason) => {
  expect(reasonNotShown(instance)).toBe(reason);
});
