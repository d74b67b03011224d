import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { buildDicomdir, newUid } from "@/lib/dicom";
import { ingestPaths } from "@/lib/ingest";
import { makeInstance, makeOrganization } from "@/tests/support/ingest";
import { makeZip } from "@/tests/support/zip";

const folder = mkdtempSync(path.join(os.tmpdir(), "disc-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const samples = path.resolve(process.env.DICOM_SAMPLES ?? "../shared/dicom");
const withSamples = existsSync(path.join(samples, "MANIFEST.tsv")) ? describe : describe.skip;
const run = async (organizationId: string, ...paths: string[]) =>
  ingestPaths(systemContext("cli"), { organizationId, paths });

function write(name: string, bytes: Uint8Array | string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

describe("ingestPaths", () => {
  it("walks folders and nested ZIPs, and follows no links", async () => {
    const organizationId = await makeOrganization();
    const [one, two, three, four] = [1, 2, 3, 4].map((number) => makeInstance({ InstanceNumber: number }));
    write("disc/a/IMG1;1", one as Uint8Array);
    write("disc/viewer.exe", "MZ this is a viewer, and of no use here at all");
    write("elsewhere/secret.dcm", makeInstance());
    const inner = makeZip({ "deep/two.dcm": two as Uint8Array });
    write(
      "disc/outer.zip",
      makeZip({ "inner.zip": inner, "../../three.dcm": three as Uint8Array, "dir/": new Uint8Array() }),
    );
    write("disc/stored.zip", makeZip({ inner: makeZip({ four: four as Uint8Array }) }, { isStored: true }));
    symlinkSync(path.join(folder, "elsewhere"), path.join(folder, "disc/link"));
    const report = await run(organizationId, path.join(folder, "disc"));
    expect(report).toMatchObject({ stored: 4, duplicates: 0, setAside: 0 });
    expect(report.refused.map(({ code }) => code).sort()).toEqual(["NOT_DICOM", "SYMBOLIC_LINK"]);
    expect(await run(organizationId, path.join(folder, "disc"))).toMatchObject({ stored: 0, duplicates: 4 });
  });

  it("stops archives that explode, lie or overlap, and goes on", async () => {
    const organizationId = await makeOrganization();
    const good = makeInstance();
    // A real instance whose pixels are hundreds of megabytes of zeros.
    const bomb = Buffer.concat([
      makeInstance({ Rows: 30000, Columns: 5000 }).subarray(0, -44),
      pixels(300_000_000),
    ]);
    write("bombs/1.zip", makeZip({ "bomb.dcm": bomb, "good.dcm": good }));
    write(
      "bombs/2.zip",
      makeZip({ "liar.dcm": makeInstance(), "after.dcm": makeInstance() }, { claimedSize: 10 }),
    );
    write("bombs/3.zip", makeZip({ "x.dcm": makeInstance() }).subarray(0, 100));
    const report = await run(organizationId, path.join(folder, "bombs"));
    expect(report.stored).toBe(1);
    expect(report.refused.map(({ code }) => code)).toEqual([
      "ARCHIVE_LIMIT",
      "BAD_ARCHIVE",
      "BAD_ARCHIVE",
      "BAD_ARCHIVE",
    ]);
  });

  it("takes a DICOMDIR for its disc, and says what it lists and the disc lacks", async () => {
    const organizationId = await makeOrganization();
    const series = { PatientID: "P1", StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const directory = buildDicomdir(
      ["IM1", "IM2"].map((name) => ({
        fileId: ["IMAGES", name],
        transferSyntaxUid: "1.2.840.10008.1.2.1",
        attributes: { ...series, SOPClassUID: "1.2.840.10008.5.1.4.1.1.2", SOPInstanceUID: newUid() },
      })),
    );
    const file = write("media/DICOMDIR", directory);
    write("media/images/im1;1", makeInstance());
    write("media/not-listed", makeInstance());
    const report = await run(organizationId, file);
    expect(report).toMatchObject({ stored: 2, refused: [] });
    expect(report.missing.map((name) => name.slice(-10))).toEqual(["IMAGES/IM2"]);
    write("media2/DICOMDIR", directory.subarray(0, directory.length / 2));
    write("media2/images/im1", makeInstance());
    expect(await run(organizationId, path.join(folder, "media2"))).toMatchObject({
      stored: 1,
      refused: [],
      missing: [],
    });
    write("media3/DICOMDIR", makeInstance());
    expect(await run(organizationId, path.join(folder, "media3"))).toMatchObject({ stored: 1, missing: [] });
  });

  it("reports what is not there", async () => {
    const report = await run(await makeOrganization(), path.join(folder, "nothing"));
    expect(report.refused).toMatchObject([{ code: "NOT_FOUND" }]);
  });
});

withSamples("ingestPaths with real files", () => {
  it("takes or refuses every malformed file with a reason, and stops bombs quickly", async () => {
    const organizationId = await makeOrganization();
    const before = process.memoryUsage().rss;
    const report = await run(organizationId, path.join(samples, "malformed"));
    expect(report.refused.every(({ code, reason }) => code !== "" && reason !== "")).toBe(true);
    expect(report.refused.filter(({ code }) => code === "PROCESSING_FAILURE")).toEqual([]);
    expect(report.refused.length).toBeGreaterThan(30);
    expect(report.stored).toBeGreaterThan(20);
    expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
    expect(await db.conflict.count({ where: { organizationId, kind: "PATIENT" } })).toBeGreaterThan(0);
    expect(await db.conflict.count({ where: { organizationId, kind: "CONTENT" } })).toBeGreaterThan(0);
  });

  it("takes files of every modality, character set and transfer syntax", async () => {
    const organizationId = await makeOrganization();
    const paths = ["by-modality", "charset", "transfer-syntax"].map((name) => path.join(samples, name));
    const report = await run(organizationId, ...paths);
    expect(report.stored).toBeGreaterThan(100);
    // What has no study is no image: palettes, hanging protocols, and samples that leave it out.
    expect(new Set(report.refused.map(({ code }) => code))).toEqual(new Set(["MISSING_UID"]));
  });

  it("takes discs as they come", async () => {
    const organizationId = await makeOrganization();
    const report = await run(organizationId, path.join(samples, "dicomdir/generated-cd"));
    expect(report.stored).toBeGreaterThan(3);
    expect(report.refused.every(({ code }) => code === "NOT_DICOM")).toBe(true);
    expect(report.refused.some(({ path: name }) => name.endsWith("DICOMDIR"))).toBe(false);
  });
});

function pixels(length: number): Buffer {
  const head = Buffer.from("e07f10004f57000000000000", "hex");
  head.writeUInt32LE(length, 8);
  return Buffer.concat([head, Buffer.alloc(length)]);
}
