import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type OrganizationActor, systemContext } from "@/lib/context";
import { db, type Instance } from "@/lib/db";
import { type DicomObject, newUid } from "@/lib/dicom";
import { openSession, recountForgotten } from "@/lib/ingest";
import { FileStorage, type ObjectWriter, StorageFullError, storage } from "@/lib/storage";
import { deleteStudy } from "@/lib/studies";
import { inChunks, makeInstance, makeOrganization } from "@/tests/support/ingest";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A session with what it was given, so that everything acknowledged can be held against what is there. */
function begin(organizationId: string) {
  const session = openSession(systemContext("test"), { organizationId, origin: "CSTORE" });
  const acknowledged = new Map<string, Uint8Array>();
  const store = async (values: DicomObject) => {
    const bytes = makeInstance(values);
    const { entry, status } = await session.store(inChunks(bytes, 1000));
    if (status === 0) acknowledged.set(entry.sopInstanceUid as string, bytes);
    return { entry, status };
  };
  return { session, store, acknowledged };
}

const series = (values: DicomObject = {}): DicomObject => ({
  StudyInstanceUID: newUid(),
  SeriesInstanceUID: newUid(),
  ...values,
});

async function bytesOf({ objectKey, offset, length }: Instance): Promise<Buffer> {
  const buffer = Buffer.alloc(Number(length));
  await storage.readInto(objectKey, buffer, Number(offset));
  return buffer;
}

/** Each acknowledged instance is there once, equal to the byte. */
async function expectAll(organizationId: string, acknowledged: Map<string, Uint8Array>): Promise<Instance[]> {
  const rows = await db.instance.findMany({ where: { organizationId }, orderBy: { receivedAt: "asc" } });
  expect(rows.map(({ sopInstanceUid }) => sopInstanceUid).sort()).toEqual([...acknowledged.keys()].sort());
  for (const row of rows) {
    const sent = acknowledged.get(row.sopInstanceUid) as Uint8Array;
    expect((await bytesOf(row)).equals(sent)).toBe(true);
    const hash = createHash("sha256").update(sent.subarray(row.dataSetOffset)).digest();
    expect(Buffer.compare(row.dataSetSha256, hash)).toBe(0);
  }
  return rows;
}

/** As of a store whose objects come to be whole, such as S3. */
const withoutCheckpoint = (writer: ObjectWriter): ObjectWriter =>
  new Proxy(writer, {
    get: (target, name) => {
      if (name === "checkpoint") return async () => false;
      const member = target[name as keyof ObjectWriter];
      return typeof member === "function" ? member.bind(target) : member;
    },
  });

const studyOf = (organizationId: string, uids: DicomObject) =>
  db.study.findFirstOrThrow({
    where: { organizationId, studyInstanceUid: uids.StudyInstanceUID as string },
    include: { series: true },
  });

