import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemContext, type UserContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, getFirstItem, getString, newUid } from "@/lib/dicom";
import {
  listTransfers,
  previewImport,
  previewReconciliation,
  retryTransfer,
  runImport,
  searchPatients,
  startImport,
} from "@/lib/forwarding";
import { addPeer } from "@/lib/peers";
import { getShare, revokeShare, sendShare } from "@/lib/shares";
import { storage } from "@/lib/storage";
import { addDocument, getStudy } from "@/lib/studies";
import { scan } from "../../../lib/dicom/samples.node";
import { ingest, makeInstance } from "../../support/ingest";
import { makeAddress, makeOrganization, makeUser } from "../shares/world";

const BSN = "123456782";
const FOREIGN = {
  PatientID: "N-55",
  IssuerOfPatientID: "NOORD",
  PatientName: "Jansen^A",
  PatientBirthDate: "19700131",
  PatientSex: "F",
  AccessionNumber: "N-ACC",
};
const LOCAL = {
  patientIdentifier: "Z-1001",
  issuerOfPatientId: "ZUID",
  name: "Jansen-de Vries^Anna",
  birthDate: "1970-01-31",
  sex: "F" as const,
  accessionNumber: "Z-ACC",
};
const COUNT = 3;

let noord: Awaited<ReturnType<typeof makeOrganization>>;
let zuid: Awaited<ReturnType<typeof makeOrganization>>;
let sender: UserContext;
let recipient: UserContext;
let addressId: string;
let uid: string;
let sopUids: string[];
let shareId: string;

beforeAll(async () => {
  noord = await makeOrganization("Ziekenhuis Noord");
  zuid = await makeOrganization("Ziekenhuis Zuid");
  const receiving = await makeUser(zuid);
  recipient = receiving.context;
  sender = (await makeUser(noord)).context;
  addressId = (await makeAddress(zuid, [receiving])).id;
});

async function store(organizationId: string, values: DicomObject, sopInstanceUids: string[]) {
  const series = newUid();
  await ingest(
    organizationId,
    ...sopInstanceUids.map((SOPInstanceUID, index) =>
      makeInstance({ SeriesInstanceUID: series, SOPInstanceUID, InstanceNumber: index, ...values }),
    ),
  );
}

async function share(options: { canDownload?: boolean } = {}): Promise<string> {
  const { share: sent } = await sendShare(sender, {
    studies: [{ studyInstanceUid: uid }],
    recipients: [{ addressId }],
    purpose: "REFERRAL",
    priority: "ROUTINE",
    ...options,
  });
  await db.share.update({ where: { id: sent.id }, data: { state: "SENT", isComplete: true } });
  return sent.id;
}

beforeEach(async () => {
  uid = newUid();
  sopUids = Array.from({ length: COUNT }, () => newUid());
  const other = [{ PatientID: BSN, IssuerOfPatientID: "NLMINBIZA", TypeOfPatientID: "TEXT" }];
  await store(noord.id, { StudyInstanceUID: uid, ...FOREIGN, OtherPatientIDsSequence: other }, sopUids);
  shareId = await share();
});

const request = (reconciliation: object = LOCAL, more: object = {}) => ({
  studies: [{ studyInstanceUid: uid, reconciliation: { ...LOCAL, ...reconciliation }, ...more }],
});

async function importShare(reconciliation: object = LOCAL, more: object = {}) {
  const [transfer] = await startImport(recipient, shareId, request(reconciliation, more));
  if (!transfer) throw new Error("nothing was started");
  await runImport(transfer.id);
  return view(transfer.id);
}

async function view(id: string) {
  const found = (await listTransfers(recipient, { studyInstanceUid: uid })).items.find(
    (one) => one.id === id,
  );
  if (!found) throw new Error("the transfer is not in the list");
  return found;
}

async function localFile(sopInstanceUid: string) {
  const row = await db.instance.findFirstOrThrow({ where: { organizationId: zuid.id, sopInstanceUid } });
  const chunks: Buffer[] = [];
  const range = { offset: Number(row.offset), length: Number(row.length) };
  for await (const chunk of storage.read(row.objectKey, range)) chunks.push(Buffer.from(chunk));
  return scan(new Uint8Array(Buffer.concat(chunks)));
}

