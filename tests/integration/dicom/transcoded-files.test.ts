import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { canDecode, type StoredInstance, transcodeInstance } from "@/lib/rendering";
import { readTable, samplesFolder } from "../../../lib/dicom/samples.node";
import { ingest, makeOrganization } from "../../support/ingest";
import { hasPydicom, readWithPydicom } from "../../support/pydicom";
import { hasSamples } from "../../support/samples";

interface Reading {
  syntax: string;
  hashes: string[];
  attributes: Record<string, { vr: string; Value?: unknown[] }>;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "beeldbrug-transcoded-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function storedInstance(file: string, name: string): Promise<StoredInstance | undefined> {
  const organizationId = await makeOrganization(name);
  await ingest(organizationId, file);
  const row = await db.instance.findFirst({
    where: { organizationId },
    include: { series: true, study: true },
  });
  if (!row) return undefined;
  const { series, study, ...instance } = row;
  return {
    ...instance,
    seriesInstanceUid: series.seriesInstanceUid,
    studyInstanceUid: study.studyInstanceUid,
    offset: Number(row.offset),
    length: Number(row.length),
  };
}

/** Writes the transcoded instance and holds its length against what was said before. */
async function transcodeTo(target: string, instance: StoredInstance): Promise<void> {
  const { fileMeta, dataSet, dataSetLength } = await transcodeInstance(instance);
  const chunks: Uint8Array[] = [fileMeta];
  for await (const chunk of dataSet()) chunks.push(chunk.slice());
  const bytes = Buffer.concat(chunks);
  expect([path.basename(target), bytes.length]).toEqual([
    path.basename(target),
    fileMeta.length + dataSetLength,
  ]);
  fs.writeFileSync(target, bytes);
}

/** What decoding changes by right (PS3.3 C.7.6.1.1.5, PS3.5 8.2). */
const PIXEL_TAGS = /^(00280004|00280006|00282110|00282112|00282114|00880200)$/;
const BIG_ENDIAN = "1.2.840.10008.1.2.2";
const LOSSY = /\.4\.(50|51|81|91|93|203)$/;

describe.skipIf(!hasSamples || !hasPydicom)("real files in Explicit VR Little Endian", () => {
  it("have the same attributes and pixels for pydicom, and are taken by dcmdump", {
    timeout: 600_000,
  }, async () => {
    const manifest = readTable("MANIFEST.tsv").filter(
      ({ kind, pydicom }) => kind === "dicom" && pydicom === "ok",
    );
    const pixels = Map.groupBy(readTable("pixels.tsv"), ({ path: file }) => file ?? "");
    // One of each kind of pixels; all with ALL_PIXELS=1.
    const kinds = new Set<string>();
    const chosen = manifest.filter(({ path: file = "", ts, bits, photometric, frames, modality }) => {
      const kind = [
        ts,
        bits,
        photometric,
        frames ? "frames" : "",
        /charset/.test(file) ? file : modality,
      ].join();
      if (process.env.ALL_PIXELS !== "1" && kinds.has(kind)) return false;
      kinds.add(kind);
      return true;
    });
    const written = new Map<string, { original: string; syntax: string }>();
    const failures: string[] = [];
    for (const [index, { path: file = "", ts = "" }] of chosen.entries()) {
      const original = path.join(samplesFolder, file);
      const instance = await storedInstance(original, `Set ${index}`);
      if (!instance) continue;
      const target = path.join(folder, `${index}.dcm`);
      try {
        await transcodeTo(target, instance);
        written.set(target, { original: file, syntax: ts });
      } catch (error) {
        if (canDecode(ts)) failures.push(`${file}: ${error}`);
      }
    }
    expect(written.size).toBeGreaterThan(50);
    const readings = readWithPydicom<Reading>("transcoded", [...written.keys()]);
    const originals = readWithPydicom<Reading["attributes"]>(
      "attributes",
      [...written.values()].map(({ original }) => path.join(samplesFolder, original)),
    );
    for (const [target, { original, syntax }] of written) {
      const reading = readings[target];
      if (!reading || "error" in reading) {
        failures.push(`${original}: ${reading?.error}`);
        continue;
      }
      execFileSync("dcmdump", ["-q", target], { stdio: "pipe" });
      if (reading.syntax !== "1.2.840.10008.1.2.1") failures.push(`${original}: ${reading.syntax}`);
      const before = originals[path.join(samplesFolder, original)] ?? {};
      // pydicom gives the words of a big-endian file as they stand.
      const isOtherOrder = (tag: string) => syntax === BIG_ENDIAN && reading.attributes[tag]?.vr === "OW";
      const changed = differences(before as Reading["attributes"], reading.attributes);
      failures.push(...changed.filter((tag) => !isOtherOrder(tag)).map((tag) => `${original}: ${tag}`));
      if (LOSSY.test(syntax)) {
        if (reading.attributes["00282110"]?.Value?.[0] !== "01")
          failures.push(`${original}: not called lossy`);
        continue;
      }
      if (reading.attributes["00280004"]?.Value?.[0] === "YBR_FULL_422") continue;
      for (const { frame_index: frame, sha256_le_pixels: hash } of pixels.get(original) ?? [])
        if (reading.hashes[Number(frame)] !== hash)
          failures.push(`${original}: pixels of frame ${Number(frame) + 1}`);
    }
    expect(failures).toEqual([]);
  });
});

function differences(before: Reading["attributes"], after: Reading["attributes"]): string[] {
  const tags = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...tags].filter(
    (tag) => !PIXEL_TAGS.test(tag) && JSON.stringify(before[tag]) !== JSON.stringify(after[tag]),
  );
}
