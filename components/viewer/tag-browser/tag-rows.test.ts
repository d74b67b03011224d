import { expect, test } from "vitest";
import { matchingRows, tagRows } from "./tag-rows";

const rows = tagRows({
  "00100010": { vr: "PN", Value: [{ Alphabetic: "Jansen^A" }] },
  "00080060": { vr: "CS", Value: ["CT"] },
  "00540016": {
    vr: "SQ",
    Value: [{ "00181074": { vr: "DS", Value: [350] }, "00091001": { vr: "LO", Value: ["eigen"] } }],
  },
  "7FE00010": { vr: "OW", BulkDataURI: "x" },
});

test("elements come in order with their names, items below their sequence", () => {
  expect(rows.map(({ tag, name, value, depth }) => [tag, name, value, depth])).toEqual([
    ["(0008,0060)", "Modality", "CT", 0],
    ["(0010,0010)", "Patient Name", "Jansen^A", 0],
    ["(0054,0016)", "Radiopharmaceutical Information Sequence", "1 ×", 0],
    ["#1", "", "", 1],
    ["(0009,1001)", "", "eigen", 2],
    ["(0018,1074)", "Radionuclide Total Dose", "350", 2],
    ["(7FE0,0010)", "Pixel Data", "…", 0],
  ]);
});

test("a search finds by tag, name, keyword and value, and keeps what the hit lies in", () => {
  expect(matchingRows(rows, "00100010").map(({ name }) => name)).toEqual(["Patient Name"]);
  expect(matchingRows(rows, "jansen")).toHaveLength(1);
  expect(matchingRows(rows, "total dose").map(({ tag }) => tag)).toEqual([
    "(0054,0016)",
    "#1",
    "(0018,1074)",
  ]);
  expect(matchingRows(rows, "RadionuclideTotal")).toHaveLength(3);
  expect(matchingRows(rows, "nothing like it")).toEqual([]);
});
