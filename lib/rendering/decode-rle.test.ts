import { expect, it } from "vitest";
import { decodeRle } from "./decode-rle";

/** A frame of these segments, each with its PackBits bytes. */
function frameOf(...segments: number[][]): Uint8Array {
  const header = Buffer.alloc(64);
  header.writeUInt32LE(segments.length, 0);
  let at = 64;
  segments.forEach((segment, index) => {
    header.writeUInt32LE(at, 4 + index * 4);
    at += segment.length;
  });
  return Buffer.concat([header, ...segments.map((segment) => Buffer.from(segment))]);
}

it("expands runs and literals, high byte first, into little endian", () => {
  // 4 pixels of 16 bits: 0x0102 three times, then 0x0304.
  const frame = frameOf([254, 1, 0, 3], [254, 2, 0, 4]);
  expect([...decodeRle(frame, 4, 1, 2)]).toEqual([2, 1, 2, 1, 2, 1, 4, 3]);
});

it("interleaves colours", () => {
  expect([...decodeRle(frameOf([255, 1], [255, 2], [255, 3]), 2, 3, 1)]).toEqual([1, 2, 3, 1, 2, 3]);
});

it("writes no more than the frame holds, and refuses segments that lie", () => {
  expect([...decodeRle(frameOf([129, 7, 129, 7]), 4, 1, 1)]).toEqual([7, 7, 7, 7]);
  const lying = frameOf([0, 1]);
  new DataView(lying.buffer, lying.byteOffset).setUint32(4, 9999, true);
  expect(() => decodeRle(lying, 4, 1, 1)).toThrow("outside");
  expect(() => decodeRle(frameOf([0, 1], [0, 1]), 4, 1, 1)).toThrow("don't fit");
});
