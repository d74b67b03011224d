import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { env } from "@/lib/env";
import { getVerificationState, packStudies, sweepObjects, verifySlowly, verifyStore } from "@/lib/keeping";
import { storage } from "@/lib/storage";
import { addDocument, deleteStudy, removeDueBytes } from "@/lib/studies";
import { inChunks, ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";
import { storeBytes } from "@/tests/support/storage-contract";
import { userContext } from "@/tests/support/user-context";

const HOUR = 3_600_000;
const later = (hours: number) => new Date(Date.now() + hours * HOUR);

let organizationId: string;
let administrator: Awaited<ReturnType<typeof userContext>>;

beforeAll(async () => {
  organizationId = await makeOrganization();
  administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
});

/** A study whose instances came one by one, as by C-STORE. */
async function storeOneByOne(count: number, values: Record<string, unknown> = {}) {
  const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), PatientID: newUid(), ...values };
  const files: Uint8Array[] = [];
  for (let number = 1; number <= count; number++) {
    const bytes = makeInstance({ ...study, InstanceNumber: number });
    files.push(bytes);
    await ingest(organizationId, bytes);
  }
  return { uid: study.StudyInstanceUID, files };
}

const rowsOf = (uid: string) =>
  db.instance.findMany({ where: { study: { studyInstanceUid: uid } }, orderBy: { instanceNumber: "asc" } });

async function bytesOf(row: { objectKey: string; offset: bigint; length: bigint }): Promise<Buffer> {
  const buffer = Buffer.alloc(Number(row.length));
  await storage.readInto(row.objectKey, buffer, Number(row.offset));
  return buffer;
}

function fileOf(key: string): string {
  return path.join(env.DATA_DIR, "objects", key.slice(0, 8), key.slice(9, 11), key);
}

