import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { DicomObject } from "./attributes";
import { getItems, getNumber, getString } from "./data-set";
import { toDicomJson } from "./dicom-json";
import { buildDicomdir, type DirectoryEntry } from "./dicomdir";
import { joinBytes } from "./encode-data-set";
import type { DataSet } from "./model";
import { hasSamples, readSample, readTable, samplesMissing, scan } from "./samples.node";
import { newUid, SOP_CLASS, storageSopClasses } from "./uids";
import { writePart10 } from "./write-part10";

const folder = mkdtempSync(path.join(tmpdir(), "dicomdir-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function has(tool: string): boolean {
  return spawnSync("which", [tool]).status === 0;
}

function instance(more: DicomObject): DicomObject {
  return {
    SOPClassUID: SOP_CLASS.ct,
    SOPInstanceUID: newUid(),
    PatientID: "P1",
    PatientName: "Jansen^Anna",
    StudyInstanceUID: "2.25.1",
    SeriesInstanceUID: "2.25.1.1",
    Modality: "CT",
    ...more,
  };
}

function entryOf(attributes: DicomObject, index: number): DirectoryEntry {
  const fileId = ["DICOM", `I${String(index).padStart(7, "0")}`];
  return { fileId, transferSyntaxUid: "1.2.840.10008.1.2.1", attributes };
}

function records(bytes: Uint8Array): DataSet[] {
  return getItems(scan(bytes).dataSet, "DirectoryRecordSequence");
}

/** Follows the offsets as a reader does: record offsets and children by offset. */
function walk(bytes: Uint8Array): string[] {
  const scanned = scan(bytes);
  // An item's offset is that of its first value minus the element header and the item header.
  const byOffset = new Map<number, DataSet>();
  for (const record of getItems(scanned.dataSet, "DirectoryRecordSequence")) {
    const first = record.elements.get(0x00041400);
    if (first) byOffset.set(first.offset - 16, record);
  }
  const lines: string[] = [];
  const follow = (offset: number, depth: number): void => {
    for (let at = offset; at !== 0; ) {
      const record = byOffset.get(at);
      if (!record) throw new Error(`no record at ${at}`);
      lines.push(`${" ".repeat(depth)}${getString(record, "DirectoryRecordType")}`);
      follow(getNumber(record, "OffsetOfReferencedLowerLevelDirectoryEntity") ?? 0, depth + 1);
      at = getNumber(record, "OffsetOfTheNextDirectoryRecord") ?? 0;
    }
  };
  follow(getNumber(scanned.dataSet, "OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity") ?? 0, 0);
  return lines;
}

/** Error lines of other people's checkers for a DICOMDIR with its files beside it. */
function check(name: string, entries: DirectoryEntry[], files: Uint8Array[]): string[] {
  const root = path.join(folder, name);
  mkdirSync(root);
  entries.forEach((entry, index) => {
    mkdirSync(path.join(root, ...entry.fileId.slice(0, -1)), { recursive: true });
    writeFileSync(path.join(root, ...entry.fileId), files[index] ?? new Uint8Array(0));
  });
  const dicomdir = path.join(root, "DICOMDIR");
  writeFileSync(dicomdir, buildDicomdir(entries));
  const problems: string[] = [];
  if (has("dciodvfy")) {
    const { stdout, stderr } = spawnSync("dciodvfy", ["-new", dicomdir], {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    });
    const errors = `${stdout}${stderr}`.split("\n").filter((line) => line.startsWith("Error"));
    // Record types newer than the checker.
    problems.push(
      ...errors.filter((line) => !/enumerated value = <(TRACT|SURFACE SCAN|ASSESSMENT|PLAN)>/.test(line)),
    );
  }
  if (has("dcdirdmp")) {
    const { stderr, status } = spawnSync("dcdirdmp", [dicomdir], { encoding: "utf8", maxBuffer: 1 << 26 });
    if (status !== 0 || /error/i.test(stderr)) problems.push(`dcdirdmp: ${stderr.slice(0, 300)}`);
  }
  const python = spawnSync("/usr/bin/python3", ["-c", "from pydicom.fileset import FileSet"]);
  if (python.status === 0) {
    const script = `from pydicom.fileset import FileSet\nprint(len(FileSet(${JSON.stringify(dicomdir)})))`;
    const count = Number(
      execFileSync("/usr/bin/python3", ["-W", "ignore", "-c", script], { encoding: "utf8" }),
    );
    if (count !== entries.length) problems.push(`pydicom finds ${count} of ${entries.length}`);
  }
  return problems;
}

test("records hang together by their offsets", () => {
  const entries = [
    instance({}),
    instance({ SeriesInstanceUID: "2.25.1.2" }),
    instance({ StudyInstanceUID: "2.25.2", SeriesInstanceUID: "2.25.2.1" }),
    instance({ PatientID: "P2", StudyInstanceUID: "2.25.3", SeriesInstanceUID: "2.25.3.1" }),
  ].map(entryOf);
  expect(walk(buildDicomdir(entries))).toEqual(
    [
      "PATIENT",
      " STUDY",
      "  SERIES",
      "   IMAGE",
      "  SERIES",
      "   IMAGE",
      " STUDY",
      "  SERIES",
      "   IMAGE",
    ].concat(["PATIENT", " STUDY", "  SERIES", "   IMAGE"]),
  );
});

test("what real studies lack is filled in the record", () => {
  const entries = [
    instance({ PatientID: "", StudyDate: "20261301", SeriesDate: "20261121", SeriesTime: "1015" }),
  ];
  const [patient, study, series, image] = records(buildDicomdir(entries.map(entryOf)));
  expect(patient && getString(patient, "PatientID")).toBe("UNKNOWN1");
  expect(study && getString(study, "StudyDate")).toBe("20261121");
  expect(study && getString(study, "StudyTime")).toBe("101500".slice(0, 4));
  expect(study && getString(study, "StudyID")).toBe("1");
  expect(series && getString(series, "SeriesNumber")).toBe("1");
  expect(image && getString(image, "InstanceNumber")).toBe("1");
});

test("the length does not depend on the UID made for it", () => {
  const entries = [instance({ PatientName: "Müller^Jürgen" })].map(entryOf);
  const lengths = new Set(Array.from({ length: 20 }, () => buildDicomdir(entries).length));
  expect(lengths.size).toBe(1);
});

test("file IDs that media cannot hold are refused", () => {
  const wrong = { ...entryOf(instance({}), 1), fileId: ["dicom", "a.dcm"] };
  expect(() => buildDicomdir([wrong])).toThrow(/no file ID/);
});

test("every storage SOP class gets a record that other people's programs take", { timeout: 60_000 }, () => {
  const image = { ReferencedSOPClassUID: SOP_CLASS.ct, ReferencedSOPInstanceUID: "2.25.1.10.1" };
  const evidence = {
    StudyInstanceUID: "2.25.1",
    ReferencedSeriesSequence: [{ SeriesInstanceUID: "2.25.1.10", ReferencedSOPSequence: [image] }],
  };
  const code = { CodeValue: "1", CodingSchemeDesignator: "99TEST", CodeMeaning: "Test" };
  const objects = storageSopClasses()
    // The reader of Debian 12 does not know this record type of 2020 yet, and gives up.
    .filter(({ recordType }) => recordType !== "ANNOTATION")
    .map(({ uid }, index) =>
      instance({
        SOPClassUID: uid,
        SeriesInstanceUID: `2.25.1.${index + 10}`,
        StudyDate: "20261121",
        StudyTime: "101500",
        StudyID: "1",
        SeriesNumber: String(index + 1),
        InstanceNumber: "1",
        // What their IODs make certain.
        ReferencedSeriesSequence: [{ SeriesInstanceUID: "2.25.1.10", ReferencedImageSequence: [image] }],
        ReferencedImageEvidenceSequence: [evidence],
        HL7InstanceIdentifier: "2.25.7",
        HangingProtocolDefinitionSequence: [
          { Modality: "CT", ProcedureCodeSequence: [code], ReasonForRequestedProcedureCodeSequence: [code] },
        ],
      }),
    );
  const files = objects.map((object) => joinBytes(writePart10(object)));
  expect(check("classes", objects.map(entryOf), files)).toEqual([]);
});

describe.skipIf(!hasSamples)(`real instances${hasSamples ? "" : `: ${samplesMissing}`}`, () => {
  test("a media set of all kinds is what other people's programs expect", { timeout: 120_000 }, () => {
    const rows = readTable("MANIFEST.tsv").filter(
      (row) =>
        row.kind === "dicom" &&
        /^(by-modality|charset|series)/.test(row.path ?? "") &&
        row.study_uid &&
        row.sop_class,
    );
    const seen = new Set<string>();
    const entries: DirectoryEntry[] = [];
    const files: Uint8Array[] = [];
    for (const row of rows) {
      const bytes = readSample(row.path ?? "");
      const scanned = scan(bytes);
      const uid = scanned.identity?.sopInstanceUid ?? "";
      // Checkers report UIDs of unknown roots, which are the instances' own.
      if (seen.has(uid) || scanned.warnings.some((warning) => warning.code === "UID_NOT_STRICT")) continue;
      if (/^0\./.test(scanned.identity?.studyInstanceUid ?? "")) continue;
      seen.add(uid);
      const attributes = toDicomJson(scanned.dataSet) as DicomObject;
      const fileId = ["DICOM", `I${String(entries.length).padStart(7, "0")}`];
      entries.push({ fileId, transferSyntaxUid: scanned.transferSyntaxUid, attributes });
      files.push(bytes);
    }
    expect(entries.length).toBeGreaterThan(200);
    expect(check("real", entries, files)).toEqual([]);
  });
});
