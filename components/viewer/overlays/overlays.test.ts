import { expect, test } from "vitest";
import type { DicomJson } from "../data/dicom-json";
import type { DisplaySet, Frame } from "../data/display-sets";
import { labColour } from "./colour";
import { bitOf, embeddedBit } from "./embedded-overlays";
import { labelAlpha, labelsOf } from "./label-map";
import { multipartBodies } from "./multipart";
import { overlayGroups, unpackBits } from "./overlay-planes";
import { planeOf, toPixels } from "./plane";
import { presentationOf, presentationStateOf } from "./presentation-state";
import { placed, segmentMarkings } from "./segmentation";
import type { Shape } from "./shapes";
import { measurementMarkings } from "./sr-regions";
import { structureMarkings } from "./structures";

const value = (vr: string, ...values: unknown[]) => ({ vr, Value: values });
const sequence = (...entries: DicomJson[]) => value("SQ", ...entries);

/** 10 x 8 pixels of 2 mm across and 3 mm down; the first pixel's centre at 100, 200, 50. */
const dataset: DicomJson = {
  "00200032": value("DS", 100, 200, 50),
  "00200037": value("DS", 1, 0, 0, 0, 1, 0),
  "00280030": value("DS", 3, 2),
  "00200052": value("UI", "9.9"),
  "00280010": value("US", 8),
  "00280011": value("US", 10),
};
const frame = { imageId: "a", sopInstanceUid: "1.1", frame: 1, dataset } as Frame;
const other = {
  ...frame,
  imageId: "b",
  sopInstanceUid: "1.2",
  dataset: { ...dataset, "00200032": value("DS", 100, 200, 55) },
};

const setOf = (instance: DicomJson) =>
  ({
    id: "s",
    root: "/dicom-web",
    studyInstanceUid: "1",
    seriesInstanceUid: "2",
    description: "",
    instance,
    frames: [],
  }) as unknown as DisplaySet;

test("a point of the patient lies in the pixel whose centre it is", () => {
  const plane = planeOf(dataset);
  if (!plane) throw new Error("no plane");
  expect(toPixels(plane, [100, 200, 50])).toEqual({ at: [0.5, 0.5], distance: 0 });
  expect(toPixels(plane, [106, 212, 52])).toEqual({ at: [3.5, 4.5], distance: 2 });
});

test("contours are drawn on their own plane only", () => {
  const [marking] = structureMarkings(
    setOf({
      "30060020": sequence({
        "30060022": value("IS", 1),
        "30060024": value("UI", "9.9"),
        "30060026": value("LO", "GTV"),
      }),
      "30060039": sequence({
        "30060084": value("IS", 1),
        "3006002A": value("IS", 255, 0, 0),
        "30060040": sequence({
          "30060042": value("CS", "CLOSED_PLANAR"),
          "30060050": value("DS", 100, 200, 50, 106, 200, 50, 106, 212, 50),
        }),
      }),
    }),
  );
  expect([marking?.label, marking?.colour]).toEqual(["GTV", "rgb(255, 0, 0)"]);
  const [shape] = (marking?.shapes(frame) ?? []) as Shape[];
  expect(shape).toMatchObject({
    kind: "path",
    isClosed: true,
    points: [
      [0.5, 0.5],
      [3.5, 0.5],
      [3.5, 4.5],
    ],
  });
  expect(marking?.shapes(other)).toEqual([]);
});

const report = (region: DicomJson) =>
  setOf({
    "0040A730": sequence({
      "0040A040": value("CS", "CONTAINER"),
      "0040A730": sequence(
        {
          "0040A040": value("CS", "TEXT"),
          "0040A043": sequence({ "00080100": value("SH", "112039") }),
          "0040A160": value("UT", "Haard 1"),
        },
        {
          "0040A040": value("CS", "NUM"),
          "0040A043": sequence({ "00080104": value("LO", "Long Axis") }),
          "0040A300": sequence({
            "0040A30A": value("DS", 26.2),
            "004008EA": sequence({ "00080100": value("SH", "mm") }),
          }),
          "0040A730": sequence(region),
        },
      ),
    }),
  });

test("a measured line stands on the image it was selected from, with its number", () => {
  const [marking] = measurementMarkings(
    report({
      "0040A040": value("CS", "SCOORD"),
      "00700023": value("CS", "POLYLINE"),
      "00700022": value("FL", 1, 2, 5, 2),
      "0040A730": sequence({
        "0040A040": value("CS", "IMAGE"),
        "00081199": sequence({ "00081155": value("UI", "1.1") }),
      }),
    }),
  );
  const shapes = (marking?.shapes(frame) ?? []) as Shape[];
  expect(marking?.label).toBe("Haard 1 · Long Axis 26.2 mm");
  expect(shapes[0]).toMatchObject({
    kind: "path",
    points: [
      [1, 2],
      [5, 2],
    ],
    isClosed: false,
  });
  expect(shapes[1]).toMatchObject({ kind: "text", text: "Haard 1\nLong Axis 26.2 mm" });
  expect(marking?.shapes(other)).toEqual([]);
});

