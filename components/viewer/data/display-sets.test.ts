import { describe, expect, test } from "vitest";
import type { DicomElement, DicomJson } from "./dicom-json";
import { initialIndex, makeDisplaySets, seriesLabel } from "./display-sets";

const series = {
  root: "/dicom-web",
  key: "1.2.3",
  bodyPart: "",
  studyInstanceUid: "1.2",
  seriesInstanceUid: "1.2.3",
  seriesNumber: 3,
  modality: "CT",
  description: "Thorax 1.0",
  instanceCount: 0,
};
const make = (instances: DicomJson[], modality = "CT") =>
  makeDisplaySets("https://host", { ...series, modality }, instances);

function image(number: number, extra: DicomJson = {}): DicomJson {
  const value = (...values: unknown[]): DicomElement => ({ Value: values });
  return {
    "00080016": value("1.2.840.10008.5.1.4.1.1.2"),
    "00080018": value(`1.2.3.${number}`),
    "00200013": value(number),
    "00280010": value(512),
    "00280011": value(512),
    "00280002": value(1),
    ...extra,
  };
}

const at = (z: number): DicomJson => ({
  "00200032": { Value: [0, 0, z] },
  "00200037": { Value: [1, 0, 0, 0, 1, 0] },
});
const order = (instances: DicomJson[]) => make(instances)[0]?.frames.map((frame) => frame.sopInstanceUid);

describe("makeDisplaySets", () => {
  test("sorts slices by position, in the direction of the instance numbers", () => {
    expect(order([image(1, at(0)), image(2, at(10)), image(3, at(5))])).toEqual([
      "1.2.3.1",
      "1.2.3.3",
      "1.2.3.2",
    ]);
    expect(order([image(3, at(0)), image(1, at(10)), image(2, at(5))])).toEqual([
      "1.2.3.1",
      "1.2.3.2",
      "1.2.3.3",
    ]);
  });

  test("sorts by instance number when positions repeat or are missing", () => {
    expect(order([image(2, at(0)), image(1, at(0)), image(3, at(5))])).toEqual([
      "1.2.3.1",
      "1.2.3.2",
      "1.2.3.3",
    ]);
    expect(order([image(10), image(9)])).toEqual(["1.2.3.9", "1.2.3.10"]);
  });

  test("splits other sizes, multi-frame instances and objects without images", () => {
    const sets = make([
      image(1),
      image(2),
      image(3, { "00280010": { Value: [256] } }),
      image(4, { "00280008": { Value: [5] } }),
      image(5, { "00080016": { Value: ["1.2.840.10008.5.1.4.1.1.88.11"] } }),
    ]);
    expect(sets.map((set) => [set.frames.length, set.notShown])).toEqual([
      [2, null],
      [1, null],
      [5, null],
      [0, "report"],
    ]);
    expect(sets[2]?.isMultiFrame).toBe(true);
    expect(sets[2]?.frames[4]?.imageId).toBe(
      "wadors:https://host/dicom-web/studies/1.2/series/1.2.3/instances/1.2.3.4/frames/5",
    );
  });

  test("a missing Modality is filled in, or the loader would hang", () => {
    const [set] = make([image(1)], "");
    expect(set?.modality).toBe("OT");
    expect(set?.frames[0]?.dataset["00080060"]?.Value).toEqual(["OT"]);
  });

  test("frames of an enhanced object carry their own functional groups and the shared ones", () => {
    const item = (tag: string, value: DicomJson): DicomJson => ({ [tag]: { Value: [value] } });
    const [set] = make([
      image(1, {
        "00280008": { Value: [2] },
        "52009229": { Value: [item("00289110", { "00280030": { Value: [0.5, 0.5] } })] },
        "52009230": {
          Value: [0, 1].map((frame) => ({
            ...item("00209113", { "00200032": { Value: [0, 0, 10 - frame] } }),
            ...item("00209116", { "00200037": { Value: [1, 0, 0, 0, 1, 0] } }),
            ...item("00289145", { "00281052": { Value: [-1024 + frame] } }),
          })),
        },
      }),
    ]);
    expect(set?.frames.map(({ frame }) => frame)).toEqual([1, 2]);
    expect(set?.frames[1]?.dataset["00281052"]?.Value).toEqual([-1023]);
    expect(set?.frames[0]?.dataset["00281052"]?.Value).toEqual([-1024]);
    expect(set?.frames[1]?.dataset["00280030"]?.Value).toEqual([0.5, 0.5]);
    expect(set?.frames[0]?.dataset["52009230"]).toBeUndefined();
  });
});

test("stacks open in the middle, radiographs at the first", () => {
  const many = Array.from({ length: 9 }, (_, index) => image(index + 1));
  const [stack] = make(many);
  const [radiograph] = make(many, "CR");
  expect(stack && initialIndex(stack)).toBe(4);
  expect(radiograph && initialIndex(radiograph)).toBe(0);
});

test("a series is called by its number and description, or its modality", () => {
  expect(seriesLabel(series)).toBe("3: Thorax 1.0");
  expect(seriesLabel({ seriesNumber: undefined, description: "", modality: "US" })).toBe("US");
});

test("every mammogram is a view of its own; the same series below another root keeps its own name", () => {
  const views = [image(1), image(2)].map((entry) => ({ ...entry, "00080060": { Value: ["MG"] } }));
  expect(make(views, "MG").map((set) => set.frames.length)).toEqual([1, 1]);
  const [own] = makeDisplaySets("https://host", { ...series, key: "1.2.3@/other", root: "/other" }, [
    image(1),
  ]);
  expect(own?.id).toBe("1.2.3@/other#0");
  expect(own?.frames[0]?.imageId).toContain("https://host/other/studies/");
});
