import { expect, test } from "vitest";
import type { DicomAttributes, SyntheticInstance } from "../types";
import { markedBy } from ".";
import { lesionsOf } from "./lesions";

const images = Array.from(
  { length: 6 },
  (_, index): SyntheticInstance => ({
    attributes: {
      SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
      SOPInstanceUID: `2.25.${index + 1}`,
      SeriesInstanceUID: "2.25.100",
      StudyInstanceUID: "2.25.200",
      FrameOfReferenceUID: "2.25.300",
      Rows: 512,
      Columns: 512,
      PixelSpacing: ["0.74", "0.74"],
      ImagePositionPatient: ["-189.07", "-189.07", String(-5 * index)],
      ImageOrientationPatient: ["1", "0", "0", "0", "1", "0"],
    },
  }),
);
const marks = markedBy(images, lesionsOf([{ x: 10, y: -20, t: 10, radius: 7.4 }], { from: 0, step: 5 }));
const attributesOf = (name: string): DicomAttributes =>
  marks.find((mark) => mark.name === name)?.instance.attributes ?? {};

test("there is one object of each kind, and none without lesions", () => {
  expect(marks.map(({ instance }) => instance.attributes.Modality)).toEqual([
    "SEG",
    "RTSTRUCT",
    "SR",
    "KO",
    "PR",
  ]);
  expect(markedBy(images, [])).toEqual([]);
});

test("the contour lies round the lesion, in the patient's millimetres", () => {
  const [region] = attributesOf("structures").ROIContourSequence as DicomAttributes[];
  const contours = region?.ContourSequence as DicomAttributes[];
  const middle = contours.find(({ ContourData }) => Number((ContourData as string[])[2]) === -10);
  const data = ((middle?.ContourData ?? []) as string[]).map(Number);
  const xs = data.filter((_, index) => index % 3 === 0);
  expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(10, 1);
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(2 * (7.4 + 4 * 0.74), 1);
});

test("the segment's bits are where the lesion is", () => {
  const pixels = marks[0]?.instance.pixelData as Uint8Array;
  const frames = Number(attributesOf("segmentation").NumberOfFrames);
  expect(pixels).toHaveLength((512 * 512 * frames) / 8);
  const isSet = (frame: number, column: number, row: number) => {
    const bit = (frame * 512 + row) * 512 + column;
    return ((pixels[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  };
  const middle = Math.floor(frames / 2);
  expect(isSet(middle, 269, 228)).toBe(true);
  expect(isSet(middle, 200, 228)).toBe(false);
});
