import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Coercion, coerceInstance } from "@/lib/dicom";
import { inChunks } from "../../support/ingest";

const SAMPLES = path.resolve(process.env.DICOM_SAMPLES ?? "../shared/dicom");
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const canRun =
  has("ls", SAMPLES) &&
  has("which", "dcmdump") &&
  has("which", "dciodvfy") &&
  has("/usr/bin/python3", "-c", "import pydicom");
const folder = mkdtempSync(path.join(tmpdir(), "beeldbrug-coerced-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VALUES = {
  PatientName: "Jánsęn^Anna",
  PatientID: "7654321",
  IssuerOfPatientID: "ZUID",
  PatientBirthDate: "19700131",
  PatientSex: "F",
  AccessionNumber: "Z26-1",
};
const coercion: Coercion = {
  values: VALUES,
  modifyingSystem: "Beeldbrug",
  sourceOfPreviousValues: "Ziekenhuis Noord",
  modifiedAt: new Date("2026-11-22T03:04:05Z"),
};

function files(...folders: string[]): string[] {
  return folders.flatMap((name) =>
    readdirSync(path.join(SAMPLES, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => statSync(file).size < 3_000_000),
  );
}

/** Reads pairs of files, before and after, and says what is wrong with them. */
const READ_BY_PYDICOM = `
import sys, json, hashlib, warnings
import pydicom
warnings.simplefilter("ignore")
values = json.loads(sys.argv[1])
for line in sys.stdin:
    before, after = line.rstrip("\\n").split("\\t")
    a, b = pydicom.dcmread(before, force=True), pydicom.dcmread(after, force=True)
    wrong = [k for k, v in values.items() if str(b.get(k, "")) != v]
    for key in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        if a.get(key) != b.get(key): wrong.append(key)
    if a.file_meta.get("TransferSyntaxUID") != b.file_meta.get("TransferSyntaxUID"): wrong.append("syntax")
    for key in ("PixelData", "FloatPixelData", "EncapsulatedDocument", "WaveformSequence"):
        if key in a and key != "WaveformSequence" and a[key].value != b[key].value: wrong.append(key)
    for key in ("StudyDescription", "InstitutionName", "ReferringPhysicianName", "SeriesDescription"):
        if str(a.get(key, "")) != str(b.get(key, "")): wrong.append(key)
    # pydicom itself can't read these names: its ISO 2022 IR 58 wants an escape per component, it has no
    # ISO_IR 203, and it doesn't guess.
    known = ("chrGB2312", "syn-latin9", "syn-utf8-undeclared")
    originals = b.OriginalAttributesSequence[-1].ModifiedAttributesSequence[0]
    for key in ("PatientName", "PatientID", "PatientBirthDate"):
        if key in originals and str(originals[key].value) != str(a.get(key, "")) and not any(name in before for name in known): wrong.append("original " + key)
    if wrong: print(json.dumps([before, wrong]))
`;

const errorsOf = (file: string) =>
  spawnSync("dciodvfy", ["-new", file], { encoding: "latin1" })
    .stderr.split("\n")
    .filter((line) => line.startsWith("Error"))
    .map((line) => line.replace(/<[^>]*>|"[^"]*"/g, ""));

describe.skipIf(!canRun)("files with another patient's header", () => {
  it("are read by pydicom and dcmdump, and dciodvfy finds nothing new", { timeout: 400_000 }, async () => {
    const pairs: [string, string][] = [];
    for (const before of files("transfer-syntax", "charset", "by-modality")) {
      const bytes = readFileSync(before);
      if (bytes.subarray(128, 132).toString("latin1") !== "DICM") continue;
      const coerced = await coerceInstance({ open: () => inChunks(bytes), length: bytes.length }, coercion);
      const after = path.join(folder, path.relative(SAMPLES, before));
      mkdirSync(path.dirname(after), { recursive: true });
      const parts: Uint8Array[] = [];
      for await (const part of coerced.bytes()) parts.push(Buffer.from(part));
      writeFileSync(after, Buffer.concat(parts));
      pairs.push([before, after]);
    }
    expect(pairs.length).toBeGreaterThan(120);
    const input = pairs.map((pair) => pair.join("\t")).join("\n");
    const wrong = execFileSync("/usr/bin/python3", ["-c", READ_BY_PYDICOM, JSON.stringify(VALUES)], {
      input,
      encoding: "utf8",
    });
    expect(wrong.split("\n").filter(Boolean)).toEqual([]);
    for (const [before, after] of pairs) {
      if (spawnSync("dcmdump", ["-q", before]).status === 0)
        expect([after, spawnSync("dcmdump", ["-q", after]).status]).toEqual([after, 0]);
      const known = errorsOf(before);
      // It doesn't inflate: what it says of a deflated file is noise.
      if (known.some((line) => line.includes("Dicom dataset read failed"))) continue;
      expect([after, errorsOf(after).filter((line) => !known.includes(line))]).toEqual([after, []]);
    }
  });
});