function allObjects(): string[] {
  const found = fs.readdirSync(path.join(env.DATA_DIR, "objects"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

function flipByte(key: string, at: number): void {
  const bytes = fs.readFileSync(fileOf(key));
  bytes[at] = (bytes[at] as number) ^ 0x40;
  fs.writeFileSync(fileOf(key), bytes);
}

describe("verifying", () => {
  const damaged: string[] = [];
  afterEach(() => {
    for (const key of damaged.splice(0)) if (fs.existsSync(fileOf(key))) flipByte(key, 700);
  });

  it("finds every row's bytes whole: instances, documents, what was set aside", async () => {
    const { uid } = await storeOneByOne(3);
    const [first] = await rowsOf(uid);
    const other = makeInstance({
      StudyInstanceUID: uid,
      SOPInstanceUID: first?.sopInstanceUid,
      StudyDescription: "other content",
    });
    const [entry] = await ingest(organizationId, other);
    expect(entry?.outcome).toBe("SET_ASIDE");
    await addDocument(administrator, {
      organizationId,
      studyInstanceUid: uid,
      title: "Verslag",
      bytes: inChunks(Buffer.from(`%PDF-1.4\n${"x".repeat(5000)}`)),
    });
    const { checked, bad } = await verifyStore();
    expect(bad).toEqual([]);
    expect(checked).toBeGreaterThanOrEqual(5);
    expect((await rowsOf(uid)).every((row) => row.verifiedAt !== null)).toBe(true);
  });

  it("says which bytes changed, ended early or are gone, and forgets it when they are whole again", async () => {
    const { uid } = await storeOneByOne(4);
    const [changed, short, gone, whole] = await rowsOf(uid);
    if (!changed || !short || !gone || !whole) throw new Error("four were stored");
    flipByte(changed.objectKey, 700);
    const [shortBytes, goneBytes] = [short, gone].map(({ objectKey }) => fs.readFileSync(fileOf(objectKey)));
    fs.truncateSync(fileOf(short.objectKey), 500);
    fs.rmSync(fileOf(gone.objectKey));
    const { bad } = await verifyStore();
    expect(new Map(bad.map((each) => [each.sopInstanceUid, each.reason]))).toEqual(
      new Map([
        [changed.sopInstanceUid, "CRC32"],
        [short.sopInstanceUid, "SHORT"],
        [gone.sopInstanceUid, "MISSING"],
      ]),
    );
    expect((await getVerificationState()).damaged).toBe(3);
    flipByte(changed.objectKey, 700);
    fs.writeFileSync(fileOf(short.objectKey), shortBytes as Buffer);
    fs.writeFileSync(fileOf(gone.objectKey), goneBytes as Buffer);
    expect((await verifyStore()).bad).toEqual([]);
    expect((await getVerificationState()).damaged).toBe(0);
  });

  it("goes on by itself where it was, one round a week", async () => {
    const { uid } = await storeOneByOne(2);
    const since = new Date();
    await verifySlowly();
    const first = await getVerificationState();
    expect(first.lastRoundEndedAt?.getTime()).toBeGreaterThanOrEqual(since.getTime());
    expect(first.checked).toBe(
      (await db.instance.count()) + (await db.conflict.count()) + (await db.studyDocument.count()),
    );
    await verifySlowly();
    expect((await getVerificationState()).lastRoundEndedAt).toEqual(first.lastRoundEndedAt);
    const [row] = await rowsOf(uid);
    flipByte(row?.objectKey as string, 700);
    damaged.push(row?.objectKey as string);
    await verifySlowly({ now: later(8 * 24) });
    expect((await getVerificationState()).damaged).toBe(1);
    await db.jobProgress.deleteMany();
  });
});

describe("packing small objects", () => {
  it("puts a quiet study's objects together, bit for bit, and removes the old ones after a grace", async () => {
    const { uid, files } = await storeOneByOne(5);
    const before = await rowsOf(uid);
    expect(new Set(before.map((row) => row.objectKey)).size).toBe(5);
    expect(await packStudies()).toBe(0);
    await packStudies({ now: later(2) });
    const after = await rowsOf(uid);
    expect(new Set(after.map((row) => row.objectKey)).size).toBe(1);
    for (const [index, row] of after.entries())
      expect(Buffer.compare(await bytesOf(row), files[index] as Buffer)).toBe(0);
    // Readers that opened the old objects still finish.
    for (const row of before) expect(fs.existsSync(fileOf(row.objectKey))).toBe(true);
    expect(await sweepObjects({ now: later(5 * 24), isWhole: true })).toBe(0);
    await db.byteRemoval.updateMany({ data: { dueAt: new Date() } });
    await removeDueBytes();
    for (const row of before) expect(fs.existsSync(fileOf(row.objectKey))).toBe(false);
    expect(await packStudies({ now: later(2) })).toBe(0);
    expect((await verifyStore()).bad).toEqual([]);
  });

  it("takes what arrives later too", async () => {
    const { uid } = await storeOneByOne(3);
    await packStudies({ now: later(2) });
    const [row] = await rowsOf(uid);
    const patient = await db.study.findFirstOrThrow({ where: { studyInstanceUid: uid } });
    const values = { StudyInstanceUID: uid, PatientID: patient.patientIdentifier };
    await ingest(organizationId, makeInstance({ ...values, InstanceNumber: 8 }));
    await ingest(organizationId, makeInstance({ ...values, InstanceNumber: 9 }));
    await packStudies({ now: later(2) });
    const keys = new Set((await rowsOf(uid)).map(({ objectKey }) => objectKey));
    expect(keys.size).toBe(1);
    expect(keys.has(row?.objectKey as string)).toBe(false);
  });

  it("leaves a damaged instance where it is, and what shares its object", async () => {
    const { uid } = await storeOneByOne(4);
    const [bad] = await rowsOf(uid);
    flipByte(bad?.objectKey as string, 700);
    await packStudies({ now: later(2) });
    const after = await rowsOf(uid);
    expect(after[0]?.objectKey).toBe(bad?.objectKey);
    expect(new Set(after.map((row) => row.objectKey)).size).toBe(2);
    flipByte(bad?.objectKey as string, 700);
  });

  it("is harmless when two workers do it at once", async () => {
    const { uid, files } = await storeOneByOne(4);
    await Promise.all([packStudies({ now: later(2) }), packStudies({ now: later(2) })]);
    const after = await rowsOf(uid);
    expect(new Set(after.map((row) => row.objectKey)).size).toBe(1);
    for (const [index, row] of after.entries())
      expect(Buffer.compare(await bytesOf(row), files[index] as Buffer)).toBe(0);
    // The other one's pack is gone, and each old object is noted once.
    expect(await sweepObjects({ now: later(5 * 24), isWhole: true })).toBe(0);
    const [study] = await db.study.findMany({ where: { studyInstanceUid: uid } });
    expect(await db.byteRemoval.count({ where: { studyId: study?.id ?? "" } })).toBe(4);
    await deleteStudy(administrator, uid);
    for (const row of after) expect(fs.existsSync(fileOf(row.objectKey))).toBe(false);
  });

  it("keeps no copy of a study that is deleted while it is packed", async () => {
    const { uid } = await storeOneByOne(3);
    const before = new Set(allObjects());
    const open = storage.open.bind(storage);
    const holder = globalThis as unknown as { beeldbrugStorage: { open: typeof open } };
    let opened = 0;
    let deleting: Promise<void> | undefined;
    holder.beeldbrugStorage.open = async (key) => {
      const object = await open(key);
      opened += 1;
      // When all are copied but for the last, which is open.
      if (opened === 3) {
        deleting = deleteStudy(administrator, uid);
        await deleting;
      }
      return object;
    };
    await packStudies({ now: later(2) }).finally(() => {
      Reflect.deleteProperty(holder.beeldbrugStorage, "open");
    });
    expect(deleting).toBeDefined();
    expect(allObjects().filter((key) => !before.has(key))).toEqual([]);
  });

  it("keeps no copy of a study that is deleted after it was packed", async () => {
    const { uid } = await storeOneByOne(3);
    const old = await rowsOf(uid);
    await packStudies({ now: later(2) });
    const [packed] = await rowsOf(uid);
    await deleteStudy(administrator, uid);
    for (const key of [...old.map((row) => row.objectKey), packed?.objectKey as string])
      expect(fs.existsSync(fileOf(key))).toBe(false);
  });

  it("goes on with the others where one study can't be packed, and fails at the end", async () => {
    const bad = await storeOneByOne(2);
    const good = await storeOneByOne(2);
    const unreadable = new Set((await rowsOf(bad.uid)).map((row) => row.objectKey));
    const open = storage.open.bind(storage);
    const holder = globalThis as unknown as { beeldbrugStorage: { open: typeof open } };
    holder.beeldbrugStorage.open = async (key) => {
      if (unreadable.has(key)) throw new Error("the disk says no");
      return open(key);
    };
    await expect(packStudies({ now: later(2) })).rejects.toThrow("says no");
    const objectsOf = async (uid: string) => new Set((await rowsOf(uid)).map((row) => row.objectKey)).size;
    expect([await objectsOf(bad.uid), await objectsOf(good.uid)]).toEqual([2, 1]);
    Reflect.deleteProperty(holder.beeldbrugStorage, "open");
    await packStudies({ now: later(2) });
    expect(await objectsOf(bad.uid)).toBe(1);
  });

  it("waits with old objects while a backup is made, but not with deleted bytes", async () => {
    const run = await db.backupRun.create({ data: {} });
    const { uid } = await storeOneByOne(2);
    const gone = await storeOneByOne(1);
    const old = await rowsOf(uid);
    const deleted = await rowsOf(gone.uid);
    await packStudies({ now: later(2) });
    await db.byteRemoval.updateMany({ data: { dueAt: new Date() } });
    await deleteStudy(administrator, gone.uid);
    await removeDueBytes();
    for (const row of old) expect(fs.existsSync(fileOf(row.objectKey))).toBe(true);
    for (const row of deleted) expect(fs.existsSync(fileOf(row.objectKey))).toBe(false);
    await db.backupRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } });
    await removeDueBytes();
    for (const row of old) expect(fs.existsSync(fileOf(row.objectKey))).toBe(false);
  });
});

