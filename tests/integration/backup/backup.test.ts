import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createBackup, restoreBackup } from "@/lib/backup";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { FileStorage } from "@/lib/storage";
import { addDocument, deleteStudy } from "@/lib/studies";
import { inChunks, ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";
import { userContext } from "@/tests/support/user-context";

const root = path.resolve(import.meta.dirname, "../../..");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "backup-"));
const fresh: string[] = [];
const within = (url: string, name: string) => url.replace(/\/[^/]*$/, `/${name}`);
const ownerUrl = process.env.DATABASE_OWNER_URL as string;

async function asOwner(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** An installation that has nothing yet, with its command line. */
async function makeInstallation() {
  const name = `restored_${randomBytes(6).toString("hex")}`;
  await asOwner(ownerUrl, `CREATE DATABASE ${name}`);
  fresh.push(name);
  const { NODE_ENV: _nodeEnv, DATABASE_EMBEDDED: _embedded, ...rest } = process.env;
  const dataDir = path.join(folder, name);
  const env = {
    ...rest,
    DATABASE_URL: within(inject("applicationUrl"), name),
    DATABASE_OWNER_URL: within(ownerUrl, name),
    DATA_DIR: dataDir,
  };
  return {
    dataDir,
    ask: (sql: string) => asOwner(within(ownerUrl, name), sql),
    beeldbrug: (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
      new Promise((resolve) =>
        execFile(
          "npm",
          ["run", "-s", "beeldbrug", "--", ...args],
          { cwd: root, env: env as unknown as NodeJS.ProcessEnv, encoding: "utf8" },
          (error, stdout, stderr) =>
            resolve({ code: (error?.code as number | undefined) ?? 0, stdout, stderr }),
        ),
      ),
  };
}

/** Into the installation that was saved, which must not work. */
const restoreHere = (from: string) =>
  restoreBackup(systemContext("test"), {
    ownerUrl,
    applicationUrl: process.env.DATABASE_URL as string,
    folder: from,
    prepare: async () => {},
  });

let organizationId: string;

beforeAll(async () => {
  organizationId = await makeOrganization("noord");
});

afterAll(async () => {
  for (const name of fresh) await asOwner(ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  fs.rmSync(folder, { recursive: true, force: true });
});

it("saves a running installation and restores it elsewhere, naming no bytes that aren't there", {
  timeout: 400_000,
}, async () => {
  const administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
  const kept = { StudyInstanceUID: newUid(), PatientID: "KEPT", PatientName: "Müller^Zoë" };
  await ingest(
    organizationId,
    ...[1, 2, 3].map((number) => makeInstance({ ...kept, InstanceNumber: number })),
  );
  await addDocument(administrator, {
    organizationId,
    studyInstanceUid: kept.StudyInstanceUID,
    title: "Verslag",
    bytes: inChunks(Buffer.from("%PDF-1.4\nverslag")),
  });
  // Deleted while the backup is made: alone in its object, and sharing one with studies that stay.
  const alone = { StudyInstanceUID: newUid(), PatientID: "GONE" };
  await ingest(organizationId, makeInstance(alone));
  const many = Array.from({ length: 20 }, () => ({ StudyInstanceUID: newUid(), PatientID: newUid() }));
  await ingest(organizationId, ...many.map((values) => makeInstance(values)));
  const rows = await db.instance.findMany({ include: { study: true } });
  const sharing = [...Map.groupBy(rows, (row) => row.objectKey).values()].find(
    (group) => new Set(group.map((row) => row.studyId)).size > 1,
  );
  const shared = sharing?.[0]?.study.studyInstanceUid as string;

  let isDone = false;
  const writing = (async () => {
    for (let number = 0; !isDone; number++) {
      await ingest(organizationId, makeInstance({ PatientID: `W${number}` }));
    }
  })();
  // The rows are saved first, then the objects: the deletion comes in between.
  const copy = FileStorage.prototype.create;
  let deleted: Promise<unknown> | undefined;
  FileStorage.prototype.create = async function (key?: string) {
    if (key !== undefined) {
      deleted ??= (async () => {
        await deleteStudy(administrator, alone.StudyInstanceUID);
        await deleteStudy(administrator, shared);
      })();
      await deleted;
    }
    return copy.call(this, key);
  };
  const target = path.join(folder, "backup");
  const manifest = await createBackup(systemContext("test"), { ownerUrl, folder: target }).finally(() => {
    FileStorage.prototype.create = copy;
    isDone = true;
  });
  await writing;
  expect(manifest.missing).toEqual([]);
  expect(manifest.objects).toBeGreaterThan(3);
  expect(await db.backupRun.count({ where: { finishedAt: null } })).toBe(0);

  const { beeldbrug, ask } = await makeInstallation();
  const restored = await beeldbrug("backup", "restore", target, "--json");
  expect(restored.stderr).toBe("");
  expect(JSON.parse(restored.stdout)).toMatchObject({ missing: [], lost: 0, leftOut: expect.any(Number) });
  expect(JSON.parse(restored.stdout).leftOut).toBeGreaterThanOrEqual(2);
  expect(restored.code).toBe(0);
  const studies = await ask(`SELECT * FROM "Study"`);
  const uids = studies.map((study) => study.studyInstanceUid);
  expect(uids).toContain(kept.StudyInstanceUID);
  expect(uids).not.toContain(alone.StudyInstanceUID);
  expect(uids).not.toContain(shared);
  const [before] = await asOwner(ownerUrl, `SELECT * FROM "Study" WHERE "patientIdentifier" = 'KEPT'`);
  expect(studies.find((study) => study.id === before?.id)).toEqual(before);

  const verified = await beeldbrug("store", "verify", "--json");
  expect(JSON.parse(verified.stdout)).toMatchObject({ bad: [] });
  expect(JSON.parse(verified.stdout).checked).toBeGreaterThan(20);
  const log = await beeldbrug("audit", "verify", "--json");
  expect(JSON.parse(log.stdout)).toMatchObject({ ok: true });
  expect(JSON.parse(log.stdout).rows).toBeGreaterThan(20);

  await expect(restoreHere(target)).rejects.toThrow("the database is not empty");
});

it("refuses a folder that holds something, or no whole backup", async () => {
  const full = path.join(folder, "full");
  fs.mkdirSync(full);
  fs.writeFileSync(path.join(full, "x"), "");
  const options = { ownerUrl, folder: full };
  await expect(createBackup(systemContext("test"), options)).rejects.toThrow("not empty");
  await expect(restoreHere(full)).rejects.toThrow("holds no finished backup");
});

describe("the database alone, beside a store that has its own copies", () => {
  const target = path.join(folder, "rows");
  const objects = () => path.join(process.env.DATA_DIR as string, "objects");

  /** Every row's bytes are read, and every count is right. */
  async function expectWhole({ ask, beeldbrug }: Awaited<ReturnType<typeof makeInstallation>>) {
    const verified = await beeldbrug("store", "verify", "--json");
    expect(JSON.parse(verified.stdout)).toMatchObject({ bad: [] });
    expect(
      await ask(`
        SELECT s.id FROM "Study" s LEFT JOIN "Instance" i ON i."studyId" = s.id
        GROUP BY s.id HAVING count(i.id) <> s."instanceCount" OR count(i.id) = 0`),
    ).toEqual([]);
    return JSON.parse(verified.stdout).checked as number;
  }

  it("is restored whole when the store is", { timeout: 120_000 }, async () => {
    const study = { StudyInstanceUID: newUid(), PatientID: "ROWS" };
    await ingest(
      organizationId,
      ...[1, 2].map((InstanceNumber) => makeInstance({ ...study, InstanceNumber })),
    );
    await ingest(organizationId, makeInstance({ PatientID: "ALONE" }));
    await ingest(organizationId, makeInstance({ PatientID: "SHORT" }));
    const manifest = await createBackup(systemContext("test"), {
      ownerUrl,
      folder: target,
      isDatabaseOnly: true,
    });
    expect(manifest).toMatchObject({ hasObjects: false, objects: 0, missing: [] });
    expect(fs.readdirSync(target).sort()).toEqual(["database", "manifest.json"]);
    const installation = await makeInstallation();
    fs.cpSync(objects(), path.join(installation.dataDir, "objects"), { recursive: true });
    const restored = await installation.beeldbrug("backup", "restore", target, "--json");
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(restored.stdout)).toMatchObject({ missing: [], lost: 0, objects: 0 });
    expect(await expectWhole(installation)).toBe(
      (await db.instance.count()) + (await db.studyDocument.count()),
    );
  });

  it("names nothing that the store lacks, and says what that was", { timeout: 120_000 }, async () => {
    const installation = await makeInstallation();
    const copy = path.join(installation.dataDir, "objects");
    fs.cpSync(objects(), copy, { recursive: true });
    const keyOf = async (patientIdentifier: string) =>
      (await db.instance.findFirstOrThrow({ where: { study: { patientIdentifier } } })).objectKey;
    const [gone, short] = [await keyOf("ALONE"), await keyOf("SHORT")];
    const files = fs
      .readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const fileOf = (key: string) => files.find((file) => file.endsWith(path.basename(key))) ?? "";
    fs.rmSync(fileOf(gone));
    fs.truncateSync(fileOf(short), fs.statSync(fileOf(short)).size - 1);
    const restored = await installation.beeldbrug("backup", "restore", target, "--json");
    expect(restored.code).toBe(1);
    const report = JSON.parse(restored.stdout);
    expect(report.missing.sort()).toEqual([gone, short].sort());
    expect(report.lost).toBeGreaterThanOrEqual(2);
    await expectWhole(installation);
    const patients = (await installation.ask(`SELECT "patientIdentifier" AS id FROM "Study"`)).map(
      ({ id }) => id,
    );
    expect(patients).toContain("ROWS");
    expect(patients).not.toContain("ALONE");
    expect(patients).not.toContain("SHORT");
  });

  it("is refused beside a store that is another one", { timeout: 120_000 }, async () => {
    const installation = await makeInstallation();
    const restored = await installation.beeldbrug("backup", "restore", target);
    expect(restored.code).not.toBe(0);
    expect(restored.stderr).toContain("is STORAGE_URL right?");
    expect(await installation.ask(`SELECT id FROM "Study"`)).toEqual([]);
  });
});

it("is made of a store that lost something, and restored without it", { timeout: 120_000 }, async () => {
  await ingest(organizationId, makeInstance({ PatientID: "DAMAGED" }));
  const { objectKey } = await db.instance.findFirstOrThrow({
    where: { study: { patientIdentifier: "DAMAGED" } },
  });
  const files = fs.readdirSync(process.env.DATA_DIR as string, { recursive: true, encoding: "utf8" });
  const file = path.join(
    process.env.DATA_DIR as string,
    files.find((name) => name.endsWith(path.basename(objectKey))) ?? "",
  );
  fs.truncateSync(file, 10);
  const target = path.join(folder, "damaged");
  const manifest = await createBackup(systemContext("test"), { ownerUrl, folder: target });
  expect(manifest.missing).toEqual([objectKey]);
  const installation = await makeInstallation();
  const restored = await installation.beeldbrug("backup", "restore", target, "--json");
  expect(restored.code).toBe(1);
  expect(JSON.parse(restored.stdout).missing).toEqual([objectKey]);
  expect(await installation.ask(`SELECT id FROM "Instance" WHERE "objectKey" = '${objectKey}'`)).toEqual([]);
});
