import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { failureReasonOf, ingestPaths } from "@/lib/ingest";
import { FileStorage, storage } from "@/lib/storage";
import { ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";

const folders: string[] = [];
const temporary = () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "faults-"));
  folders.push(folder);
  return folder;
};
const mounted: string[] = [];

afterAll(() => {
  for (const folder of mounted) execFileSync("umount", ["-l", folder]);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A file system of a few megabytes; undefined where this user may not mount one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = temporary();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

const instanceOf = (bytes: number, values = {}) =>
  makeInstance({ Rows: bytes / 2, Columns: 1, EncapsulatedDocument: new Uint8Array(bytes), ...values });

describe("a full disk", () => {
  it("refuses what has no room, keeps nothing of it, and takes it when there is room again", async (test) => {
    const disk = smallDisk(4);
    if (!disk) {
      if (process.env.REQUIRE_ALL === "1") throw new Error("no small disk can be mounted here");
      return test.skip();
    }
    const holder = globalThis as { beeldbrugStorage?: unknown };
    const usual = holder.beeldbrugStorage;
    holder.beeldbrugStorage = new FileStorage(disk);
    try {
      const organizationId = await makeOrganization();
      const study = { StudyInstanceUID: newUid() };
      const files = Array.from({ length: 6 }, () => instanceOf(1_500_000, study));
      const entries = await ingest(organizationId, ...files);
      const refused = entries.filter((entry) => entry.outcome === "REFUSED");
      expect(refused.length).toBeGreaterThan(0);
      for (const entry of refused)
        expect([entry.code, failureReasonOf(entry)]).toEqual(["STORAGE_FULL", 0xa700]);
      await expectWhole(organizationId, entries.length - refused.length);
      expect(readdirSync(path.join(disk, "incoming"))).toEqual([]);
      holder.beeldbrugStorage = new FileStorage(temporary());
      const again = await ingest(await makeOrganization(), ...files);
      expect(again.every((entry) => entry.outcome === "STORED")).toBe(true);
    } finally {
      holder.beeldbrugStorage = usual;
    }
  });
});

describe("a process that is killed", () => {
  it("leaves only whole instances, and the same folder again completes them", async () => {
    const organizationId = await makeOrganization();
    const folder = temporary();
    const studies = [newUid(), newUid(), newUid()];
    const count = 1300;
    for (let number = 0; number < count; number++) {
      const StudyInstanceUID = studies[number % studies.length] as string;
      writeFileSync(
        path.join(folder, `${number}`),
        instanceOf(20_000, { StudyInstanceUID, InstanceNumber: number }),
      );
    }
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "tests/support/ingest-child.ts", organizationId, folder],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    // In the middle: the first batch has its rows, the rest has not.
    for (
      let waited = 0;
      waited < 400 && (await db.instance.count({ where: { organizationId } })) === 0;
      waited++
    )
      await sleep(10);
    child.kill("SIGKILL");
    await ended;
    const before = await db.instance.count({ where: { organizationId } });
    await expectWhole(organizationId, before);
    const report = await ingestPaths(systemContext("test"), { organizationId, paths: [folder] });
    expect(report).toMatchObject({ stored: count - before, duplicates: before, setAside: 0, refused: [] });
    await expectWhole(organizationId, count);
  });
});

/** Every row has its bytes, and every count is right. */
async function expectWhole(organizationId: string, instances: number): Promise<void> {
  const rows = await db.instance.findMany({ where: { organizationId } });
  expect(rows).toHaveLength(instances);
  for (const row of rows) {
    const bytes = Buffer.alloc(Number(row.length));
    expect(await storage.readInto(row.objectKey, bytes, Number(row.offset))).toBe(bytes.length);
    const hash = createHash("sha256").update(bytes.subarray(row.dataSetOffset)).digest();
    expect(Buffer.compare(hash, row.dataSetSha256)).toBe(0);
  }
  const studies = await db.study.findMany({ where: { organizationId } });
  expect(studies.reduce((sum, study) => sum + study.instanceCount, 0)).toBe(instances);
}
