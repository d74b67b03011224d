import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { newUid } from "@/lib/dicom";
import { env } from "@/lib/env";
import { openIngest } from "@/lib/ingest";
import { storage } from "@/lib/storage";
import {
  addDocument,
  deleteStudy,
  documentResponse,
  getDocument,
  getStudy,
  listConflicts,
} from "@/lib/studies";
import { inChunks, ingest, makeInstance, makeOrganization } from "@/tests/support/ingest";
import { organizationContext, userContext } from "@/tests/support/user-context";

let organizationId: string;
let reader: Context;
let administrator: Context;
let stranger: Context;
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

beforeAll(async () => {
  organizationId = await makeOrganization();
  reader = await userContext(organizationId, ["CARE_PROVIDER"]);
  administrator = await userContext(organizationId, ["ADMINISTRATOR"]);
  stranger = await userContext(await makeOrganization(), ["CARE_PROVIDER", "ADMINISTRATOR"]);
});

const objects = () =>
  readdirSync(path.join(env.DATA_DIR, "objects"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

async function makeStudy(values = {}): Promise<string> {
  const StudyInstanceUID = newUid();
  await ingest(
    organizationId,
    makeInstance({ StudyInstanceUID, ...values }),
    makeInstance({ StudyInstanceUID, ...values }),
  );
  return StudyInstanceUID;
}

describe("getStudy", () => {
  it("shows series and documents, and is logged", async () => {
    const uid = await makeStudy();
    const study = await getStudy(reader, uid);
    expect(study).toMatchObject({
      instanceCount: 2,
      seriesCount: 2,
      studyDate: "2026-01-02",
      shares: [],
      documents: [],
    });
    expect(study.series).toHaveLength(2);
    const event = await db.auditEvent.findFirst({
      where: { chain: organizationId, studyInstanceUid: uid, action: "study.opened" },
    });
    expect(event?.patientIdentifier).toBe("P1");
  });

  it("is 404 to another organisation and for what is not there, 403 to roles without studies", async () => {
    const uid = await makeStudy();
    await expect(getStudy(stranger, uid)).rejects.toMatchObject({ status: 404 });
    await expect(getStudy(reader, "1.2.3")).rejects.toMatchObject({ status: 404 });
    for (const role of ["PRIVACY_OFFICER", "OPERATOR"] satisfies Role[])
      await expect(getStudy(await userContext(organizationId, [role]), uid)).rejects.toMatchObject({
        status: 403,
      });
  });
});

describe("deleteStudy", () => {
  it("removes rows and bytes, for an administrator and the organisation's token alone", async () => {
    for (const context of [administrator, await organizationContext(organizationId)]) {
      const uid = await makeStudy({ PatientID: newUid() });
      const { objectKey } = await db.instance.findFirstOrThrow({
        where: { study: { studyInstanceUid: uid } },
      });
      await expect(deleteStudy(reader, uid)).rejects.toMatchObject({ status: 403 });
      await expect(deleteStudy(stranger, uid)).rejects.toMatchObject({ status: 404 });
      expect(objects()).toContain(objectKey);
      await deleteStudy(context, uid);
      expect(objects()).not.toContain(objectKey);
      expect(await db.study.count({ where: { studyInstanceUid: uid } })).toBe(0);
      expect(await db.instance.count({ where: { objectKey } })).toBe(0);
      await expect(deleteStudy(context, uid)).rejects.toMatchObject({ status: 404 });
    }
  });

  it("leaves the other studies of a shared object whole and overwrites its own bytes", async () => {
    const many = Array.from({ length: 20 }, () => makeInstance({ PatientID: "shared" }));
    const batch = openIngest(administrator, { organizationId, origin: "CLI" });
    for (const bytes of many) await batch.add(inChunks(bytes));
    await batch.commit();
    const rows = await db.instance.findMany({
      where: { study: { patientIdentifier: "shared" } },
      include: { study: true },
    });
    const [key, sharing] =
      [...Map.groupBy(rows, (row) => row.objectKey)].find(([, group]) => group.length > 1) ?? [];
    const [gone, stays] = sharing ?? [];
    if (!key || !gone || !stays) throw new Error("no object is shared");
    await deleteStudy(administrator, gone.study.studyInstanceUid);
    const bytes = Buffer.alloc(Number(gone.length));
    await storage.readInto(key, bytes, Number(gone.offset));
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    const kept = Buffer.alloc(Number(stays.length));
    await storage.readInto(key, kept, Number(stays.offset));
    expect(many.some((file) => Buffer.compare(file, kept) === 0)).toBe(true);
  });
});

describe("documents", () => {
  const add = (studyInstanceUid: string, bytes: Uint8Array) =>
    addDocument(administrator, {
      organizationId,
      studyInstanceUid,
      title: "Verslag",
      bytes: inChunks(bytes),
    });

  it("are taken by content, once, and served so that they can do nothing", async () => {
    const uid = await makeStudy();
    expect(await add(uid, PDF)).toBe("ADDED");
    expect(await add(uid, PDF)).toBe("DUPLICATE");
    await expect(add(uid, Buffer.from("<html><script>1</script></html>"))).rejects.toMatchObject({
      status: 415,
    });
    await expect(add("1.2.3.4", PDF)).rejects.toMatchObject({ status: 404 });
    const [document] = (await getStudy(reader, uid)).documents;
    const documentId = document?.id ?? "";
    const response = documentResponse(await getDocument(reader, { studyInstanceUid: uid, documentId }));
    expect(response.headers.get("content-security-policy")).toMatch(/^sandbox;/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
    await expect(getDocument(stranger, { studyInstanceUid: uid, documentId })).rejects.toMatchObject({
      status: 404,
    });
    await expect(
      getDocument(reader, { studyInstanceUid: await makeStudy(), documentId }),
    ).rejects.toMatchObject({ status: 404 });
    const { objectKey } = await db.studyDocument.findUniqueOrThrow({ where: { id: documentId } });
    await deleteStudy(administrator, uid);
    expect(objects()).not.toContain(objectKey);
    expect(
      existsSync(path.join(env.DATA_DIR, "objects", "incoming"))
        ? readdirSync(path.join(env.DATA_DIR, "objects", "incoming"))
        : [],
    ).toEqual([]);
  });
});

describe("listConflicts", () => {
  it("lists what was set aside in the own organisation, page by page", async () => {
    const uids = { SOPInstanceUID: newUid(), StudyInstanceUID: newUid(), SeriesInstanceUID: newUid() };
    await ingest(organizationId, makeInstance(uids), makeInstance({ ...uids, PatientSex: "M" }));
    const page = await listConflicts(administrator, {});
    expect(page.items[0]).toMatchObject({ kind: "CONTENT", sopInstanceUid: uids.SOPInstanceUID });
    expect((await listConflicts(administrator, { cursor: page.items.at(-1)?.id })).items).toEqual([]);
    expect((await listConflicts(stranger, {})).items).toEqual([]);
    await expect(listConflicts(administrator, { cursor: "x" })).rejects.toMatchObject({ status: 400 });
  });
});
