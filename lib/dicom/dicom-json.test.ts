import { describe, expect, test } from "vitest";
import type { DicomObject } from "./attributes";
import { type DicomJson, toDicomJson } from "./dicom-json";
import { joinBytes } from "./encode-data-set";
import { hasSamples, readSample, readTable, samplesMissing, scan } from "./samples.node";
import { writePart10 } from "./write-part10";

function json(object: DicomObject): DicomJson {
  const file = joinBytes(writePart10({ SOPClassUID: "1.2.3", SOPInstanceUID: "1.2.4", ...object }));
  return toDicomJson(scan(file, { requireIdentity: false }).dataSet);
}

test("values by VR", () => {
  const converted = json({
    PatientName: "Müller^Jürgen=山本^花子",
    Rows: 512,
    PixelSpacing: [0.5, 0.25],
    WindowWidth: "NaN",
    InstanceNumber: "12 ",
    FrameIncrementPointer: ["00181063"],
    OtherPatientNames: ["A^B", ""],
    StudyDescription: "",
    RedPaletteColorLookupTableData: Uint8Array.of(1, 2, 3, 4),
  });
  expect(converted["00100010"]).toEqual({
    vr: "PN",
    Value: [{ Alphabetic: "Müller^Jürgen", Ideographic: "山本^花子" }],
  });
  expect(converted["00080005"]).toEqual({ vr: "CS", Value: ["ISO_IR 192"] });
  expect(converted["00280010"]).toEqual({ vr: "US", Value: [512] });
  expect(converted["00280030"]).toEqual({ vr: "DS", Value: [0.5, 0.25] });
  expect(converted["00281051"]).toEqual({ vr: "DS" });
  expect(converted["00200013"]).toEqual({ vr: "IS", Value: [12] });
  expect(converted["00280009"]).toEqual({ vr: "AT", Value: ["00181063"] });
  expect(converted["00101001"]).toEqual({ vr: "PN", Value: [{ Alphabetic: "A^B" }, null] });
  expect(converted["00081030"]).toEqual({ vr: "LO" });
  expect(converted["00281201"]).toEqual({ vr: "OW", InlineBinary: "AQIDBA==" });
});

test("sequences, and empty items in them", () => {
  const converted = json({
    ReferencedStudySequence: [{ ReferencedSOPInstanceUID: "1.2" }, {}],
    OtherPatientIDsSequence: [],
  });
  expect(converted["00081110"]).toEqual({
    vr: "SQ",
    Value: [{ "00081155": { vr: "UI", Value: ["1.2"] } }, {}],
  });
  expect(converted["00101002"]).toEqual({ vr: "SQ" });
});

test("long values and pixel data are given by address", () => {
  const file = joinBytes(
    writePart10(
      {
        SOPClassUID: "1.2.3",
        SOPInstanceUID: "1.2.4",
        Rows: 2,
        Columns: 2,
        BitsAllocated: 8,
        TextValue: "x".repeat(20_000),
      },
      { frames: [new Uint8Array(4)], vr: "OB" },
    ),
  );
  const { dataSet, pixelData } = scan(file, { requireIdentity: false });
  const options = pixelData ? { pixelData } : {};
  const converted = toDicomJson(dataSet, {
    ...options,
    bulkDataUri: ({ path, length }) => `bulk/${path}?${length}`,
  });
  expect(converted["0040A160"]).toEqual({ vr: "UT", BulkDataURI: "bulk/0040A160?20000" });
  expect(converted["7FE00010"]).toEqual({ vr: "OB", BulkDataURI: "bulk/7FE00010?4" });
});

describe.skipIf(!hasSamples)(`real files${hasSamples ? "" : `: ${samplesMissing}`}`, () => {
  const rows = hasSamples
    ? readTable("MANIFEST.tsv").filter((row) => row.kind === "dicom" && !/nooffset/.test(row.path ?? ""))
    : [];

  test("become valid JSON without NaN and with text only in UTF-8", { timeout: 60_000 }, () => {
    for (const row of rows) {
      const { dataSet } = scan(readSample(row.path ?? ""), { requireIdentity: false });
      const text = JSON.stringify(toDicomJson(dataSet));
      expect(text).not.toMatch(/NaN|Infinity/);
      expect(JSON.parse(text)).toEqual(toDicomJson(dataSet));
    }
  });

  test("what was read and written is read again the same", { timeout: 60_000 }, () => {
    for (const row of rows.filter((each) => !/DICOMDIR/.test(each.path ?? ""))) {
      const { dataSet } = scan(readSample(row.path ?? ""), { requireIdentity: false });
      const before = toDicomJson(dataSet);
      const has = (tag: string) => before[tag]?.Value?.[0] !== undefined;
      if (!has("00080016") || !has("00080018")) continue;
      const again = scan(joinBytes(writePart10(before as DicomObject)), { requireIdentity: false });
      const after = toDicomJson(again.dataSet);
      delete before["00080005"];
      delete after["00080005"];
      expect(after).toEqual(before);
    }
  });
});
