import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { verifyChain } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid, Part10Scanner } from "@/lib/dicom";
import { env } from "@/lib/env";
import { openIngest, openSession } from "@/lib/ingest";
import { storage } from "@/lib/storage";
import { inChunks, ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";

const TEXT_REPORT = { SOPClassUID: "1.2.840.10008.5.1.4.1.1.88.11", Modality: "SR" };

const objects = () =>
  fs
    .readdirSync(path.join(env.DATA_DIR, "objects"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile());

async function storedBytes(sopInstanceUid: string, organizationId: string): Promise<Buffer> {
  const row = await db.instance.findFirstOrThrow({ where: { sopInstanceUid, organizationId } });
  const bytes = Buffer.alloc(Number(row.length));
  await storage.readInto(row.objectKey, bytes, Number(row.offset));
  return bytes;
}

describe("ingest", () => {
  it("keeps bytes, rows, counts and the log of a study", async () => {
    const organizationId = await makeOrganization();
    const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const files = [1, 2, 3].map((number) => makeInstance({ ...study, InstanceNumber: number }));
    const report = makeInstance({
      StudyInstanceUID: study.StudyInstanceUID,
      ...TEXT_REPORT,
    });
    const entries = await ingest(organizationId, ...files, report);
    expect(entries.map((entry) => entry.outcome)).toEqual(["STORED", "STORED", "STORED", "STORED"]);
    const row = await db.study.findFirstOrThrow({
      where: { organizationId },
      include: { patient: true, series: true, instances: true },
    });
    expect(row).toMatchObject({
      studyInstanceUid: study.StudyInstanceUID,
      studyDate: "20260102",
      description: "CT thorax",
      instanceCount: 4,
      seriesCount: 2,
      modalities: ["CT", "SR"],
      hasReport: true,
      searchText: " jansen anna p1 ct thorax a1",
    });
    expect(row.patient).toMatchObject({
      patientIdentifier: "P1",
      name: "Jansen^Anna",
      birthDate: "19700131",
    });
    expect(row.sizeBytes).toBe(BigInt(files.reduce((sum, file) => sum + file.length, report.length)));
    expect(JSON.parse(row.attributes)).toMatchObject({ "00201208": { vr: "IS", Value: [4] } });
    expect(new Set(row.instances.map((instance) => instance.objectKey)).size).toBe(1);
    for (const [index, file] of files.entries()) {
      const uid = entries[index]?.sopInstanceUid as string;
      expect(Buffer.compare(await storedBytes(uid, organizationId), file)).toBe(0);
      const instance = row.instances.find((each) => each.sopInstanceUid === uid);
      expect(instance?.crc32).toBe(BigInt(crc32(file)));
      const dataSet = file.subarray(instance?.dataSetOffset);
      expect(Buffer.from(instance?.dataSetSha256 ?? [])).toEqual(
        createHash("sha256").update(dataSet).digest(),
      );
      expect(JSON.parse(instance?.metadata ?? "")).toMatchObject({ "00080060": { vr: "CS", Value: ["CT"] } });
    }
    const events = await db.auditEvent.findMany({ where: { chain: organizationId } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ action: "study.received", studyInstanceUid: study.StudyInstanceUID });
  });

  it("takes a repeat as success, once, and keeps no bytes of it", async () => {
    const organizationId = await makeOrganization();
    const file = makeInstance();
    const first = await ingest(organizationId, file, file);
    expect(first.map((entry) => entry.outcome)).toEqual(["STORED", "DUPLICATE"]);
    const before = objects().length;
    const [again] = await ingest(organizationId, file);
    expect(again?.outcome).toBe("DUPLICATE");
    expect(objects().length).toBe(before);
    expect(await db.instance.count({ where: { organizationId } })).toBe(1);
  });

  it("sets another content under a known UID aside", async () => {
    const organizationId = await makeOrganization();
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const one = makeInstance({ ...uids, StudyDescription: "one" });
    const other = makeInstance({ ...uids, StudyDescription: "other" });
    const both = await ingest(organizationId, one, other);
    expect(both.map((entry) => entry.outcome)).toEqual(["STORED", "SET_ASIDE"]);
    const [again] = await ingest(organizationId, other);
    expect(again).toMatchObject({ outcome: "SET_ASIDE", code: "CONTENT_CONFLICT" });
    const conflicts = await db.conflict.findMany({ where: { organizationId } });
    expect(conflicts).toHaveLength(1);
    const kept = Buffer.alloc(Number(conflicts[0]?.length));
    await storage.readInto(conflicts[0]?.objectKey as string, kept, Number(conflicts[0]?.offset));
    expect(Buffer.compare(kept, other)).toBe(0);
    expect(Buffer.compare(await storedBytes(uids.SOPInstanceUID, organizationId), one)).toBe(0);
  });

  it("sets a second patient under one study aside, and keeps organisations apart", async () => {
    const organizationId = await makeOrganization();
    const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const anna = makeInstance({ ...study, PatientID: "1" });
    const piet = makeInstance({ ...study, PatientID: "2", PatientName: "Bakker^Piet" });
    await ingest(organizationId, anna);
    const [entry] = await ingest(organizationId, piet);
    expect(entry).toMatchObject({ outcome: "SET_ASIDE", code: "PATIENT_CONFLICT" });
    expect(await db.conflict.count({ where: { organizationId, kind: "PATIENT" } })).toBe(1);
    const elsewhere = await makeOrganization();
    const [other] = await ingest(elsewhere, piet);
    expect(other?.outcome).toBe("STORED");
  });

  it("counts and logs each of many studies that come together", async () => {
    const organizationId = await makeOrganization();
    const uids = Array.from({ length: 30 }, () => newUid());
    const files = uids.map((uid, at) => makeInstance({ StudyInstanceUID: uid, PatientID: `P${at % 7}` }));
    const reports = uids
      .slice(0, 3)
      .map((StudyInstanceUID) =>
        makeInstance({ StudyInstanceUID, PatientID: `P${uids.indexOf(StudyInstanceUID)}`, ...TEXT_REPORT }),
      );
    const entries = await ingest(organizationId, ...files, ...reports);
    expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(["STORED"]));
    const studies = await db.study.findMany({ where: { organizationId } });
    const expected = uids.map((uid, at) => [uid, at < 3 ? 2 : 1, at < 3]);
    expect(
      studies.map((study) => [study.studyInstanceUid, study.instanceCount, study.hasReport]).sort(),
    ).toEqual(expected.sort());
    const logged = await db.auditEvent.findMany({ where: { chain: organizationId } });
    expect(logged.map(({ studyInstanceUid }) => studyInstanceUid).sort()).toEqual([...uids].sort());
    expect(await verifyChain(organizationId)).toMatchObject({ ok: true, rows: 30 });
  });

  it("fills in what a patient lacks from the first study that says it, also within one delivery", async () => {
    const organizationId = await makeOrganization();
    const [first, second] = [newUid(), newUid()].sort();
    const of = (StudyInstanceUID: string | undefined, PatientSex: string) =>
      makeInstance({ StudyInstanceUID, PatientSex });
    await ingest(organizationId, of(first, ""), of(second, ""));
    await ingest(organizationId, of(first, "F"), of(second, "O"));
    expect(await db.patient.findFirstOrThrow({ where: { organizationId } })).toMatchObject({ sex: "F" });
  });

  it("keeps patients without a number apart by their study", async () => {
    const organizationId = await makeOrganization();
    await ingest(organizationId, makeInstance({ PatientID: "" }), makeInstance({ PatientID: "" }));
    expect(await db.patient.count({ where: { organizationId } })).toBe(2);
  });

  it("reads the BSN wherever it stands", async () => {
    const organizationId = await makeOrganization();
    const sequence = makeInstance({
      PatientID: "10",
      OtherPatientIDsSequence: [{ PatientID: "123456782", IssuerOfPatientID: "NLMINBIZA" }],
    });
    const own = makeInstance({ PatientID: "111222333", IssuerOfPatientID: "NLMINBIZA" });
    const retired = makeInstance({ PatientID: "11", "00101000": { vr: "LO", Value: ["X", "123456782"] } });
    const chance = makeInstance({ PatientID: "111222333", IssuerOfPatientID: "HOSPITAL" });
    await ingest(organizationId, sequence, own, retired, chance);
    const patients = await db.patient.findMany({
      where: { organizationId },
      orderBy: { patientIdentifier: "asc" },
    });
    expect(patients.map((patient) => patient.bsn).sort()).toEqual(
      ["111222333", "123456782", "123456782", null].sort(),
    );
    expect(await db.study.count({ where: { organizationId, bsn: "123456782" } })).toBe(2);
  });

  it("makes File Meta for a data set without, small or large", async () => {
    const organizationId = await makeOrganization();
    const bare = withoutFileMeta(makeInstance());
    const large = Buffer.concat([
      withoutFileMeta(makeInstance({ Rows: 1000, Columns: 1500 })).subarray(0, -44),
      Buffer.from("e07f10004f570000", "hex"),
      u32(3_000_000),
      Buffer.alloc(3_000_000, 5),
    ]);
    const entries = await ingest(organizationId, bare, large);
    expect(entries.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["STORED", undefined],
      ["STORED", undefined],
    ]);
    for (const { sopInstanceUid } of entries) {
      const bytes = await storedBytes(sopInstanceUid as string, organizationId);
      expect(bytes.subarray(128, 132).toString()).toBe("DICM");
      const again = new Part10Scanner();
      again.write(bytes);
      expect(again.end().identity?.sopInstanceUid).toBe(sopInstanceUid);
    }
  });

  it("lets many ingest one study at once", async () => {
    const organizationId = await makeOrganization();
    const study = { StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    const files = Array.from({ length: 24 }, (_, index) =>
      makeInstance({ ...study, InstanceNumber: index + 1 }),
    );
    const runs = await Promise.all(
      Array.from({ length: 8 }, (_, run) => ingest(organizationId, ...files.slice(run * 2, run * 2 + 8))),
    );
    expect(runs.flat().every(({ outcome }) => outcome === "STORED" || outcome === "DUPLICATE")).toBe(true);
    const row = await db.study.findFirstOrThrow({ where: { organizationId }, include: { instances: true } });
    expect(row.instances).toHaveLength(22);
    expect(row.instanceCount).toBe(22);
    expect(row.seriesCount).toBe(1);
  });

  it("refuses single instances with the status of C-STORE", async () => {
    const organizationId = await makeOrganization();
    const session = openSession(systemContext("test"), { organizationId, origin: "CSTORE" });
    const store = (bytes: Uint8Array, expected?: { sopInstanceUid: string; sopClassUid: string }) =>
      session.store(inChunks(bytes), expected);
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    expect((await store(makeInstance(uids))).status).toBe(0);
    expect((await store(makeInstance(uids))).status).toBe(0);
    expect((await store(makeInstance({ ...uids, PatientSex: "M" }))).status).toBe(0xc111);
    expect((await store(Buffer.from("no dicom at all, just some text"))).status).toBe(0xc000);
    expect((await store(makeInstance(), { sopInstanceUid: "1.2", sopClassUid: "1.3" })).status).toBe(0xa900);
  });

  it("reports a failing source and keeps the rest of the batch", async () => {
    const organizationId = await makeOrganization();
    const batch = openIngest(systemContext("test"), { organizationId, origin: "CLI" });
    async function* failing() {
      yield makeInstance().subarray(0, 200);
      throw new Error("the disc is scratched");
    }
    await batch.add(failing(), { path: "a" });
    await batch.add(inChunks(makeInstance()), { path: "b" });
    const entries = await batch.commit();
    expect(entries).toMatchObject([{ outcome: "REFUSED", code: "READ_FAILURE" }, { outcome: "STORED" }]);
  });
});

function withoutFileMeta(file: Uint8Array): Uint8Array {
  const scanner = new Part10Scanner();
  scanner.write(file);
  return file.subarray(scanner.end().dataSetOffset);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