test("a region in the patient's millimetres is drawn where its plane is", () => {
  const [marking] = measurementMarkings(
    report({
      "0040A040": value("CS", "SCOORD3D"),
      "30060024": value("UI", "9.9"),
      "00700023": value("CS", "POINT"),
      "00700022": value("FL", 106, 212, 50),
    }),
  );
  const [point] = (marking?.shapes(frame) ?? []) as Shape[];
  expect(point).toMatchObject({ points: [[3.5, 4.5]] });
  expect(marking?.shapes(other)).toEqual([]);
});

test("a presentation state speaks of its own images: window, turn, shutter and annotations", () => {
  const state = presentationStateOf(
    setOf({
      "00081115": sequence({ "00081140": sequence({ "00081155": value("UI", "1.1") }) }),
      "00283110": sequence({ "00281050": value("DS", 90), "00281051": value("DS", 150) }),
      "00700041": value("CS", "Y"),
      "00700042": value("US", 90),
      "20500020": value("CS", "INVERSE"),
      "0070005A": sequence({ "00700052": value("SL", 3, 2), "00700053": value("SL", 8, 6) }),
      "00181600": value("CS", "RECTANGULAR"),
      "00181602": value("IS", 2),
      "00181604": value("IS", 9),
      "00181606": value("IS", 1),
      "00181608": value("IS", 8),
      "00700001": sequence({
        "00700009": sequence({
          "00700005": value("CS", "PIXEL"),
          "00700022": value("FL", 4, 4, 6, 4),
          "00700023": value("CS", "CIRCLE"),
        }),
        "00700008": sequence({
          "00700003": value("CS", "DISPLAY"),
          "00700010": value("FL", 0.5, 0.25),
          "00700006": value("ST", "Hier"),
        }),
      }),
    }),
  );
  expect(presentationOf(state, other)).toBeUndefined();
  const shown = presentationOf(state, frame);
  expect(shown).toMatchObject({
    window: { center: 90, width: 150, function: "LINEAR" },
    rotation: 90,
    isFlipped: true,
    isInverted: true,
    area: { left: 2, top: 1, right: 8, bottom: 6 },
  });
  const shapes = shown?.shapes(([x, y]) => [x / 10, y / 10], { width: 100, height: 100 }) ?? [];
  expect(shapes.find(({ kind }) => kind === "shutter")).toMatchObject({
    outline: [
      [1, 0],
      [9, 0],
      [9, 8],
      [1, 8],
    ],
  });
  const circle = shapes.find(({ kind }) => kind === "path");
  if (circle?.kind !== "path") throw new Error("no circle");
  expect(Math.max(...circle.points.map(([x]) => x))).toBeCloseTo(6, 6);
  expect(shapes.find(({ kind }) => kind === "text")).toMatchObject({ text: "Hier", at: [5, 2.5] });
});

test("a segment of another resolution is drawn where it lies in the patient", () => {
  const plane = planeOf(dataset);
  const coarse = planeOf({
    ...dataset,
    "00200032": value("DS", 101, 201.5, 50),
    "00280030": value("DS", 6, 4),
  });
  if (!plane || !coarse) throw new Error("no plane");
  const alpha = Uint8Array.from([0, 200, 0, 0]);
  const shape = placed(alpha, { rows: 2, columns: 2 }, coarse, plane, "red");
  if (shape.kind !== "mask") throw new Error("no mask");
  const drawn = [...shape.alpha].flatMap((each, index) =>
    each > 0
      ? [[shape.at[0] + (index % shape.columns), shape.at[1] + Math.floor(index / shape.columns)]]
      : [],
  );
  expect(drawn).toEqual([
    [2, 0],
    [3, 0],
    [2, 1],
    [3, 1],
  ]);
});

test("segments have the colour that they ask for, and a hostile object has none at all", () => {
  const [marking] = segmentMarkings(
    setOf({
      "00620002": sequence({ "00620004": value("US", 1), "0062000D": value("US", 65535, 32896, 32896) }),
    }),
  );
  expect(marking?.colour).toBe("rgb(255, 255, 255)");
  expect(segmentMarkings(setOf({}))).toEqual([]);
  expect(labColour([1, 2])).toBeUndefined();
});