describe("a session", () => {
  it("keeps a series in one object, each instance durable before the next, counts when it ends", async () => {
    const organizationId = await makeOrganization();
    const { session, store, acknowledged } = begin(organizationId);
    const uids = series();
    for (let number = 1; number <= 5; number++) {
      expect((await store({ ...uids, InstanceNumber: number })).status).toBe(0);
      await expectAll(organizationId, acknowledged);
    }
    const other = { ...uids, SeriesInstanceUID: newUid(), Modality: "SR" };
    await store(other);
    await store({ ...uids, InstanceNumber: 6 });
    await session.end();
    const rows = await expectAll(organizationId, acknowledged);
    expect(new Set(rows.map(({ objectKey }) => objectKey)).size).toBe(2);
    const study = await studyOf(organizationId, uids);
    expect(study).toMatchObject({ instanceCount: 7, seriesCount: 2, modalities: ["CT", "SR"] });
    expect(study.series.map(({ instanceCount }) => instanceCount).sort()).toEqual([1, 6]);
    expect(await db.studyRecount.count()).toBe(0);
    const where = { action: "study.received", studyInstanceUid: study.studyInstanceUid };
    expect(await db.auditEvent.count({ where })).toBe(1);
  });

  it("sorts out repeats, conflicts and what a later header adds", async () => {
    const organizationId = await makeOrganization();
    const { session, store, acknowledged } = begin(organizationId);
    const uids = series({ PatientBirthDate: "", AccessionNumber: "" });
    await store(uids);
    const second = { ...uids, SOPInstanceUID: newUid() };
    await store(second);
    expect(await store(second)).toMatchObject({ status: 0, entry: { outcome: "DUPLICATE" } });
    expect(await store({ ...second, PatientSex: "M" })).toMatchObject({ status: 0xc111 });
    expect(await store({ ...uids, PatientID: "P2" })).toMatchObject({ status: 0xc111 });
    await store({ ...uids, PatientBirthDate: "19700131", AccessionNumber: "A9" });
    await store(uids);
    await session.end();
    await expectAll(organizationId, acknowledged);
    expect(await studyOf(organizationId, uids)).toMatchObject({ accessionNumber: "A9", instanceCount: 4 });
    expect(await db.patient.findFirst({ where: { organizationId } })).toMatchObject({
      birthDate: "19700131",
    });
    const conflicts = await db.conflict.findMany({ where: { organizationId } });
    expect(conflicts.map(({ kind }) => kind).sort()).toEqual(["CONTENT", "PATIENT"]);
    for (const { objectKey } of conflicts) expect(await db.instance.count({ where: { objectKey } })).toBe(0);
  });

  it("goes on in a new object when the study is deleted meanwhile", async () => {
    const organizationId = await makeOrganization();
    const actor = { kind: "organization", organizationId, organizationSlug: "x", organizationName: "X" };
    const owner = { ...systemContext("test"), actor: actor as OrganizationActor };
    const { session, store, acknowledged } = begin(organizationId);
    const uids = series();
    await store(uids);
    await store(uids);
    await deleteStudy(owner, uids.StudyInstanceUID as string);
    acknowledged.clear();
    for (let number = 1; number <= 3; number++) expect((await store(uids)).status).toBe(0);
    await session.end();
    await expectAll(organizationId, acknowledged);
    expect((await studyOf(organizationId, uids)).instanceCount).toBe(3);
  });

  it("shares transactions between sessions, and failures with nobody", async () => {
    const organizationId = await makeOrganization();
    const uids = series();
    const sessions = Array.from({ length: 6 }, () => begin(organizationId));
    const same = Array.from({ length: 4 }, () => newUid());
    await Promise.all(
      sessions.map(async ({ store, session }, index) => {
        const own = index % 2 === 0 ? uids : series();
        for (let number = 0; number < 4; number++) {
          // The same instances over three associations, and others beside them.
          const sop = index % 2 === 0 && number % 2 === 0 ? { SOPInstanceUID: same[number] as string } : {};
          expect((await store({ ...own, ...sop })).status).toBe(0);
        }
        await session.end();
      }),
    );
    await expectAll(organizationId, new Map(sessions.flatMap(({ acknowledged }) => [...acknowledged])));
    expect((await studyOf(organizationId, uids)).instanceCount).toBe(8);
  });

  it("refuses what can't be made durable, and takes the next one again", async () => {
    const organizationId = await makeOrganization();
    const { session, store, acknowledged } = begin(organizationId);
    const uids = series();
    const create = storage.create.bind(storage);
    const writers: ObjectWriter[] = [];
    vi.spyOn(FileStorage.prototype, "create").mockImplementation(async () => {
      const writer = await create();
      writers.push(writer);
      return writer;
    });
    await store(uids);
    await store(uids);
    vi.spyOn(writers[0] as ObjectWriter, "checkpoint").mockImplementation(async () => {
      await (writers[0] as ObjectWriter).abort();
      throw new StorageFullError();
    });
    expect(await store(uids)).toMatchObject({ status: 0xa700, entry: { code: "STORAGE_FULL" } });
    expect((await store(uids)).status).toBe(0);
    await session.end();
    const rows = await expectAll(organizationId, acknowledged);
    expect(new Set(rows.map(({ objectKey }) => objectKey)).size).toBe(2);
  });

  it("shows a row once its bytes are durable, and is alone with what fails", async () => {
    const organizationId = await makeOrganization();
    const create = storage.create.bind(storage);
    const writers: ObjectWriter[] = [];
    vi.spyOn(FileStorage.prototype, "create").mockImplementation(async () => {
      const writer = await create();
      writers.push(writer);
      return writer;
    });
    const sessions = [begin(organizationId), begin(organizationId), begin(organizationId)] as const;
    const each = sessions.map(() => series());
    for (const [index, { store }] of sessions.entries()) await store(each[index] as DicomObject);
    for (const [index, { store }] of sessions.entries()) await store(each[index] as DicomObject);
    // Of each session the writer that stays open.
    const rows = await db.instance.findMany({ where: { organizationId }, distinct: ["objectKey"] });
    const writerOf = async (uids: DicomObject) => {
      const { id } = (await studyOf(organizationId, uids)).series[0] ?? {};
      const key = rows.findLast(({ seriesId }) => seriesId === id)?.objectKey;
      return writers.find((writer) => writer.key === key) as ObjectWriter;
    };
    const [slow, failing] = [await writerOf(each[0] as DicomObject), await writerOf(each[1] as DicomObject)];
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const checkpoint = slow.checkpoint.bind(slow);
    vi.spyOn(slow, "checkpoint").mockImplementation(async () => {
      asked.resolve();
      await gate.promise;
      return checkpoint();
    });
    vi.spyOn(failing, "checkpoint").mockImplementation(async () => {
      await failing.abort();
      throw new StorageFullError();
    });
    const first = sessions[0].store(each[0] as DicomObject);
    await asked.promise;
    // The two others wait for the first one's transaction, and share the next.
    const second = sessions[1].store(each[1] as DicomObject);
    const third = sessions[2].store(each[2] as DicomObject);
    await expect
      .poll(
        () => db.$queryRaw`SELECT 1 FROM pg_stat_activity
        WHERE state = 'idle in transaction' AND query LIKE '%INSERT INTO "Instance"%'`,
      )
      .toHaveLength(1);
    expect(await db.instance.count({ where: { organizationId } })).toBe(6);
    gate.resolve();
    expect((await first).status).toBe(0);
    expect(await second).toMatchObject({ status: 0xa700, entry: { code: "STORAGE_FULL" } });
    expect((await third).status).toBe(0);
    for (const { session } of sessions) await session.end();
    await expectAll(organizationId, new Map(sessions.flatMap(({ acknowledged }) => [...acknowledged])));
  });

  it("makes an object of each instance where a store can't leave one open", async () => {
    const organizationId = await makeOrganization();
    const { session, store, acknowledged } = begin(organizationId);
    const create = storage.create.bind(storage);
    vi.spyOn(FileStorage.prototype, "create").mockImplementation(async () =>
      withoutCheckpoint(await create()),
    );
    const uids = series();
    for (let number = 1; number <= 3; number++) await store(uids);
    await session.end();
    const rows = await expectAll(organizationId, acknowledged);
    expect(new Set(rows.map(({ objectKey }) => objectKey)).size).toBe(3);
  });

  it("begins another object after some minutes", async () => {
    const organizationId = await makeOrganization();
    const { session, store, acknowledged } = begin(organizationId);
    const uids = series();
    await store(uids);
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 11 * 60_000);
    await store(uids);
    await store(uids);
    clock.mockRestore();
    await session.end();
    const rows = await expectAll(organizationId, acknowledged);
    const perObject = Map.groupBy(rows, ({ objectKey }) => objectKey);
    expect([...perObject.values()].map((each) => each.length).sort()).toEqual([1, 2]);
  });

  it("has what a killed process left uncounted counted by another one", async () => {
    const organizationId = await makeOrganization();
    const { session, store } = begin(organizationId);
    const uids = series();
    for (let number = 1; number <= 3; number++) await store(uids);
    await session.end();
    const { id } = await studyOf(organizationId, uids);
    await db.study.update({ where: { id }, data: { instanceCount: 1 } });
    await db.studyRecount.create({ data: { studyId: id } });
    await recountForgotten();
    expect((await studyOf(organizationId, uids)).instanceCount).toBe(1);
    await db.studyRecount.update({
      where: { studyId: id },
      data: { markedAt: new Date(Date.now() - 60_000) },
    });
    await recountForgotten();
    expect((await studyOf(organizationId, uids)).instanceCount).toBe(3);
  });
});
