import { expect, test } from "vitest";
import { groupByReason } from "./report";

test("files that were not taken are counted by reason, most first", () => {
  const groups = groupByReason([
    { path: "a", code: "EMPTY" },
    { path: "b", code: "NOT_DICOM" },
    { path: "c", code: "NOT_DICOM" },
  ]);
  expect(groups.map(({ code, files }) => [code, files.length])).toEqual([
    ["NOT_DICOM", 2],
    ["EMPTY", 1],
  ]);
});