describe("removing bytes", () => {
  it("goes on with the others where one object can't be removed, and tries that one again", async () => {
    const studies = [await storeOneByOne(1), await storeOneByOne(1), await storeOneByOne(1)];
    const rows = await Promise.all(studies.map(({ uid }) => rowsOf(uid)));
    const keys = rows.map(([row]) => row?.objectKey as string);
    const remove = storage.delete.bind(storage);
    const holder = globalThis as unknown as { beeldbrugStorage: { delete: typeof remove } };
    holder.beeldbrugStorage.delete = async () => {
      throw new Error("the disk says no");
    };
    for (const { uid } of studies) await expect(deleteStudy(administrator, uid)).rejects.toThrow("says no");
    holder.beeldbrugStorage.delete = async (key) => {
      if (key === keys[0]) throw new Error("the disk says no");
      await remove(key);
    };
    await expect(removeDueBytes()).rejects.toThrow("says no");
    Reflect.deleteProperty(holder.beeldbrugStorage, "delete");
    expect(keys.map((key) => fs.existsSync(fileOf(key)))).toEqual([true, false, false]);
    await removeDueBytes();
    expect(fs.existsSync(fileOf(keys[0] as string))).toBe(false);
  });
});

describe("sweeping", () => {
  it("removes old objects without rows, never young ones and never those with rows", async () => {
    const { uid } = await storeOneByOne(1);
    const [row] = await rowsOf(uid);
    const orphan = await storeBytes(storage, createHash("sha256").update("x").digest());
    expect(await sweepObjects()).toBe(0);
    expect(fs.existsSync(fileOf(orphan))).toBe(true);
    expect(await sweepObjects({ now: later(26) })).toBe(1);
    expect(fs.existsSync(fileOf(orphan))).toBe(false);
    expect(fs.existsSync(fileOf(row?.objectKey as string))).toBe(true);
  });
});
