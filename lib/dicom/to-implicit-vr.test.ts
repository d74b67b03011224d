import { expect, it } from "vitest";
import { toDicomJson } from "./dicom-json";
import { encodeDataSet } from "./encode-data-set";
import { Part10Scanner } from "./scan-part10";
import { implicitVrOf, toImplicitVr } from "./to-implicit-vr";
import { encodeFileMeta } from "./write-part10";

const explicit = encodeDataSet({
  SpecificCharacterSet: "ISO_IR 192",
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
  PatientName: "Müller^José",
  ReferencedStudySequence: [
    { ReferencedSOPClassUID: "1.2", ReferencedSOPInstanceUID: "1.2.3" },
    { PurposeOfReferenceCodeSequence: [{ CodeValue: "121322" }, {}], ReferencedSOPInstanceUID: "1.2.4" },
  ],
  RequestAttributesSequence: [],
  Rows: 512,
  TextValue: "x".repeat(9_000),
});

function read(dataSet: Uint8Array, transferSyntaxUid: string) {
  const scanner = new Part10Scanner({ requireIdentity: false, limits: { maxValueBytes: 100_000 } });
  scanner.write(encodeFileMeta({ sopClassUid: "1.2", sopInstanceUid: "1.2.3", transferSyntaxUid }));
  scanner.write(dataSet);
  return toDicomJson(scanner.end().dataSet);
}

it("reads the same in implicit VR, however it was cut", async () => {
  const expected = read(explicit, "1.2.840.10008.1.2.1");
  expect(read(implicitVrOf(explicit), "1.2.840.10008.1.2")).toEqual(expected);
  for (const size of [1, 7, 4096]) {
    const parts: Uint8Array[] = [];
    const cut = async function* () {
      for (let at = 0; at < explicit.length; at += size) yield explicit.slice(at, at + size);
    };
    for await (const part of toImplicitVr(cut())) parts.push(Uint8Array.from(part));
    expect(read(Buffer.concat(parts), "1.2.840.10008.1.2")).toEqual(expected);
  }
});

it("refuses what has no implicit form and what is cut off", () => {
  const encapsulated = Uint8Array.of(0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff);
  expect(() => implicitVrOf(encapsulated)).toThrow("no implicit form");
  expect(() => implicitVrOf(explicit.subarray(0, explicit.length - 3))).toThrow("ends within");
});
