import { describe, expect, it } from "vitest";
import { type DicomObject, getFirstItem, getItems, getString, getStrings } from "..";
import { type DicomJson, toDicomJson } from "../dicom-json";
import { hasSamples, readSample, readTable, scan } from "../samples.node";
import type { ScannedInstance } from "../scan-part10";
import { writePart10 } from "../write-part10";
import { coerceInstance } from "./coerce-instance";
import type { Coercion } from "./plan-coercion";

const LOCAL = {
  PatientName: "Jansen^Anna^^van",
  PatientID: "7654321",
  IssuerOfPatientID: "ZUID",
  PatientBirthDate: "19700131",
  PatientSex: "F",
  AccessionNumber: "Z26-1",
};
const coercion = (values: Coercion["values"]): Coercion => ({
  values,
  modifyingSystem: "Beeldbrug Zuid",
  sourceOfPreviousValues: "Ziekenhuis Noord",
  modifiedAt: new Date("2026-11-22T03:04:05.678Z"),
});

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function coerce(bytes: Uint8Array, values: Coercion["values"], size = 30_011): Promise<Uint8Array> {
  const source = { open: () => chunked(bytes, size), length: bytes.length };
  const coerced = await coerceInstance(source, coercion(values));
  const parts: Buffer[] = [];
  for await (const part of coerced.bytes()) parts.push(Buffer.from(part));
  const result = new Uint8Array(Buffer.concat(parts));
  expect(result.length).toBe(coerced.length);
  return result;
}

const instance = (values: DicomObject = {}) =>
  new Uint8Array(
    Buffer.concat(
      writePart10({
        SOPClassUID: "1.2.840.10008.5.1.4.1.1.7",
        SOPInstanceUID: "1.2.3",
        StudyInstanceUID: "1.2.4",
        SeriesInstanceUID: "1.2.5",
        PatientName: "Foreign^Name",
        PatientID: "123456782",
        ...values,
      }),
    ),
  );
const read = (bytes: Uint8Array) => scan(bytes, { requireIdentity: false }).dataSet;

describe("coerceInstance", () => {
  it("replaces values, keeps the originals with their provenance and takes qualifiers of the old number away", async () => {
    const before = instance({
      PatientBirthDate: "19700101",
      AccessionNumber: "N1",
      IssuerOfAccessionNumberSequence: [{ LocalNamespaceEntityID: "NOORD" }],
      IssuerOfPatientIDQualifiersSequence: [{ UniversalEntityID: "2.16.528", UniversalEntityIDType: "ISO" }],
    });
    const after = read(await coerce(before, LOCAL));
    for (const [keyword, value] of Object.entries(LOCAL)) expect(getString(after, keyword)).toBe(value);
    expect(getItems(after, "IssuerOfPatientIDQualifiersSequence")).toEqual([]);
    const original = getFirstItem(after, "OriginalAttributesSequence");
    expect(original && getString(original, "ReasonForTheAttributeModification")).toBe("COERCE");
    expect(original && getString(original, "ModifyingSystem")).toBe("Beeldbrug Zuid");
    expect(original && getString(original, "SourceOfPreviousValues")).toBe("Ziekenhuis Noord");
    expect(original && getString(original, "AttributeModificationDateTime")).toBe(
      "20261122030405.678000+0000",
    );
    const modified = original && getFirstItem(original, "ModifiedAttributesSequence");
    expect(modified && toDicomJson(modified)).toMatchObject({
      "00080050": { Value: ["N1"] },
      "00080051": { Value: [{ "00400031": { Value: ["NOORD"] } }] },
      "00100010": { Value: [{ Alphabetic: "Foreign^Name" }] },
      "00100020": { Value: ["123456782"] },
      "00100024": { Value: [{ "00400032": { Value: ["2.16.528"] } }] },
      "00100030": { Value: ["19700101"] },
    });
    // What was not there before is no modification.
    expect(modified?.elements.has(0x00100040)).toBe(false);
  });

  it("leaves a file alone that says everything already", async () => {
    const bytes = instance();
    expect(await coerce(bytes, { PatientID: "123456782", PatientName: "Foreign^Name" })).toEqual(bytes);
  });

  it("adds a second item when it was imported before", async () => {
    const once = await coerce(instance(), { PatientID: "A" });
    const items = getItems(read(await coerce(once, { PatientID: "B" })), "OriginalAttributesSequence");
    const numbers = items.map((item) => getFirstItem(item, "ModifiedAttributesSequence"));
    expect(numbers.map((item) => item && getString(item, "PatientID"))).toEqual(["123456782", "A"]);
  });

  it("keeps a BSN that stood in Patient ID among the other patient IDs", async () => {
    const before = instance({
      IssuerOfPatientID: "NLMINBIZA",
      OtherPatientIDsSequence: [{ PatientID: "X" }],
    });
    const items = getItems(read(await coerce(before, LOCAL)), "OtherPatientIDsSequence");
    expect(items.map((item) => [getString(item, "PatientID"), getString(item, "IssuerOfPatientID")])).toEqual(
      [
        ["X", undefined],
        ["123456782", "NLMINBIZA"],
      ],
    );
  });

  it("writes in the file's character set when the new values fit it", async () => {
    const utf8 = instance({ SpecificCharacterSet: "ISO_IR 192", StudyDescription: "Ł" });
    const after = read(await coerce(utf8, { PatientName: "Wałęsa^Ł" }));
    expect(getString(after, "PatientName")).toBe("Wałęsa^Ł");
    expect(getString(after, "StudyDescription")).toBe("Ł");
  });

  it.skipIf(!hasSamples)("stays Latin-1 for a name that Latin-1 has", async () => {
    const after = read(await coerce(readSample("charset/syn-latin1.dcm"), { PatientName: "Müller^Zoë" }));
    expect(getString(after, "SpecificCharacterSet")).toBe("ISO_IR 100");
    expect(getString(after, "PatientName")).toBe("Müller^Zoë");
  });

  it("turns the whole header into UTF-8 when they don't", async () => {
    const after = read(
      await coerce(instance({ StudyDescription: "plain" }), { PatientName: "Müller^Łukasz" }),
    );
    expect(getStrings(after, "SpecificCharacterSet")).toEqual(["ISO_IR 192"]);
    expect(getString(after, "PatientName")).toBe("Müller^Łukasz");
  });
});

