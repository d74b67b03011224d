import { describe, expect, it } from "vitest";
import {
  centralHeader,
  centralHeaderLength,
  dosTime,
  endOfArchive,
  localHeader,
  localHeaderLength,
} from "./zip-format";

const at = dosTime(new Date("2026-01-02T03:04:06Z"));
const GIGABYTE = 1024 ** 3;

describe("ZIP64", () => {
  it("appears only where a number needs it", () => {
    const small = { name: "A", length: 10, crc32: 1 };
    expect(localHeader(small, at)).toHaveLength(31);
    expect(centralHeader(small, 5, at)).toHaveLength(47);
    expect(endOfArchive(3, 100, 50)).toHaveLength(22);
  });

  it("holds sizes and offsets beyond 4 GiB", () => {
    const large = { name: "A", length: 5 * GIGABYTE, crc32: 1 };
    const local = localHeader(large, at);
    expect(local).toHaveLength(localHeaderLength(large));
    expect(local.readUInt32LE(18)).toBe(0xffffffff);
    expect(local.readBigUInt64LE(35)).toBe(BigInt(5 * GIGABYTE));
    const central = centralHeader({ ...large, length: 10 }, 6 * GIGABYTE, at);
    for (const [length, offset] of [
      [10, 0],
      [5 * GIGABYTE, 0],
      [10, 6 * GIGABYTE],
      [5 * GIGABYTE, 6 * GIGABYTE],
    ] as const) {
      const entry = { ...large, length };
      expect(centralHeader(entry, offset, at)).toHaveLength(centralHeaderLength(entry, offset));
    }
    expect(central.readUInt32LE(42)).toBe(0xffffffff);
    expect(central.readUInt32LE(20)).toBe(10);
    expect(central.readBigUInt64LE(47 + 4)).toBe(BigInt(6 * GIGABYTE));
  });

  it("counts more than 65534 entries", () => {
    const end = endOfArchive(70_000, 1000, 2000);
    expect(end).toHaveLength(98);
    expect(end.readBigUInt64LE(32)).toBe(70_000n);
    expect(end.readBigUInt64LE(64)).toBe(3000n);
    expect(end.readUInt16LE(76 + 10)).toBe(0xffff);
  });
});

it("writes MS-DOS times", () => {
  expect(at.date).toBe(((2026 - 1980) << 9) | (1 << 5) | 2);
  expect(at.time).toBe((3 << 11) | (4 << 5) | 3);
  expect(dosTime(new Date(0)).date >> 9).toBe(0);
});
