import { describe, expect, test } from "vitest";
import { applyChoice, defaultChoice, needsAsking, studyKey } from "./choice";
import type { DicomHead } from "./classify-name";
import { StudyGroups } from "./group-studies";
import type { Disc } from "./scan-disc";
import type { SourceFile } from "./source-file";

const source = (path: string): SourceFile => ({
  path,
  size: 10,
  lastModified: 0,
  head: async () => new Blob(),
  read: async () => new Blob(),
});
const head = (part: Partial<DicomHead>): DicomHead => ({
  studyInstanceUid: "1.2",
  seriesInstanceUid: "1.2.3",
  modality: "CT",
  studyDate: "20261121",
  description: "",
  patientName: "Jansen^Anna",
  patientIdentifier: "1",
  issuerOfPatientId: "",
  birthDate: "19500312",
  sex: "F",
  instanceNumber: null,
  isScout: false,
  ...part,
});
function disc(heads: DicomHead[], documents: string[] = []): Disc {
  const groups = new StudyGroups();
  heads.forEach((each, index) => {
    groups.add(each, source(`IM${index}`));
  });
  const found = documents.map((path) => ({ file: source(path), contentType: "application/pdf" }));
  return { patients: groups.list(), documents: found, notTaken: [], scanned: heads.length };
}

describe("patients on a disc", () => {
  test("are one when everything that identifies them agrees", () => {
    const one = disc([head({}), head({ patientName: "JANSEN^ANNA ", modality: "SR" })]);
    expect(one.patients).toHaveLength(1);
    expect(one.patients[0]?.studies[0]).toMatchObject({ modalities: ["CT", "SR"], bytes: 20 });
    expect(needsAsking(one)).toBe(false);
  });
  test.each([
    { birthDate: "19500313" },
    { patientIdentifier: "2" },
    { issuerOfPatientId: "B" },
    { patientName: "Janssen^Anna" },
  ])("are two when %j differs, even under one study", (part) => {
    const two = disc([head({}), head(part)]);
    expect(two.patients).toHaveLength(2);
    expect(needsAsking(two)).toBe(true);
    expect(defaultChoice(two, null).studies.size).toBe(0);
  });
});

describe("documents", () => {
  test("go with the only study unless told otherwise", () => {
    const one = disc([head({})], ["verslag.pdf"]);
    const choice = defaultChoice(one, null);
    expect(choice.documents.get("verslag.pdf")).toBe("1.2");
    const { files, left } = applyChoice(one, choice);
    expect(files.map(({ document }) => document?.title)).toEqual([undefined, "verslag.pdf"]);
    expect(left).toEqual([]);
  });
  test("go with no study by themselves when there are several", () => {
    const several = disc([head({}), head({ studyInstanceUid: "1.3" })], ["verslag.pdf"]);
    expect(defaultChoice(several, null).documents.size).toBe(0);
  });
  test("without images go with the study that is open", () => {
    expect(defaultChoice(disc([], ["verslag.pdf"]), "1.9").documents.get("verslag.pdf")).toBe("1.9");
  });
});

test("overviews and the middle of each series travel first, whatever order they lie in on the disc", () => {
  const [long, short, overview] = [
    { seriesInstanceUid: "1.2.1" },
    { seriesInstanceUid: "1.2.2" },
    { seriesInstanceUid: "1.2.3", isScout: true, instanceNumber: 1 },
  ];
  const one = disc([
    ...[5, 3, 1, 2, 4].map((instanceNumber) => head({ ...long, instanceNumber })),
    ...[1, 2, 3].map((instanceNumber) => head({ ...short, instanceNumber })),
    head(overview),
  ]);
  const { files } = applyChoice(one, defaultChoice(one, null));
  expect(files.map(({ source: { path } }) => path)).toEqual([
    "IM8",
    "IM1",
    "IM6",
    "IM2",
    "IM3",
    "IM4",
    "IM0",
    "IM5",
    "IM7",
  ]);
});

test("what is not chosen is named in the report", () => {
  const two = disc([head({}), head({ patientIdentifier: "2" })], ["a.pdf"]);
  const first = two.patients[0];
  if (!first) throw new Error("no patient");
  const { files, left } = applyChoice(two, {
    studies: new Set([studyKey(first.key, "1.2")]),
    documents: new Map(),
  });
  expect(files.map(({ source }) => source.path)).toEqual(["IM0"]);
  expect(left).toEqual([
    { path: "IM1", code: "NOT_CHOSEN" },
    { path: "a.pdf", code: "DOCUMENT_NOT_CHOSEN" },
  ]);
});
