import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

const require = createRequire(import.meta.url);

it("leaves of dcmjs what Cornerstone takes from it, working, and much less of the rest", async () => {
  // Cornerstone's dependency, not ours: by its place.
  const file = path.resolve("node_modules/dcmjs/build/dcmjs.es.js");
  const source = readFileSync(file, "utf8");
  const shorter: string = require("./dcmjs-loader.cjs")(source);
  expect(shorter.length).toBeLessThan(0.65 * source.length);
  const folder = mkdtempSync(path.join(os.tmpdir(), "dcmjs-"));
  try {
    writeFileSync(path.join(folder, "dcmjs.mjs"), shorter);
    const { default: dcmjs } = await import(
      /* @vite-ignore */ pathToFileURL(path.join(folder, "dcmjs.mjs")).href
    );
    expect(dcmjs.data.DicomMetaDictionary.nameMap.PatientName).toMatchObject({
      tag: "(0010,0010)",
      vr: "PN",
    });
    expect(dcmjs.data.DicomMetaDictionary.dictionary["00280010"]).toMatchObject({ name: "Rows" });
    expect(new dcmjs.async.AsyncDicomReader()).toBeDefined();
    expect(new dcmjs.utilities.DicomMetadataListener({})).toBeDefined();
    expect(dcmjs.constants.EXPLICIT_LITTLE_ENDIAN).toBe("1.2.840.10008.1.2.1");
    expect(dcmjs.log.getLogger("viewer")).toBeDefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
