import { expect, test } from "vitest";
import type { DicomObject } from "./attributes";
import { elementHeader, encodeDataSet, encodeElement, itemHeader, joinBytes } from "./encode-data-set";
import { encodeFrameIndex, type FrameRange, frameCountOf, frameRanges } from "./frame-index";
import { scan } from "./samples.node";
import type { ScannedInstance } from "./scan-part10";
import { TAG } from "./tags";
import { encodeFileMeta } from "./write-part10";

const JPEG = "1.2.840.10008.1.2.4.50";

/** A file with encapsulated pixel data of the given fragments. */
function encapsulated(
  object: DicomObject,
  fragments: Uint8Array[],
  options: { table?: number[]; extended?: number[]; transferSyntaxUid?: string } = {},
): Uint8Array {
  const { table = [], extended, transferSyntaxUid = JPEG } = options;
  const offsets = new Uint8Array(Uint32Array.from(table).buffer);
  const longOffsets = extended && new Uint8Array(BigUint64Array.from(extended.map(BigInt)).buffer);
  return joinBytes([
    encodeFileMeta({ sopClassUid: "1.2.3", sopInstanceUid: "1.2.4", transferSyntaxUid }),
    encodeDataSet({ SOPClassUID: "1.2.3", SOPInstanceUID: "1.2.4", ...object }),
    ...(longOffsets ? [encodeElement(TAG.ExtendedOffsetTable, "OV", longOffsets)] : []),
    elementHeader(TAG.PixelData, "OB", 0xffffffff),
    itemHeader(TAG.Item, offsets.length),
    offsets,
    ...fragments.flatMap((fragment) => [itemHeader(TAG.Item, fragment.length), fragment]),
    itemHeader(TAG.SequenceDelimitation, 0),
  ]);
}

function ranges({ pixelData }: ScannedInstance): FrameRange[][] {
  if (!pixelData?.frames) return [];
  const encoded = encodeFrameIndex(pixelData.frames);
  return Array.from({ length: frameCountOf(encoded) }, (_, index) => frameRanges(encoded, index + 1));
}

function contents(file: Uint8Array): number[][] {
  const scanned = scan(file, { requireIdentity: false }, [5]);
  return ranges(scanned).map((frame) =>
    frame.flatMap(({ offset, length }) => [...file.subarray(offset, offset + length)]),
  );
}

const start = (n: number): Uint8Array => Uint8Array.of(0xff, 0xd8, 0xff, n);
const rest = (n: number): Uint8Array => Uint8Array.of(n, n);

test("one frame takes all fragments", () => {
  expect(contents(encapsulated({}, [start(1), rest(1)]))).toEqual([[0xff, 0xd8, 0xff, 1, 1, 1]]);
});

