import { expect, test } from "vitest";
import type { DicomObject } from "./attributes";
import { joinBytes } from "./encode-data-set";
import { findBsn, isValidBsn, normaliseBsn, patientIdentifiers } from "./patient-identifiers";
import { scan } from "./samples.node";
import { writePart10 } from "./write-part10";

function dataSet(patient: DicomObject) {
  const object = { SOPClassUID: "1.2.3", SOPInstanceUID: "1.2.4", ...patient };
  return scan(joinBytes(writePart10(object)), { requireIdentity: false }).dataSet;
}

test("the eleven test", () => {
  expect(isValidBsn("123456782")).toBe(true);
  expect(isValidBsn("111222333")).toBe(true);
  expect(isValidBsn("123456789")).toBe(false);
  expect(isValidBsn("000000000")).toBe(false);
  expect(isValidBsn("12345678")).toBe(false);
});

test("the ways a BSN is written", () => {
  expect(normaliseBsn("1234.56.782")).toBe("123456782");
  expect(normaliseBsn(" 123456782 ")).toBe("123456782");
  expect(normaliseBsn("10000008")).toBe(isValidBsn("010000008") ? "010000008" : undefined);
  expect(normaliseBsn("abc")).toBeUndefined();
});

test("a BSN is found in each of its places", () => {
  expect(findBsn(dataSet({ PatientID: "123456782", IssuerOfPatientID: "NLMINBIZA" }))).toEqual({
    bsn: "123456782",
    place: "PatientID",
    isCertain: true,
  });
  const other = { PatientID: "123456782", IssuerOfPatientID: "NLMINBIZA" };
  expect(findBsn(dataSet({ PatientID: "77", OtherPatientIDsSequence: [other] }))?.place).toBe(
    "OtherPatientIDsSequence",
  );
  expect(findBsn(dataSet({ PatientID: "77", OtherPatientIDs: ["88", "123456782"] }))).toEqual({
    bsn: "123456782",
    place: "OtherPatientIDs",
    isCertain: false,
  });
  const qualified = {
    PatientID: "111222333",
    IssuerOfPatientIDQualifiersSequence: [{ UniversalEntityID: "2.16.840.1.113883.2.4.6.3" }],
  };
  expect(findBsn(dataSet({ PatientID: "77", OtherPatientIDsSequence: [qualified] }))?.bsn).toBe("111222333");
});

test("what an issuer says goes before what only looks like one", () => {
  const sure = { PatientID: "111222333", IssuerOfPatientID: "BSN" };
  expect(findBsn(dataSet({ PatientID: "123456782", OtherPatientIDsSequence: [sure] }))?.bsn).toBe(
    "111222333",
  );
  expect(findBsn(dataSet({ PatientID: "123456782", IssuerOfPatientID: "HOSPITAL" }))).toBeUndefined();
  expect(findBsn(dataSet({ PatientID: "" }))).toBeUndefined();
});

test("all identifiers with their issuers", () => {
  const found = patientIdentifiers(
    dataSet({ PatientID: "77", IssuerOfPatientID: "NOORD", OtherPatientIDs: "88" }),
  );
  expect(found).toEqual([
    { id: "77", issuer: "NOORD", place: "PatientID" },
    { id: "88", place: "OtherPatientIDs" },
  ]);
});
