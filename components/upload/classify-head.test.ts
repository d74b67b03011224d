import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { classifyHead } from "./classify-head";
import { classifyName, HEAD_BYTES } from "./classify-name";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("by name", () => {
  test.each([
    ["disc/.DS_Store", "SYSTEM_FILE"],
    ["disc/__MACOSX/x", "SYSTEM_FILE"],
    ["disc/DICOMDIR", "DICOMDIR"],
    ["disc/dicomdir;1", "DICOMDIR"],
  ])("%s is left behind as %s", (name, code) =>
    expect(classifyName(name, 10)).toEqual({ kind: "refused", code }),
  );
  test("empty and unreadable files are told apart", () => {
    expect(classifyName("a", 0)).toEqual({ kind: "refused", code: "EMPTY" });
    expect(classifyName("a", -1)).toEqual({ kind: "refused", code: "UNREADABLE" });
    expect(classifyName("IM000001", 10)).toBeNull();
  });
});

describe("by first bytes", () => {
  test("documents and archives", () => {
    expect(classifyHead(new TextEncoder().encode("%PDF-1.7\n"), "a", true)).toMatchObject({
      contentType: "application/pdf",
    });
    expect(classifyHead(bytes(0xff, 0xd8, 0xff, 0xe0), "a", true)).toMatchObject({
      contentType: "image/jpeg",
    });
    expect(classifyHead(bytes(0x50, 0x4b, 3, 4), "IMAGES", true)).toEqual({ kind: "archive" });
    expect(classifyHead(bytes(0x50, 0x4b, 3, 4), "viewer.jar", true)).toEqual({
      kind: "refused",
      code: "PROGRAM",
    });
  });
  test("a DICOM file is one, whatever its preamble says", () => {
    const file = new Uint8Array(200);
    file.set(new TextEncoder().encode("%PDF-1.7"));
    file.set(new TextEncoder().encode("DICM"), 128);
    expect(classifyHead(file, "a", false)).not.toMatchObject({ kind: "document" });
  });
  test("anything else is refused by what it is", () => {
    expect(classifyHead(new TextEncoder().encode("hello world, hello world"), "readme.txt", true)).toEqual({
      kind: "refused",
      code: "NOT_DICOM",
    });
  });
});

// Real files stand beside the project where it is developed.
const samples = path.resolve(import.meta.dirname, "../../../shared/dicom/by-modality/MR");
test.skipIf(!existsSync(samples))("a real file's head tells its study", () => {
  for (const name of readdirSync(samples).filter((file) => file.endsWith(".dcm"))) {
    const whole = readFileSync(path.join(samples, name));
    const result = classifyHead(whole.subarray(0, HEAD_BYTES), name, whole.length <= HEAD_BYTES);
    expect(result).toMatchObject({ kind: "dicom" });
  }
});