const CHANGED = [
  ...["00080005", "00080050", "00080051", "00100010", "00100020", "00100021", "00100022", "00100024"],
  ...["00100030", "00100040", "00101002", "04000561", "00080001"],
];

function comparable(scanned: ScannedInstance): DicomJson {
  const json = toDicomJson(scanned.dataSet, { bulkDataUri: ({ length }) => `bulk:${length}` });
  return withoutSets(
    Object.fromEntries(Object.entries(json).filter(([tag]) => !CHANGED.includes(tag))),
  ) as DicomJson;
}

// Items may name a character set of their own; group lengths are retired.
function withoutSets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSets);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([tag]) => tag !== "00080005" && !/^[0-9A-F]{4}0000$/.test(tag));
  return Object.fromEntries(kept.map(([tag, inner]) => [tag, withoutSets(inner)]));
}

function pixelBytes(bytes: Uint8Array, { pixelData, isDeflated }: ScannedInstance): string {
  if (!pixelData || isDeflated) return "";
  return Buffer.from(bytes.subarray(pixelData.start)).toString("latin1");
}

describe.skipIf(!hasSamples)("real files", () => {
  const files = hasSamples
    ? readTable("MANIFEST.tsv").filter(
        ({ kind, path, size }) =>
          kind === "dicom" && !path?.startsWith("dicomdir/") && Number(size) < 8_000_000,
      )
    : [];
  it.each(files.map(({ path }) => path ?? ""))("%s", { timeout: 30_000 }, async (path) => {
    const bytes = readSample(path);
    const before = scan(bytes, { requireIdentity: false });
    if (before.isDicomdir || !before.hasPreamble) return;
    // Once in the file's own character set, once in none but UTF-8.
    for (const name of ["Jansen^Anna", "Jánsęn^Ωmega^安"]) {
      const result = await coerce(bytes, { ...LOCAL, PatientName: name });
      const after = scan(result, { requireIdentity: false });
      expect(
        after.warnings.filter(({ code }) => !before.warnings.some((known) => known.code === code)),
      ).toEqual([]);
      for (const [keyword, value] of Object.entries({ ...LOCAL, PatientName: name }))
        expect(getString(after.dataSet, keyword)).toBe(value);
      expect(after.transferSyntaxUid).toBe(before.transferSyntaxUid);
      expect(pixelBytes(result, after) === pixelBytes(bytes, before)).toBe(true);
      expect(comparable(after)).toEqual(comparable(before));
    }
  });
});