describe("what an import would do", () => {
  it("is shown field by field, with the own patient of the same BSN first", async () => {
    await store(
      zuid.id,
      {
        StudyInstanceUID: newUid(),
        PatientID: "Z-1001",
        IssuerOfPatientID: "ZUID",
        PatientName: "Jansen-de Vries^Anna",
        PatientBirthDate: "19700131",
        OtherPatientIDsSequence: [{ PatientID: BSN, IssuerOfPatientID: "NLMINBIZA" }],
      },
      [newUid()],
    );
    const { from, studies } = await previewImport(recipient, shareId);
    expect(from).toBe("Ziekenhuis Noord");
    expect(studies).toMatchObject([
      {
        studyInstanceUid: uid,
        foreign: {
          patientIdentifier: "N-55",
          name: "Jansen^A",
          birthDate: "1970-01-31",
          bsn: BSN,
          accessionNumber: "N-ACC",
        },
        candidates: [{ patientIdentifier: "Z-1001", matches: "bsn", differences: [] }],
        existing: null,
      },
    ]);
    expect(await searchPatients(recipient, { text: "vries" })).toMatchObject([
      { patientIdentifier: "Z-1001" },
    ]);
    expect(await searchPatients(recipient, { text: BSN })).toHaveLength(1);
    expect(await searchPatients(recipient, { text: "N-55" })).toEqual([]);
    expect(await searchPatients(recipient, { text: "%" })).toEqual([]);
  });
});

describe("an import", () => {
  it("files the study under the local patient, keeps the originals, and tells the sender", async () => {
    await addDocument(systemContext("test"), {
      organizationId: noord.id,
      studyInstanceUid: uid,
      title: "Verslag",
      bytes: (async function* () {
        yield Buffer.from(`%PDF-1.4 ${uid}\n%%EOF\n`);
      })(),
    });
    shareId = await share();
    expect(await importShare()).toMatchObject({
      state: "DONE",
      kind: "IMPORT",
      counts: { COMMITTED: COUNT, FAILED: 0 },
      sourceOrganization: "Ziekenhuis Noord",
    });
    expect(await getStudy(recipient, uid)).toMatchObject({
      patient: {
        patientIdentifier: "Z-1001",
        issuerOfPatientId: "ZUID",
        name: "Jansen-de Vries^Anna",
        bsn: BSN,
      },
      accessionNumber: "Z-ACC",
      origin: "IMPORTED",
      importedFrom: "Ziekenhuis Noord",
      instanceCount: COUNT,
      documents: [{ title: "Verslag" }],
    });
    const { dataSet, pixelData } = await localFile(sopUids[0] as string);
    const originals = getFirstItem(dataSet, "OriginalAttributesSequence", "ModifiedAttributesSequence");
    expect(originals && getString(originals, "PatientID")).toBe("N-55");
    expect(originals && getString(originals, "AccessionNumber")).toBe("N-ACC");
    expect(pixelData?.length).toBe(32);
    // The sender's own study is as it was.
    expect(await getStudy(sender, uid)).toMatchObject({
      patient: { patientIdentifier: "N-55" },
      importedFrom: "",
    });
    expect((await getShare(sender, shareId)).recipients[0]).toMatchObject({ state: "IMPORTED" });
    const rows = await db.auditEvent.findMany({
      where: { objectId: shareId, action: { contains: "import" } },
    });
    expect(rows.map(({ action, chain }) => `${action} ${chain}`).sort()).toEqual(
      ["share.import-requested", "share.imported"]
        .flatMap((action) => [noord.id, zuid.id].map((id) => `${action} ${id}`))
        .sort(),
    );
  });

  it("is harmless a second time, from another share and with another accession number", async () => {
    await importShare();
    const before = await db.instance.findMany({
      where: { organizationId: zuid.id, study: { studyInstanceUid: uid } },
    });
    shareId = await share();
    expect(await importShare({ accessionNumber: "Z-OTHER" })).toMatchObject({
      state: "DONE",
      counts: { COMMITTED: COUNT },
    });
    expect(
      await db.instance.findMany({ where: { organizationId: zuid.id, study: { studyInstanceUid: uid } } }),
    ).toEqual(before);
    expect(await db.conflict.count({ where: { organizationId: zuid.id } })).toBe(0);
    expect((await getShare(sender, shareId)).recipients[0]).toMatchObject({ state: "IMPORTED" });
  });

  it("takes what came later", async () => {
    await importShare();
    const late = newUid();
    await store(noord.id, { StudyInstanceUID: uid, ...FOREIGN }, [late]);
    expect(await importShare()).toMatchObject({ state: "DONE", counts: { COMMITTED: COUNT + 1 } });
    expect((await getStudy(recipient, uid)).instanceCount).toBe(COUNT + 1);
  });

  it("says so when the archive has another content under a UID, and takes the rest", async () => {
    await store(
      zuid.id,
      {
        StudyInstanceUID: uid,
        PatientID: LOCAL.patientIdentifier,
        IssuerOfPatientID: "ZUID",
        SeriesDescription: "own",
      },
      [sopUids[0] as string],
    );
    expect(await importShare()).toMatchObject({
      state: "FAILED",
      counts: { COMMITTED: COUNT - 1, FAILED: 1 },
      failures: [{ code: "other_content", count: 1 }],
    });
    expect(await db.conflict.count({ where: { organizationId: zuid.id } })).toBe(0);
    expect((await getShare(sender, shareId)).recipients[0]?.state).not.toBe("IMPORTED");
  });

  it("asks, and doesn't merge, when the archive has the study under another patient", async () => {
    await importShare();
    shareId = await share();
    const { studies } = await previewImport(recipient, shareId);
    expect(studies[0]?.existing).toMatchObject({
      patient: { patientIdentifier: "Z-1001" },
      instanceCount: COUNT,
    });
    await expect(
      startImport(recipient, shareId, request({ patientIdentifier: "Z-2" })),
    ).rejects.toMatchObject({
      code: "study_of_another_patient",
    });
  });

  it("wants it confirmed when the two may be different people", async () => {
    const other = { birthDate: "1931-05-05", name: "Bakker^Piet", sex: "M" };
    await expect(startImport(recipient, shareId, request(other))).rejects.toMatchObject({
      status: 422,
      code: "differences_not_confirmed",
      extensions: { differences: ["birthDate", "sex", "name"] },
    });
    expect(
      await importShare({ ...other, patientIdentifier: "Z-77" }, { confirmDifferences: true }),
    ).toMatchObject({ state: "DONE" });
  });

  it("goes straight on to the own PACS", async () => {
    const { id: onwardPeerId } = await addPeer(systemContext("test"), {
      organizationId: zuid.id,
      aeTitle: `Z${Date.now() % 1e9}`,
      host: "127.0.0.1",
      port: 9,
    });
    const [transfer] = await startImport(recipient, shareId, { ...request(), onwardPeerId });
    await runImport(transfer?.id ?? "");
    const { items } = await listTransfers(recipient, { studyInstanceUid: uid });
    expect(items).toMatchObject([
      { kind: "SEND", state: "QUEUED", counts: { PENDING: COUNT }, isReconciled: false },
      { kind: "IMPORT", state: "DONE" },
    ]);
  });

  it("goes on where a killed worker stopped", async () => {
    const [transfer] = await startImport(recipient, shareId, request());
    const id = transfer?.id ?? "";
    // As if the worker died between two groups of instances.
    await db.transferInstance.update({
      where: { transferId_sopInstanceUid: { transferId: id, sopInstanceUid: sopUids[0] as string } },
      data: { state: "COMMITTED" },
    });
    await Promise.all([runImport(id), runImport(id)]);
    expect(await view(id)).toMatchObject({ state: "DONE" });
    expect((await getStudy(recipient, uid)).instanceCount).toBe(COUNT - 1);
  });
});