test("bits count from the lowest place, also in the middle of a byte", () => {
  expect([...unpackBits(Uint8Array.of(0b0000_0101), 4)]).toEqual([255, 0, 255, 0]);
  expect([...unpackBits(Uint8Array.of(0b0110_0000, 0b1), 4, 5, 9)]).toEqual([9, 9, 0, 9]);
});

test("the parts of a multipart answer are found whatever their bytes", () => {
  const part = "Content-Type: a\r\n\r\n";
  const body = `--x\r\n${part}\r\n--\r\nend\r\n--x\r\n${part}\r\n--x--\r\n`;
  const bytes = new TextEncoder().encode(body);
  const bodies = multipartBodies(bytes, 'multipart/related; boundary="x"');
  expect(bodies.map((each) => new TextDecoder().decode(each))).toEqual(["\r\n--\r\nend", ""]);
  expect(multipartBodies(bytes, "application/octet-stream")).toEqual([bytes]);
});

test("a label map's segments are those that it describes, without what is nothing, in its palette's colours", async () => {
  const described = sequence(
    { "00620004": value("US", 0), "00620005": value("LO", "Achtergrond") },
    { "00620004": value("US", 1), "00620005": value("LO", "Lever") },
    {
      "00620004": value("US", 300),
      "00620005": value("LO", "Milt"),
      "0062000D": value("US", 65535, 32896, 32896),
    },
  );
  const palette = (tag: string, ...entries: number[]) => ({
    [`002811${tag}`]: value("US", entries.length, 0, 8),
    [`002812${tag}`]: value("OW", ...entries),
  });
  const instance = {
    "00620001": value("CS", "LABELMAP"),
    "00620002": described,
    ...palette("01", 0, 10),
    ...palette("02", 0, 20),
    ...palette("03", 0, 30),
  };
  const markings = segmentMarkings(setOf(instance));
  expect(markings.map(({ label, colour }) => [label, colour])).toEqual([
    ["Lever", "rgb(10, 20, 30)"],
    ["Milt", "rgb(255, 255, 255)"],
  ]);
  // Where the padding says what is nothing, zero is a segment like others.
  const padded = segmentMarkings(setOf({ ...instance, "00280120": value("US", 300) }));
  expect(padded.map(({ label }) => label)).toEqual(["Achtergrond", "Lever"]);
});

test("labels of 8 and 16 bits are told apart, and a segment that isn't there has no shape", () => {
  const eight = labelsOf(Uint8Array.of(0, 1, 2, 1, 9), 8, 4);
  expect([...(labelAlpha(eight, 1, 110) ?? [])]).toEqual([0, 110, 0, 110]);
  expect(labelAlpha(eight, 9, 110)).toBeUndefined();
  const sixteen = labelsOf(new Uint8Array(Uint16Array.of(1, 257, 300, 0).buffer), 16, 4);
  expect([...(labelAlpha(sixteen, 1, 110) ?? [])]).toEqual([110, 0, 0, 0]);
  expect([...(labelAlpha(sixteen, 300, 110) ?? [])]).toEqual([0, 0, 110, 0]);
});

const embedded = (bit: number, values: DicomJson = {}): DicomJson => ({
  "00280100": value("US", 16),
  "00280101": value("US", 12),
  "00280102": value("US", 11),
  "60000010": value("US", 2),
  "60000011": value("US", 2),
  "60000100": value("US", 16),
  "60000102": value("US", bit),
  ...values,
});

test("an overlay may stand in the bits above the image, never in the image's own", () => {
  expect(overlayGroups(embedded(12))).toEqual(["6000"]);
  expect(embeddedBit(embedded(15), "6000")).toBe(15);
  expect(embeddedBit(embedded(11), "6000")).toBeUndefined();
  expect(embeddedBit(embedded(16), "6000")).toBeUndefined();
  const below = { "00280101": value("US", 12), "00280102": value("US", 15) };
  expect(embeddedBit(embedded(3, below), "6000")).toBe(3);
  expect(embeddedBit(embedded(4, below), "6000")).toBeUndefined();
  expect(overlayGroups(embedded(11))).toEqual([]);
  const bytes = new Uint8Array(Uint16Array.of(0x0fff, 0x1000, 0x2000, 0x9001).buffer);
  expect([...(bitOf(bytes, 4, 2, 12) ?? [])]).toEqual([0, 255, 0, 255]);
  expect(bitOf(bytes, 4, 2, 14)).toBeUndefined();
  expect(bitOf(bytes, 5, 2, 12)).toBeUndefined();
});
