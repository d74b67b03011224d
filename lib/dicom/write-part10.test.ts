import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { fc } from "@/tests/support/fast-check";
import { getNumber, getNumbers, getString } from "./data-set";
import { formatDecimal, joinBytes } from "./encode-data-set";
import { decodeFrameIndex, encodeFrameIndex, frameRanges } from "./frame-index";
import { scan } from "./samples.node";
import { newUid, SOP_CLASS } from "./uids";
import { writePart10 } from "./write-part10";

const identity = () => ({
  SOPClassUID: SOP_CLASS.secondaryCapture,
  SOPInstanceUID: newUid(),
  StudyInstanceUID: newUid(),
  SeriesInstanceUID: newUid(),
});

test("a written file reads back", () => {
  const frames = [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6, 7, 8)];
  const object = {
    ...identity(),
    PatientName: "Jansen^Zoë",
    Rows: 2,
    Columns: 2,
    BitsAllocated: 8,
    SamplesPerPixel: 1,
    NumberOfFrames: 2,
    PixelSpacing: [1 / 3, 0.5],
  };
  const file = joinBytes(writePart10(object, { frames, vr: "OB" }));
  const scanned = scan(file);
  expect(getString(scanned.dataSet, "PatientName")).toBe("Jansen^Zoë");
  expect(getNumber(scanned.dataSet, "Rows")).toBe(2);
  expect(getNumbers(scanned.dataSet, "PixelSpacing")[0]).toBeCloseTo(1 / 3, 12);
  expect(scanned.warnings).toEqual([]);
  const encoded = encodeFrameIndex(
    scanned.pixelData?.frames ?? { kind: "native", frameCount: 0, offset: 0, bitsPerFrame: 8 },
  );
  const [range] = frameRanges(encoded, 2);
  expect(range && file.subarray(range.offset, range.offset + range.length)).toEqual(frames[1]);
  expect(() => frameRanges(encoded, 3)).toThrow(/no frame 3/);
});

test("encapsulated frames get an offset table and are found", () => {
  const encapsulated = [Uint8Array.of(0xff, 0xd8, 0xff, 1, 2), Uint8Array.of(0xff, 0xd8, 0xff, 3)];
  const pixels = { encapsulated, transferSyntaxUid: "1.2.840.10008.1.2.4.50" };
  const file = joinBytes(writePart10({ ...identity(), NumberOfFrames: 2 }, pixels));
  const scanned = scan(file, {}, [3]);
  expect(scanned.transferSyntaxUid).toBe("1.2.840.10008.1.2.4.50");
  const encoded = encodeFrameIndex(
    scanned.pixelData?.frames ?? { kind: "native", frameCount: 0, offset: 0, bitsPerFrame: 8 },
  );
  encapsulated.forEach((frame, index) => {
    const [range] = frameRanges(encoded, index + 1);
    expect(range && file.subarray(range.offset, range.offset + frame.length)).toEqual(frame);
  });
});

test("an encoded frame index says what the index says", () => {
  const cases = fc.record({
    gap: fc.array(fc.integer({ min: 0, max: 5_000_000_000 }), { minLength: 1, maxLength: 30 }),
    start: fc.integer({ min: 0, max: 1000 }),
    every: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(cases, ({ gap, start, every }) => {
      const fragmentOffsets: number[] = [];
      let end = start;
      for (const length of gap) {
        fragmentOffsets.push(end + 8);
        end += 8 + length;
      }
      const firstFragments = fragmentOffsets.map((_, i) => i).filter((i) => i % every === 0);
      const index = {
        kind: "encapsulated" as const,
        frameCount: firstFragments.length,
        fragmentOffsets,
        end,
        firstFragments,
      };
      const encoded = encodeFrameIndex(index);
      expect(decodeFrameIndex(encoded)).toEqual(index);
      const ranges = firstFragments.flatMap((_, frame) => frameRanges(encoded, frame + 1));
      expect(ranges.map((range) => range.length)).toEqual(gap);
      expect(ranges.map((range) => range.offset)).toEqual(fragmentOffsets);
    }),
  );
});

test("decimal strings fit in 16 characters and keep what fits", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
      const text = formatDecimal(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-7);
    }),
  );
});

test("what PS3.6 doesn't know is refused", () => {
  expect(() => writePart10({ ...identity(), PatientNam: "x" })).toThrow(/no attribute/);
  expect(() => writePart10({ PatientName: "x" })).toThrow(/SOPInstanceUID/);
});

test("another program reads it", (context) => {
  if (spawnSync("which", ["dcmdump"]).status !== 0) context.skip("dcmdump is not installed");
  const folder = mkdtempSync(path.join(tmpdir(), "write-"));
  const file = path.join(folder, "a.dcm");
  const object = {
    ...identity(),
    ReferencedStudySequence: [{ ReferencedSOPInstanceUID: "1.2" }],
    PatientName: "Ångström",
  };
  writeFileSync(file, joinBytes(writePart10(object)));
  const { status, stderr, stdout } = spawnSync("dcmdump", ["+E", file], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("ReferencedStudySequence");
});
