import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
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
const fresh = `restored_${randomBytes(6).toString("hex")}`;
const inFresh = (url: string) => url.replace(/\/[^/]*$/, `/${fresh}`);
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

/** The command line in an installation that has nothing yet. */
function beeldbrug(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { NODE_ENV: _nodeEnv, DATABASE_EMBEDDED: _embedded, ...rest } = process.env;
  const env = {
    ...rest,
    DATABASE_URL: inFresh(inject("applicationUrl")),
    DATABASE_OWNER_URL: inFresh(ownerUrl),
    DATA_DIR: path.join(folder, "data"),
  };
  return new Promise((resolve) =>
    execFile(
      "npm",
      ["run", "-s", "beeldbrug", "--", ...args],
      { cwd: root, env: env as unknown as NodeJS.ProcessEnv, encoding: "utf8" },
      (error, stdout, stderr) => resolve({ code: (error?.code as number | undefined) ?? 0, stdout, stderr }),
    ),
  );
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
  await asOwner(ownerUrl, `CREATE DATABASE ${fresh}`);
  organizationId = await makeOrganization("noord");
});

afterAll(async () => {
  await asOwner(ownerUrl, `DROP DATABASE ${fresh} WITH (FORCE)`);
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

  const restored = await beeldbrug("backup", "restore", target, "--json");
  expect(restored.stderr).toBe("");
  expect(JSON.parse(restored.stdout)).toMatchObject({ missing: [], leftOut: expect.any(Number) });
  expect(JSON.parse(restored.stdout).leftOut).toBeGreaterThanOrEqual(2);
  expect(restored.code).toBe(0);
  const studies = await asOwner(inFresh(ownerUrl), `SELECT * FROM "Study"`);
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
