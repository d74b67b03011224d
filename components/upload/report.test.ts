import { expect, test } from "vitest";
import { csvField, groupByReason, toCsv } from "./report";

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

test.each(["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])(
  "%j is no formula in the report",
  (value) => {
    expect(csvField(value).startsWith(`"'`)).toBe(true);
  },
);

test("fields with commas, quotes and line ends stay one field", () => {
  expect(toCsv([["a,b", 'say "x"', "plain"], ["line\nend"]])).toBe(
    '\uFEFF"a,b","say ""x""",plain\r\n"line\nend"\r\n',
  );
});
