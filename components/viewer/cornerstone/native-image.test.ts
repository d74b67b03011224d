import { expect, test } from "vitest";
import type { DicomJson } from "../data/dicom-json";
import { nativeImage } from "./native-image";

const LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

function dataset(values: Record<string, unknown>): DicomJson {
  const all = {
    "00280010": 1,
    "00280011": 4,
    "00280002": 1,
    "00280004": "MONOCHROME2",
    "00280100": 16,
    "00280101": 16,
    "00280102": 15,
    "00280103": 0,
    ...values,
  };
  return Object.fromEntries(Object.entries(all).map(([tag, value]) => [tag, { Value: [value] }]));
}

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const make = (bytes: Uint8Array<ArrayBuffer>, values = {}, transferSyntaxUid = LITTLE_ENDIAN) =>
  nativeImage("id", { bytes, transferSyntaxUid }, dataset(values));

test("stored values become values after rescale", () => {
  const image = make(words(0, 1000, 1024, 4095), {
    "00281052": -1024,
    "00281053": 1,
    "00280101": 12,
    "00280102": 11,
  });
  expect([...(image?.getPixelData() ?? [])]).toEqual([-1024, -24, 0, 3071]);
  expect([image?.minPixelValue, image?.maxPixelValue, image?.preScale?.scaled]).toEqual([-1024, 3071, true]);
});

test("the sign stands at Bits Stored; bits above it say nothing", () => {
  const signed = make(words(0x0fff, 0x0800, 0x07ff, 0xf001), {
    "00280101": 12,
    "00280102": 11,
    "00280103": 1,
  });
  expect([...(signed?.getPixelData() ?? [])]).toEqual([-1, -2048, 2047, 1]);
  const unsigned = make(words(0x1fff, 0xf000, 1, 2), { "00280101": 12, "00280102": 11 });
  expect([...(unsigned?.getPixelData() ?? [])]).toEqual([0x0fff, 0, 1, 2]);
});

test("fractions stay fractions", () => {
  const image = make(words(0, 1, 2, 3), { "00281053": 0.5, "00281052": 0.25 });
  expect([...(image?.getPixelData() ?? [])]).toEqual([0.25, 0.75, 1.25, 1.75]);
});

test("what isn't plain greyscale is left to the decoders", () => {
  expect(make(words(0, 0, 0, 0), {}, "1.2.840.10008.1.2.4.70")).toBeUndefined();
  expect(make(words(0, 0, 0, 0), { "00280002": 3 })).toBeUndefined();
  expect(make(words(0, 0, 0, 0), { "00280004": "PALETTE COLOR" })).toBeUndefined();
  expect(make(words(0, 0), {})).toBeUndefined();
  expect(make(words(0, 0, 0, 0), { "00280102": 14 })).toBeUndefined();
});