describe("who may import", () => {
  it("is a recipient who may download, as long as the share is open", async () => {
    await expect(startImport(sender, shareId, request())).rejects.toMatchObject({ status: 403 });
    const stranger = (await makeUser(zuid)).context;
    await expect(previewImport(stranger, shareId)).rejects.toMatchObject({ status: 404 });
    const viewOnly = await share({ canDownload: false });
    await expect(startImport(recipient, viewOnly, request())).rejects.toMatchObject({
      code: "download_not_allowed",
    });
    await expect(
      startImport(recipient, shareId, { studies: [{ studyInstanceUid: newUid(), reconciliation: LOCAL }] }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it("is looked at again when it is done: a share withdrawn meanwhile is not imported", async () => {
    const [transfer] = await startImport(recipient, shareId, request());
    await revokeShare(sender, shareId);
    await runImport(transfer?.id ?? "");
    expect(await view(transfer?.id ?? "")).toMatchObject({
      state: "FAILED",
      errorCode: "share_over",
      errorDetail: "share_revoked",
      counts: { PENDING: COUNT },
    });
    expect(await db.study.count({ where: { organizationId: zuid.id, studyInstanceUid: uid } })).toBe(0);
    await retryTransfer(recipient, transfer?.id ?? "");
    await runImport(transfer?.id ?? "");
    expect(await view(transfer?.id ?? "")).toMatchObject({ state: "FAILED", errorCode: "share_over" });
  });

  it("sees a preview of own studies only", async () => {
    await expect(previewReconciliation(recipient, uid)).rejects.toMatchObject({ status: 404 });
    expect(await previewReconciliation(sender, uid)).toMatchObject({
      foreign: { patientIdentifier: "N-55" },
      existing: null,
    });
  });
});
