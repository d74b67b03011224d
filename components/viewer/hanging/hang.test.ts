import { expect, test } from "vitest";
import type { DicomJson } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { canReconstruct, hangPrior, hangStudy, layoutKey, mostAlike } from "./hang";

const AXIAL = [1, 0, 0, 0, 1, 0];
const SAGITTAL = [0, 1, 0, 0, 0, -1];

function set(
  id: string,
  modality: string,
  extra: Partial<DisplaySet> = {},
  dataset: DicomJson = {},
  count = 1,
) {
  const frames = Array.from({ length: count }, (_, at) => ({
    imageId: `${id}-${at}`,
    sopInstanceUid: `${id}-${at}`,
    frame: 1,
    dataset: { "00200032": { Value: [0, 0, at] }, ...dataset },
  }));
  return {
    id,
    modality,
    root: "/dicom-web",
    seriesKey: id,
    studyInstanceUid: "1",
    seriesInstanceUid: id,
    seriesNumber: 1,
    description: "",
    bodyPart: "",
    frames,
    isMultiFrame: false,
    frameRate: 15,
    notShown: null,
    instance: {},
    ...extra,
  } satisfies DisplaySet;
}

const mammogram = (side: string, view: string, row: string) =>
  set(
    `${side}${view}`,
    "MG",
    {},
    {
      "00200062": { Value: [side] },
      "00185101": { Value: [view] },
      "00200020": { Value: [row, "F"] },
    },
  );

test("mammograms face each other: right breast left, chest walls inwards, mirrored where the file has it otherwise", () => {
  const sets = [
    mammogram("L", "MLO", "A"),
    mammogram("R", "CC", "P"),
    mammogram("L", "CC", "P"),
    mammogram("R", "MLO", "A"),
  ];
  const hanging = hangStudy(sets, sets[0] as DisplaySet);
  expect(hanging.layout).toBe("2x2");
  expect(hanging.panes).toEqual(["RCC", "LCC", "RMLO", "LMLO"]);
  expect(hanging.views?.map((view) => view.isFlipped)).toEqual([false, true, true, false]);
});

test("a breast that has no other beside it leaves no place empty", () => {
  const [cc, mlo] = [mammogram("L", "CC", "A"), mammogram("L", "MLO", "A")];
  expect(hangStudy([mlo], mlo)).toEqual({ layout: "1x1", panes: ["LMLO"] });
  expect(hangStudy([mlo, cc], mlo)).toEqual({ layout: "1x2", panes: ["LCC", "LMLO"] });
});

test("sequences of an MR hang side by side with localizers last; what stands on the screen stays first", () => {
  const sets = [
    set("loc", "MR", { description: "Localizer" }, {}, 3),
    set("t1", "MR", { description: "T1" }, {}, 20),
    set("t2", "MR", { description: "T2" }, {}, 20),
  ];
  const hanging = hangStudy(sets, sets[1] as DisplaySet);
  expect([hanging.layout, hanging.panes]).toEqual(["2x2", ["t1", "t2", "loc"]]);
  expect(hangStudy([set("ct", "CT")], set("ct", "CT")).layout).toBe("1x1");
});

test("a prior's series that is most like the current one hangs beside it, and they scroll together", () => {
  const orientation = (values: number[]) => ({ "00200037": { Value: values } });
  const now = set("now", "MR", { description: "T2 TSE sag" }, orientation(SAGITTAL), 20);
  const prior = [
    set("a", "MR", { description: "T2 TSE tra" }, orientation(AXIAL), 20),
    set("b", "MR", { description: "sag T2" }, orientation(SAGITTAL), 18),
    set("c", "CT", { description: "T2 TSE sag" }, orientation(SAGITTAL), 20),
  ];
  expect(mostAlike(now, prior)?.id).toBe("b");
  const hanging = hangPrior([now], prior, now);
  expect([hanging?.layout, hanging?.panes, hanging?.options?.isSynced]).toEqual(["1x2", ["now", "b"], true]);
});

test("a volume takes parallel images at places of their own", () => {
  const axial = { "00200037": { Value: AXIAL }, "00280002": { Value: [1] } };
  expect(canReconstruct(set("ct", "CT", {}, axial, 10))).toBe(true);
  expect(canReconstruct(set("ct", "CT", {}, { ...axial, "00200032": { Value: [0, 0, 5] } }, 10))).toBe(false);
  expect(canReconstruct(set("ct", "CT", {}, axial, 2))).toBe(false);
  expect(canReconstruct(set("us", "US", {}, axial, 10))).toBe(false);
});

test("a layout is remembered by modality, with the body part where the file has it", () => {
  expect(layoutKey(set("ct", "CT"))).toBe("CT");
  expect(layoutKey(set("ct", "CT", { bodyPart: "Chest" }))).toBe("CT CHEST");
});
