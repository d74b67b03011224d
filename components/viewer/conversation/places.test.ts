import { expect, test } from "vitest";
import type { DisplaySet } from "../data/display-sets";
import { findImage, isSamePlace, placesOf, referenceTo } from "./places";

const ROOT = "/dicom-web/shares/s";

function stack(id: string, count: number, over: Partial<DisplaySet> = {}): DisplaySet {
  const frames = Array.from({ length: count }, (_, index) => ({ imageId: `${id}-${index + 1}` }));
  const [studyInstanceUid, seriesInstanceUid] = ["1.2", "1.2.3"];
  return {
    id,
    root: ROOT,
    studyInstanceUid,
    seriesInstanceUid,
    modality: "US",
    frames,
    ...over,
  } as DisplaySet;
}

const sets = [
  stack("other", 9, { seriesInstanceUid: "1.2.4" }),
  stack("own", 9, { root: "/dicom-web" }),
  stack("first", 3),
  stack("report", 0),
  stack("second", 2),
];
const series = { studyInstanceUid: "1.2", seriesInstanceUid: "1.2.3" };
const idAt = (frame: number) => {
  const found = findImage(sets, ROOT, { ...series, frame });
  return found && `${found.displaySet.id} ${found.index}`;
};

test("a number counts through all stacks of the series, below the share's own root", () => {
  expect([1, 3, 4, 5].map(idAt)).toEqual(["first 0", "first 2", "second 0", "second 1"]);
  expect(idAt(6)).toBeUndefined();
  expect(findImage(sets, ROOT, series)?.displaySet.id).toBe("first");
  expect(findImage(sets, ROOT, { ...series, studyInstanceUid: "9", frame: 1 })).toBeUndefined();
});

test("a reference to an image finds that image again", () => {
  for (const imageId of ["first-1", "first-3", "second-1", "second-2"]) {
    const reference = referenceTo(sets, ROOT, imageId, { x: 0, y: 7 });
    expect(reference).toMatchObject({ ...series, x: 0, y: 7 });
    const found = reference && findImage(sets, ROOT, reference);
    expect(found?.displaySet.frames[found.index]?.imageId).toBe(imageId);
  }
  expect(referenceTo(sets, ROOT, "second-2")).toEqual({ ...series, frame: 5 });
});

test("an image of another root, such as an own study beside, can't be referred to", () => {
  expect(referenceTo(sets, ROOT, "own-1", { x: 1, y: 1 })).toBeUndefined();
  expect(referenceTo(sets, ROOT, "nowhere")).toBeUndefined();
});

test("places keep the number that they have in the conversation", () => {
  const references = [
    { ...series, frame: 2, x: 0, y: 0 },
    { ...series, frame: 2 },
    { ...series, frame: 99, x: 1, y: 1 },
    { ...series, frame: 4, x: 10, y: 20 },
  ];
  expect(placesOf(sets, ROOT, references)).toEqual([
    { number: 1, imageId: "first-2", x: 0, y: 0 },
    { number: 4, imageId: "second-1", x: 10, y: 20 },
  ]);
});

test("a place is the same when every part is", () => {
  const place = { ...series, frame: 2, x: 1, y: 2 };
  expect(isSamePlace(place, { ...place })).toBe(true);
  expect(isSamePlace(place, { ...place, y: 3 })).toBe(false);
  expect(isSamePlace(place, { ...series, frame: 2 })).toBe(false);
});
