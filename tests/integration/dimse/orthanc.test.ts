import { afterAll, beforeAll, expect, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  type DimseServer,
  outgoingInstance,
  reportCommitment,
  requestCommitment,
  startDimse,
  storeToPeer,
  verifyPeer,
} from "@/lib/dimse";
import { addPeer } from "@/lib/peers";
import { itWithOrthanc as it } from "../../support/dcmtk";
import { ingest, makeInstance, makeOrganization } from "../../support/ingest";
import { type Orthanc, startOrthanc } from "../../support/orthanc";

const CT = "1.2.840.10008.5.1.4.1.1.2";
const STUDY = "2.25.4001";
const recorded = vi.hoisted(() => [] as unknown[]);
vi.mock("@/lib/forwarding", () => ({
  recordCommitment: async (_: string, result: unknown) => recorded.push(result) > 0,
}));

let server: DimseServer;
let orthanc: Orthanc;
let organizationId: string;
const peer = () => ({ host: "127.0.0.1", port: orthanc.port, aeTitle: "ORTHANC" });

beforeAll(async () => {
  server = await startDimse();
  orthanc = await startOrthanc(server.port);
  organizationId = await makeOrganization("noord");
  await addPeer(systemContext("test"), {
    organizationId,
    aeTitle: "ORTHANC",
    host: "127.0.0.1",
    port: orthanc.port,
  });
  const study = {
    StudyInstanceUID: STUDY,
    SeriesInstanceUID: `${STUDY}.1`,
    PatientID: "P4",
    PatientName: "Müller^José",
  };
  await ingest(organizationId, ...[1, 2].map((InstanceNumber) => makeInstance({ ...study, InstanceNumber })));
});
afterAll(async () => {
  await orthanc?.stop();
  await server.stop();
});

it("greets and is greeted", async () => {
  await verifyPeer(peer());
  await orthanc.call("POST", "/modalities/beeldbrug/echo", {});
});

it("is found in and retrieved from by C-MOVE", async () => {
  const { ID } = await orthanc.call<{ ID: string }>("POST", "/modalities/beeldbrug/query", {
    Level: "Study",
    Query: { PatientName: "müller*", StudyDescription: "", ModalitiesInStudy: "" },
  });
  const answer = await orthanc.call("GET", `/queries/${ID}/answers/0/content?simplify`);
  expect(answer).toMatchObject({
    PatientName: "Müller^José",
    PatientID: "P4",
    StudyInstanceUID: STUDY,
    ModalitiesInStudy: "CT",
  });
  await orthanc.call("POST", `/queries/${ID}/retrieve`, "ORTHANC");
  const [study] = await orthanc.call<string[]>("GET", "/studies");
  expect(await orthanc.call<unknown[]>("GET", `/studies/${study}/instances`)).toHaveLength(2);
});

it("stores here what it was given", async () => {
  const sopInstanceUid = newUid();
  const file = makeInstance({ SOPInstanceUID: sopInstanceUid });
  const { ID } = await orthanc.call<{ ID: string }>("POST", "/instances", file);
  await orthanc.call("POST", "/modalities/beeldbrug/store", ID);
  expect(await db.instance.count({ where: { organizationId, sopInstanceUid } })).toBe(1);
});

it("takes what it is sent, and commits to it on an association of its own", async () => {
  const [entry] = await ingest(organizationId, makeInstance());
  const row = await db.instance.findFirstOrThrow({ where: { sopInstanceUid: entry?.sopInstanceUid } });
  const results: unknown[] = [];
  await storeToPeer(peer(), [outgoingInstance(row)], (_, { status }) => void results.push(status));
  expect(results).toEqual([0]);
  const [kept, lacking, transactionUid] = [row.sopInstanceUid, newUid(), newUid()];
  const instances = [kept, lacking].map((sopInstanceUid) => ({ sopClassUid: CT, sopInstanceUid }));
  const answer = await requestCommitment(peer(), { transactionUid, instances });
  await vi.waitFor(() => expect([answer, ...recorded].filter(Boolean)).toHaveLength(1), 10_000);
  expect([answer, ...recorded].find(Boolean)).toEqual({
    ...{ transactionUid, committed: [kept] },
    failed: [{ sopInstanceUid: lacking, reason: 0x0112 }],
  });
});

it("asks for commitment, and is told when it has gone", async () => {
  const { sopInstanceUid } = await db.instance.findFirstOrThrow({ where: { organizationId } });
  const { ID } = await orthanc.call<{ ID: string }>("POST", "/modalities/beeldbrug/storage-commitment", {
    DicomInstances: [
      [CT, sopInstanceUid],
      [CT, "2.25.5"],
    ],
  });
  const [request] = await db.commitmentRequest.findMany();
  await reportCommitment(request?.id ?? "");
  expect(await orthanc.call("GET", `/storage-commitment/${ID}`)).toMatchObject({
    Status: "Failure",
    Success: [{ SOPClassUID: CT, SOPInstanceUID: sopInstanceUid }],
    Failures: [{ SOPInstanceUID: "2.25.5", FailureReason: 0x0112 }],
  });
});
