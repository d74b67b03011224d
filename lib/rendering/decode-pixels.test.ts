import sharp from "sharp";
import { expect, it } from "vitest";
import { declareRgb } from "./declare-rgb";
import { decodePixels } from "./decode-pixels";
import type { FrameDescription } from "./frame-description";

const frame = (values: Partial<FrameDescription>): FrameDescription => ({
  transferSyntaxUid: "1.2.840.10008.1.2.4.51",
  rows: 8,
  columns: 8,
  samplesPerPixel: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  isSigned: false,
  isFloat: false,
  isPlanar: false,
  photometricInterpretation: "MONOCHROME2",
  slope: 1,
  intercept: 0,
  isInverse: false,
  ...values,
});

/** 8 x 8 pixels of one value in 12-bit JPEG (process 4): a mean of none or of 14 bits, and no other coefficient. */
function extendedJpeg(value: number): Uint8Array {
  const table = (kind: number, counts: number[], values: number[]) => {
    const body = [kind, ...counts, ...new Array(16 - counts.length).fill(0), ...values];
    return [0xff, 0xc4, 0, body.length + 2, ...body];
  };
  const mean = 8 * (value - 2048);
  const isZero = mean === 0;
  // Code 0: no mean; code 10: one of 14 bits. A negative one is stored as its complement.
  const bits = isZero ? "0" : `10${(mean > 0 ? mean : mean + 2 ** 14 - 1).toString(2).padStart(14, "0")}`;
  const coded = `${bits}0`.padEnd(isZero ? 8 : 24, "1");
  const data = coded.match(/.{8}/g)?.flatMap((byte) => {
    const number = Number.parseInt(byte, 2);
    return number === 0xff ? [0xff, 0] : [number];
  });
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xdb, 0, 0x43, 0, ...new Array(64).fill(1)],
    ...[0xff, 0xc1, 0, 11, 12, 0, 8, 0, 8, 1, 1, 0x11, 0],
    ...table(0, [1, 1], [0, 14]),
    ...table(0x10, [1], [0]),
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, ...(data ?? []), 0xff, 0xd9],
  ]);
}

it.each([0, 17, 1000, 2048, 3080, 4080, 4095])("decodes %i in 12-bit JPEG as what it is", async (value) => {
  const { bytes } = await decodePixels(extendedJpeg(value), frame({}));
  const values = new Uint16Array(bytes.buffer, bytes.byteOffset, 64);
  expect([...new Set(values)]).toEqual([value]);
});

it("takes JPEG for RGB when the data set says so and the stream says nothing", async () => {
  const [red, green, blue] = [200, 40, 90];
  const raw = Buffer.alloc(16 * 16 * 3, Buffer.of(red, green, blue));
  const options = { raw: { width: 16, height: 16, channels: 3 as const } };
  // Without a JFIF or Adobe marker nothing says what the components are.
  const silent = await sharp(raw, options).jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
  const marker = [0xff, 0xe0, 0, 16, ...Buffer.from("JFIF"), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const jfif = Buffer.concat([silent.subarray(0, 2), Buffer.from(marker), silent.subarray(2)]);
  expect(declareRgb(jfif)).toBe(jfif);
  const size = { rows: 16, columns: 16, samplesPerPixel: 3, bitsAllocated: 8, bitsStored: 8, highBit: 7 };
  const decoded = async (photometricInterpretation: string) => {
    const description = frame({
      ...size,
      transferSyntaxUid: "1.2.840.10008.1.2.4.50",
      photometricInterpretation,
    });
    return [...(await decodePixels(silent, description)).bytes.subarray(0, 3)];
  };
  const near = (values: number[], wanted: number[]) =>
    values.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= 3);
  expect(near(await decoded("YBR_FULL_422"), [red, green, blue])).toBe(true);
  // Its components as they are: luminance and two differences of colour.
  expect(near(await decoded("RGB"), [94, 126, 204])).toBe(true);
});
