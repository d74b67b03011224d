import { expect, test } from "vitest";
import { isMisread } from "./misread";

const codestream = (depth: number) => {
  const bytes = new Uint8Array(80);
  bytes.set([0xff, 0x4f, 0xff, 0x51], 5);
  bytes[5 + 42] = depth;
  return bytes;
};
const asked = (transferSyntaxUid: string, values: Record<string, unknown>, bytes = new Uint8Array(80)) =>
  isMisread(
    { bytes, transferSyntaxUid },
    Object.fromEntries(Object.entries(values).map(([tag, value]) => [tag, { vr: "", Value: [value] }])),
  );
const JPEG_2000 = "1.2.840.10008.1.2.4.90";

test("a sign that data set and codestream don't agree on is left to the server", () => {
  expect(asked(JPEG_2000, { "00280103": 1 }, codestream(0x0c))).toBe(true);
  expect(asked(JPEG_2000, { "00280103": 1 }, codestream(0x8c))).toBe(false);
  expect(asked(JPEG_2000, { "00280103": 0 }, codestream(0x0f))).toBe(false);
  expect(asked(JPEG_2000, { "00280103": 0 }, codestream(0x8f))).toBe(true);
  // No codestream: the decoder says so.
  expect(asked(JPEG_2000, { "00280103": 1 })).toBe(false);
});

test("so are 16-bit colours in RLE and JPEG that is said to be RGB", () => {
  expect(asked("1.2.840.10008.1.2.5", { "00280002": 3, "00280100": 16 })).toBe(true);
  expect(asked("1.2.840.10008.1.2.5", { "00280002": 3, "00280100": 8 })).toBe(false);
  expect(asked("1.2.840.10008.1.2.5", { "00280002": 1, "00280100": 16 })).toBe(false);
  expect(asked("1.2.840.10008.1.2.4.50", { "00280002": 3, "00280004": "RGB" })).toBe(true);
  expect(asked("1.2.840.10008.1.2.4.50", { "00280002": 3, "00280004": "YBR_FULL_422" })).toBe(false);
});
