import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { parseStorageUrl } from "@/lib/env";
import { checkHealth } from "@/lib/health";
import { openSession } from "@/lib/ingest";
import { packStudies, sweepObjects, verifyStore } from "@/lib/keeping";
import { S3Storage } from "@/lib/storage";
import { deleteStudy, removeDueBytes } from "@/lib/studies";
import { makeAccount, makeOrganization } from "../support/accounts";
import { actorOf, partsOf, serveBytes } from "../support/byte-server";
import { inChunks, ingest, makeInstance } from "../support/ingest";
import { startRelay } from "../support/relay";
import { hasObjectStore, makeBucket, storeAddress } from "../support/s3";
import { userContext } from "../support/user-context";

const HOUR = 3_600_000;
const later = (hours: number) => new Date(Date.now() + hours * HOUR);
const get = await serveBytes(handleDicomWeb);

describe.skipIf(!hasObjectStore)("an archive on S3", () => {
  const spool = fs.mkdtempSync(path.join(os.tmpdir(), "spool-"));
  let relay: Awaited<ReturnType<typeof startRelay>>;
  let bucket: string;
  let actor: Actor;
  let organizationId: string;
  let administrator: Awaited<ReturnType<typeof userContext>>;

  beforeAll(async () => {
    relay = await startRelay(storeAddress());
    const location = parseStorageUrl(await makeBucket(relay.endpoint));
    bucket = location.bucket;
    (globalThis as { beeldbrugStorage?: unknown }).beeldbrugStorage = new S3Storage(location, spool);
    organizationId = (await makeOrganization()).id;
    actor = await actorOf((await makeAccount({ organizationId })).id);
    administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
  });
  beforeEach(() => relay.set("pass"));

  afterAll(async () => {
    await relay?.stop();
    fs.rmSync(spool, { recursive: true, force: true });
  });

  async function objects(): Promise<string[]> {
    const client = new S3Client({
      endpoint: storeAddress().origin,
      region: "us-east-1",
      forcePathStyle: true,
    });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    client.destroy();
    return Contents.map(({ Key = "" }) => Key.replace(/^objects\//, ""));
  }

  const study = () => ({ StudyInstanceUID: newUid(), SeriesInstanceUID: newUid(), PatientID: newUid() });

  it("stores a batch as one object, gives it back bit for bit, and removes it", async () => {
    const values = study();
    const files = [1, 2, 3].map((InstanceNumber) => makeInstance({ ...values, InstanceNumber }));
    const entries = await ingest(organizationId, ...files);
    expect(entries.map((entry) => entry.outcome)).toEqual(["STORED", "STORED", "STORED"]);
    expect(await objects()).toHaveLength(1);
    const root = `/dicom-web/studies/${values.StudyInstanceUID}`;
    const whole = await get(actor, root, {
      accept: 'multipart/related; type="application/dicom"; transfer-syntax=*',
    });
    const parts = partsOf(whole).map((part) => part.body.toString("base64"));
    expect(parts.sort()).toEqual(files.map((file) => Buffer.from(file).toString("base64")).sort());
    const sop = entries[0]?.sopInstanceUid;
    const frame = await get(actor, `${root}/series/${values.SeriesInstanceUID}/instances/${sop}/frames/1`, {
      accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=*',
    });
    expect(partsOf(frame)[0]?.body.length).toBe(32);
    expect((await verifyStore()).bad).toEqual([]);
    await deleteStudy(administrator, values.StudyInstanceUID);
    expect(await objects()).toEqual([]);
  });

  it("puts what C-STORE stored one by one together", async () => {
    const values = study();
    const session = openSession(administrator, { organizationId, origin: "CSTORE" });
    const files = [1, 2, 3, 4].map((InstanceNumber) => makeInstance({ ...values, InstanceNumber }));
    for (const file of files) expect((await session.store(inChunks(file))).status).toBe(0);
    await session.end();
    expect(await objects()).toHaveLength(4);
    await packStudies({ now: later(2) });
    expect(await objects()).toHaveLength(5);
    await db.byteRemoval.updateMany({ data: { dueAt: new Date() } });
    await removeDueBytes();
    expect(await objects()).toHaveLength(1);
    expect(await verifyStore()).toMatchObject({ checked: 4, bad: [] });
    await deleteStudy(administrator, values.StudyInstanceUID);
    expect(await objects()).toEqual([]);
  });

  it("refuses with the right status while the store is away, shows nothing, and goes on without a restart", async () => {
    relay.set("refuse");
    const values = study();
    const file = makeInstance(values);
    const session = openSession(administrator, { organizationId, origin: "CSTORE" });
    const refused = await session.store(inChunks(file));
    expect(refused).toMatchObject({ status: 0xa700, entry: { code: "STORAGE_UNAVAILABLE" } });
    expect((await ingest(organizationId, file))[0]).toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    const body = Buffer.concat([
      Buffer.from("--x\r\nContent-Type: application/dicom\r\n\r\n"),
      file,
      Buffer.from("\r\n--x--\r\n"),
    ]);
    const type = { "content-type": 'multipart/related; type="application/dicom"; boundary=x' };
    const stow = await get(actor, "/dicom-web/studies", type, "POST", body);
    expect(stow.status).toBe(503);
    expect(await db.study.count({ where: { studyInstanceUid: values.StudyInstanceUID } })).toBe(0);
    expect((await checkHealth()).checks.storage).toBe("failing");
    relay.set("pass");
    expect((await checkHealth()).checks.storage).toBe("ok");
    expect((await session.store(inChunks(file))).status).toBe(0);
    await session.end();
    await deleteStudy(administrator, values.StudyInstanceUID);
    expect(await objects()).toEqual([]);
  });

  it("forgets no deletion that the store was away for", async () => {
    const values = study();
    await ingest(organizationId, makeInstance(values));
    expect(await objects()).toHaveLength(1);
    relay.set("refuse");
    await expect(deleteStudy(administrator, values.StudyInstanceUID)).rejects.toMatchObject({ status: 503 });
    expect(await db.study.count({ where: { studyInstanceUid: values.StudyInstanceUID } })).toBe(0);
    relay.set("pass");
    expect(await objects()).toHaveLength(1);
    await removeDueBytes();
    expect(await objects()).toEqual([]);
  });

  it("leaves nothing of a packing that the store went away for, and says nothing bad of the bytes", async () => {
    const values = study();
    for (const InstanceNumber of [1, 2])
      await ingest(organizationId, makeInstance({ ...values, InstanceNumber }));
    const before = await db.instance.findMany({
      select: { id: true, objectKey: true },
      orderBy: { id: "asc" },
    });
    relay.set("refuse");
    await expect(packStudies({ now: later(2) })).rejects.toMatchObject({ status: 503 });
    await expect(verifyStore()).rejects.toMatchObject({ status: 503 });
    expect(await db.damagedBytes.count()).toBe(0);
    relay.set("pass");
    const after = await db.instance.findMany({
      select: { id: true, objectKey: true },
      orderBy: { id: "asc" },
    });
    expect(after).toEqual(before);
    expect(await sweepObjects({ now: later(30) })).toBe(0);
    await packStudies({ now: later(2) });
    await deleteStudy(administrator, values.StudyInstanceUID);
    expect(await objects()).toEqual([]);
  });
});
