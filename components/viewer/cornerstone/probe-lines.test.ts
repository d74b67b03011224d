import { beforeEach, expect, test, vi } from "vitest";

const image = {
  columns: 4,
  rows: 3,
  color: false,
  preScale: { scaled: false },
  slope: 2,
  intercept: -10,
  voxelManager: { getScalarData: () => Int16Array.from({ length: 12 }, (_, at) => at) },
};
const plane = {
  imagePositionPatient: [100, 200, 50],
  rowCosines: [1, 0, 0],
  columnCosines: [0, 1, 0],
  columnPixelSpacing: 2,
  rowPixelSpacing: 3,
} as Record<string, unknown>;
let isCpu = false;
let known: Record<string, unknown> | undefined = plane;

vi.mock("@cornerstonejs/core", () => ({
  cache: {
    getImage: (id: string) => (id === "wadors:a" ? image : undefined),
    getVolume: (id: string) => (id === "stream:/root?of=1#0:3" ? { imageIds: ["wadors:a"] } : undefined),
  },
  metaData: { get: () => known },
  getShouldUseCPURendering: () => isCpu,
}));
vi.mock("@cornerstonejs/dicom-image-loader", () => ({
  wadors: {
    metaDataManager: {
      get: (id: string) =>
        id === "wadors:a" ? { "00080060": { Value: ["CT"] }, "00281052": { Value: [-10] } } : undefined,
    },
  },
}));

const { probeLines } = await import("./probe-lines");
const at = (...point: number[]) => ({ handles: { points: [point] }, cachedStats: {} });

beforeEach(() => {
  isCpu = false;
  known = plane;
});

test("a marked point has the value of its own pixel, whichever image of the stack it is on", () => {
  expect(probeLines(at(104.9, 203, 50), "imageId:wadors:a")).toEqual(["2 HU", "x 2 y 1"]);
  // What the library finds is not asked for: it looks too deep.
  const deep = { ...at(106, 206, 50), cachedStats: { "imageId:wadors:a": { index: [3, 2, 17] } } };
  expect(probeLines(deep, "imageId:wadors:a")).toEqual(["12 HU", "x 3 y 2"]);
});

test("where the processor draws, a pixel begins at its corner", () => {
  isCpu = true;
  expect(probeLines(at(105.9, 205.9, 50), "imageId:wadors:a")).toEqual(["2 HU", "x 2 y 1"]);
});

test("an image without a place has its first pixel at the origin; beside it there is nothing to say", () => {
  known = { columnPixelSpacing: 1, rowPixelSpacing: 1 };
  expect(probeLines(at(1, 2, 0), "imageId:wadors:a")).toEqual(["8 HU", "x 1 y 2"]);
  expect(probeLines(at(4, 0, 0), "imageId:wadors:a")).toEqual([]);
  expect(probeLines(at(1, 2, 0), "imageId:wadors:gone")).toEqual([]);
});

test("in a plane through a volume the voxel that was found counts, in the unit of the volume's images", () => {
  const plane = "volumeId:stream:/root?of=1#0:3&sliceIndex=7&viewPlaneNormal=0.000,0.000,-1.000";
  const data = { cachedStats: { [plane]: { index: [5, 6, 7], value: 42 } } };
  expect(probeLines(data, plane)).toEqual(["42 HU", "x 5 y 6"]);
  expect(probeLines({ cachedStats: {} }, plane)).toEqual([]);
  const gone = { cachedStats: { "volumeId:v?sliceIndex=1": { index: [5, 6, 7], value: 42 } } };
  expect(probeLines(gone, "volumeId:v?sliceIndex=1")).toEqual(["42", "x 5 y 6"]);
});