test("as many fragments as frames", () => {
  expect(contents(encapsulated({ NumberOfFrames: 2 }, [rest(1), rest(2)]))).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test("without a table, codestreams tell where frames begin", () => {
  const file = encapsulated({ NumberOfFrames: 2 }, [start(1), rest(1), rest(1), start(2)]);
  expect(contents(file).map((frame) => frame.length)).toEqual([8, 4]);
});

test("a Basic Offset Table tells it", () => {
  const file = encapsulated({ NumberOfFrames: 2 }, [rest(1), rest(2), rest(3)], { table: [0, 20] });
  expect(contents(file)).toEqual([
    [1, 1, 2, 2],
    [3, 3],
  ]);
});

test("an Extended Offset Table tells it", () => {
  const file = encapsulated({ NumberOfFrames: 2 }, [rest(1), rest(2), rest(3)], { extended: [0, 10] });
  expect(contents(file)).toEqual([
    [1, 1],
    [2, 2, 3, 3],
  ]);
});

test("a table that does not fit is not believed", () => {
  const file = encapsulated({ NumberOfFrames: 2 }, [start(1), rest(1), start(2)], { table: [0, 9999] });
  expect(contents(file).map((frame) => frame.length)).toEqual([6, 4]);
  const { warnings } = scan(file, { requireIdentity: false });
  expect(warnings.map((warning) => warning.code)).toContain("BAD_OFFSET_TABLE");
});

test("what cannot be told is not guessed", () => {
  const scanned = scan(encapsulated({ NumberOfFrames: 2 }, [rest(1), rest(2), rest(3)]), {
    requireIdentity: false,
  });
  expect(scanned.pixelData?.frames).toBeUndefined();
  expect(scanned.warnings.map((warning) => warning.code)).toContain("FRAMES_UNKNOWN");
});

test("a video is one stream", () => {
  const transferSyntaxUid = "1.2.840.10008.1.2.4.102";
  expect(contents(encapsulated({ NumberOfFrames: 99 }, [rest(1), rest(2)], { transferSyntaxUid }))).toEqual([
    [1, 1, 2, 2],
  ]);
});

test("frames of single bits begin inside bytes", () => {
  const file = joinBytes([
    encodeFileMeta({
      sopClassUid: "1.2.3",
      sopInstanceUid: "1.2.4",
      transferSyntaxUid: "1.2.840.10008.1.2.1",
    }),
    encodeDataSet({ SOPClassUID: "1.2.3", NumberOfFrames: 3, Rows: 3, Columns: 3, BitsAllocated: 1 }),
    encodeElement(TAG.PixelData, "OB", new Uint8Array(4)),
  ]);
  const found = ranges(scan(file, { requireIdentity: false })).flat();
  const base = found[0]?.offset ?? 0;
  expect(found).toEqual([
    { offset: base, length: 2, bitOffset: 0 },
    { offset: base + 1, length: 2, bitOffset: 1 },
    { offset: base + 2, length: 2, bitOffset: 2 },
  ]);
});

test("subsampled colour takes two samples a pixel, unless it was stored whole", () => {
  const colour = {
    Rows: 2,
    Columns: 2,
    BitsAllocated: 8,
    SamplesPerPixel: 3,
    PhotometricInterpretation: "YBR_FULL_422",
  };
  const file = (bytes: number) =>
    joinBytes([
      encodeFileMeta({
        sopClassUid: "1.2.3",
        sopInstanceUid: "1.2.4",
        transferSyntaxUid: "1.2.840.10008.1.2.1",
      }),
      encodeDataSet({ SOPClassUID: "1.2.3", ...colour }),
      encodeElement(TAG.PixelData, "OB", new Uint8Array(bytes)),
    ]);
  expect(ranges(scan(file(8), { requireIdentity: false }))[0]?.[0]?.length).toBe(8);
  expect(ranges(scan(file(12), { requireIdentity: false }))[0]?.[0]?.length).toBe(12);
});

test.each([
  { Rows: { vr: "SS", Value: [-2] } },
  { Rows: { vr: "SS", Value: [-2] }, Columns: { vr: "SS", Value: [-2] } },
  { Columns: { vr: "DS", Value: [1.5] } },
  { BitsAllocated: { vr: "SS", Value: [-8] } },
])("a size that can't be makes no frames: %j", (sizes) => {
  const whole = { Rows: 2, Columns: 2, BitsAllocated: 8, SamplesPerPixel: 1 };
  const file = (object: DicomObject) =>
    joinBytes([
      encodeFileMeta({
        sopClassUid: "1.2.3",
        sopInstanceUid: "1.2.4",
        transferSyntaxUid: "1.2.840.10008.1.2.1",
      }),
      encodeDataSet({ SOPClassUID: "1.2.3", ...object }),
      encodeElement(TAG.PixelData, "OB", new Uint8Array(64)),
    ]);
  expect(scan(file(whole), { requireIdentity: false }).pixelData?.frames).toBeDefined();
  const scanned = scan(file({ ...whole, ...sizes }), { requireIdentity: false });
  expect(scanned.pixelData?.frames).toBeUndefined();
  expect(scanned.warnings.map(({ code }) => code)).toContain("FRAMES_UNKNOWN");
});

test("limits stop what is built to exhaust", () => {
  const many = encodeDataSet(
    Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`0009${(0x1000 + i).toString(16)}`, { vr: "UN" }]),
    ),
  );
  const file = joinBytes([
    encodeFileMeta({
      sopClassUid: "1.2.3",
      sopInstanceUid: "1.2.4",
      transferSyntaxUid: "1.2.840.10008.1.2.1",
    }),
    many,
  ]);
  const code = (limits: object): unknown => {
    try {
      return scan(file, { requireIdentity: false, limits }).dataSet.elements.size;
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };
  expect(code({})).toBe(300);
  expect(code({ maxElements: 200 })).toBe("TOO_MANY_ELEMENTS");
  const text = joinBytes([
    encodeFileMeta({
      sopClassUid: "1.2.3",
      sopInstanceUid: "1.2.4",
      transferSyntaxUid: "1.2.840.10008.1.2.1",
    }),
    encodeDataSet({ PatientComments: "x".repeat(5000) }),
  ]);
  expect(() => scan(text, { requireIdentity: false, limits: { maxKeptBytes: 4000 } })).toThrow(/larger/);
});
