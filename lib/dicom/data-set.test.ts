import { expect, test } from "vitest";
import {
  getDate,
  getItems,
  getNumber,
  getNumbers,
  getPersonName,
  getString,
  getStrings,
  getTime,
  parseNumber,
} from "./data-set";
import { joinBytes } from "./encode-data-set";
import { scan } from "./samples.node";
import { writePart10 } from "./write-part10";

test("numbers are finite or absent", () => {
  expect(parseNumber(" 1.5 ")).toBe(1.5);
  expect(parseNumber(".5e-3")).toBe(0.0005);
  expect(parseNumber("1.")).toBe(1);
  expect(parseNumber("-0")).toBe(0);
  for (const text of ["", "1A", "NaN", "Infinity", "0x10", "1e999", "1,5", "--1", "."]) {
    expect(parseNumber(text)).toBeUndefined();
  }
});

test("values made to take long take no time", () => {
  const started = performance.now();
  parseNumber(`${"1".repeat(16_000)}x`);
  const comment = `${" ".repeat(16_000)}x`;
  const object = {
    SOPClassUID: "1.2.3",
    SOPInstanceUID: "1.2.4",
    PatientComments: comment,
    ImageType: comment,
  };
  const { dataSet } = scan(joinBytes(writePart10(object)), { requireIdentity: false });
  for (let i = 0; i < 50; i++) {
    expect(getString(dataSet, "ImageType")).toBe("x");
    expect(getString(dataSet, "PatientComments")?.length).toBe(16_001);
  }
  expect(performance.now() - started).toBeLessThan(4000);
});

test("absent, empty and filled elements", () => {
  const object = {
    SOPClassUID: "1.2.3",
    SOPInstanceUID: "1.2.4",
    PatientID: "",
    ImageType: ["ORIGINAL", "", "AXIAL"],
    Rows: 4,
    PatientName: "Jansen^Anna",
    StudyDate: "20261121",
    StudyTime: "101500",
    SeriesDate: "20261399",
    ImagePositionPatient: [1, -2.5, 0],
    OtherPatientIDsSequence: [{ PatientID: "7" }],
  };
  const { dataSet } = scan(joinBytes(writePart10(object)), { requireIdentity: false });
  expect(getString(dataSet, "PatientID")).toBeUndefined();
  expect(getString(dataSet, "PatientSex")).toBeUndefined();
  expect(getPersonName(dataSet, "PatientName")?.alphabetic?.givenName).toBe("Anna");
  expect(getPersonName(dataSet, "OperatorsName")).toBeUndefined();
  expect(getDate(dataSet, "StudyDate")).toBe("2026-11-21");
  expect(getTime(dataSet, "StudyTime")).toBe("10:15:00");
  expect(getDate(dataSet, "SeriesDate")).toBeUndefined();
  expect(getStrings(dataSet, "ImageType")).toEqual(["ORIGINAL", "", "AXIAL"]);
  expect(getNumber(dataSet, "Rows")).toBe(4);
  expect(getNumber(dataSet, "Columns")).toBeUndefined();
  expect(getNumbers(dataSet, "ImagePositionPatient")).toEqual([1, -2.5, 0]);
  expect(getItems(dataSet, "OtherPatientIDsSequence").map((item) => getString(item, "PatientID"))).toEqual([
    "7",
  ]);
  expect(() => getString(dataSet, "PatientNam")).toThrow(/keyword/);
});
