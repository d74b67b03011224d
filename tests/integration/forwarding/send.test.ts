import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, newUid } from "@/lib/dicom";
import {
  cancelTransfer,
  listTransfers,
  resumeDueTransfers,
  retryTransfer,
  runSend,
  startTransfer,
} from "@/lib/forwarding";
import { addPeer, removePeer } from "@/lib/peers";
import { sendShare } from "@/lib/shares";
import { sendProtocols } from "@/lib/worker/peer-protocols";
import { scan } from "../../../lib/dicom/samples.node";
import { dcmtk, type RunningProgram, startProgram, temporaryFolder } from "../../support/dcmtk";
import { freePort } from "../../support/free-port";
import { ingest, makeInstance, makeOrganization } from "../../support/ingest";
import { userContext } from "../../support/user-context";

const COUNT = 12;
let organizationId: string;
let context: Context;
let studyInstanceUid: string;
let uids: string[];
let port: number;
let folder: string;
let pacs: RunningProgram | undefined;

beforeAll(async () => {
  organizationId = await makeOrganization();
  context = await userContext(organizationId, ["DESK"]);
});
beforeEach(async () => {
  studyInstanceUid = newUid();
  uids = Array.from({ length: COUNT }, () => newUid());
  const series = [newUid(), newUid()];
  await ingest(
    organizationId,
    ...uids.map((uid, index) =>
      makeInstance({
        SOPInstanceUID: uid,
        StudyInstanceUID: studyInstanceUid,
        SeriesInstanceUID: series[index % 2] as string,
        InstanceNumber: index,
      }),
    ),
  );
  port = await freePort();
  folder = temporaryFolder("storescp");
});
afterAll(async () => {
  await pacs?.stop();
});

let number = 0;
async function peer(options: Partial<Parameters<typeof addPeer>[1]> = {}): Promise<string> {
  const aeTitle = `PACS${number++}`;
  return (
    await addPeer(systemContext("test"), { organizationId, aeTitle, host: "127.0.0.1", port, ...options })
  ).id;
}

async function listen(...options: string[]): Promise<void> {
  await pacs?.stop();
  fs.mkdirSync(folder, { recursive: true });
  pacs = await startProgram("storescp", ["-v", "-od", folder, ...options, String(port)], { port, folder });
}

const send = (transferId: string) => runSend(transferId, sendProtocols);
const received = () => fs.readdirSync(folder).filter((name) => !name.endsWith(".tmp"));
/** As if the pause before the next attempt had passed. */
const passPause = (id: string) => db.transfer.update({ where: { id }, data: { nextAttemptAt: new Date(0) } });

async function view(transferId: string) {
  const { items } = await listTransfers(context, { studyInstanceUid });
  const found = items.find(({ id }) => id === transferId);
  if (!found) throw new Error("the transfer is not in the list");
  return found;
}

/** A study of an overview and two series, with what each instance is. */
async function ingestWithOverview(): Promise<{ study: string; names: Map<string, string> }> {
  const study = newUid();
  const names = new Map<string, string>();
  const make = (name: string, series: string, values: DicomObject) => {
    const uid = newUid();
    names.set(uid, name);
    return makeInstance({
      SOPInstanceUID: uid,
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      ...values,
    });
  };
  const [thin, thick, overview] = [newUid(), newUid(), newUid()] as const;
  await ingest(
    organizationId,
    ...[1, 2, 3, 4, 5].map((at) => make(`thin ${at}`, thin, { SeriesNumber: 2, InstanceNumber: at })),
    ...[1, 2, 3].map((at) => make(`thick ${at}`, thick, { SeriesNumber: 3, InstanceNumber: at })),
    make("overview", overview, { ImageType: ["ORIGINAL", "PRIMARY", "LOCALIZER"] }),
  );
  return { study, names };
}

describe("to a PACS by C-STORE", () => {
  it("sends every instance, byte for byte, and counts them", async () => {
    await listen();
    const { id } = await startTransfer(context, studyInstanceUid, { peerId: await peer() });
    expect(await view(id)).toMatchObject({ state: "QUEUED", counts: { PENDING: COUNT } });
    await send(id);
    expect(await view(id)).toMatchObject({ state: "DONE", counts: { PENDING: 0, SENT: COUNT, FAILED: 0 } });
    expect(received()).toHaveLength(COUNT);
    const rows = await db.auditEvent.findMany({
      where: { chain: organizationId, objectId: id },
      orderBy: { sequence: "asc" },
    });
    expect(rows.map(({ action }) => action)).toEqual(["transfer.requested", "transfer.finished"]);
  });

  it("sends chosen series only", async () => {
    await listen();
    const series = await db.series.findFirstOrThrow({ where: { study: { studyInstanceUid } } });
    const { id } = await startTransfer(context, studyInstanceUid, {
      peerId: await peer(),
      seriesInstanceUids: [series.seriesInstanceUid],
    });
    await send(id);
    expect(received()).toHaveLength(COUNT / 2);
  });

  it("sends overviews and the middle of each series first in an emergency, and series by series else", async () => {
    const { study, names } = await ingestWithOverview();
    const order = async (): Promise<string[]> => {
      await listen();
      const { id } = await startTransfer(context, study, { peerId: await peer() });
      await send(id);
      // As the peer took them.
      const taken = (pacs?.output() ?? "").matchAll(/storing DICOM file: .*\/[A-Z]+\.([\d.]+)$/gm);
      return [...taken].map(([, uid = ""]) => names.get(uid) ?? uid);
    };
    const thin = ["thin 1", "thin 2", "thin 3", "thin 4", "thin 5"];
    const thick = ["thick 1", "thick 2", "thick 3"];
    const calm = await order();
    expect(calm.toSorted()).toEqual([...thin, ...thick, "overview"].sort());
    for (const series of [thin, thick])
      expect(calm.slice(calm.indexOf(series[0] as string)).slice(0, series.length)).toEqual(series);

    const recipient = await db.address.create({
      data: {
        kind: "PRACTITIONER",
        organizationId: await makeOrganization(),
        organizationName: "Zuid",
        name: "Dienst",
        email: "dienst@zuid.test",
        searchText: "dienst",
      },
    });
    await sendShare(context, {
      studies: [{ studyInstanceUid: study }],
      recipients: [{ addressId: recipient.id }],
      purpose: "TRANSFER",
      priority: "EMERGENCY",
      message: "Beroerte",
    });
    const urgent = await order();
    expect(urgent[0]).toBe("overview");
    expect(urgent.slice(1, 3).sort()).toEqual(["thick 2", "thin 3"]);
    expect(urgent.slice(3).sort()).toEqual(calm.filter((name) => !urgent.slice(0, 3).includes(name)).sort());
  });

  it("says that it can't be reached, and sends when it can", async () => {
    const { id } = await startTransfer(context, studyInstanceUid, { peerId: await peer() });
    await send(id);
    expect(await view(id)).toMatchObject({
      state: "WAITING",
      errorCode: "unreachable",
      counts: { PENDING: COUNT },
    });
    await listen("--refuse");
    await passPause(id);
    await send(id);
    expect(await view(id)).toMatchObject({ state: "WAITING", errorCode: "rejected", attempts: 2 });
    await listen();
    // Not before its time, unless somebody asks for it.
    await send(id);
    expect(await view(id)).toMatchObject({ state: "WAITING" });
    await retryTransfer(context, id);
    await send(id);
    expect(await view(id)).toMatchObject({ state: "DONE", errorCode: null, counts: { SENT: COUNT } });
  });

  it("sends only what is missing after the peer broke off", async () => {
    await listen();
    const { id } = await startTransfer(context, studyInstanceUid, { peerId: await peer() });
    let passed = 0;
    // The peer dies after five instances, in the middle of the sixth.
    await runSend(id, {
      ...sendProtocols,
      DIMSE: {
        send: (to, instances, onResult, signal) =>
          sendProtocols.DIMSE.send(
            to,
            instances,
            async (uid, result) => {
              await onResult(uid, result);
              passed += 1;
              if (passed === 5) await listen("--abort-during");
            },
            signal,
          ),
      },
    });
    const halfway = await view(id);
    expect(halfway).toMatchObject({ state: "WAITING", counts: { SENT: 5, PENDING: COUNT - 5 } });
    const first = await db.transferInstance.findMany({ where: { transferId: id, state: "SENT" } });
    fs.rmSync(folder, { recursive: true, force: true });
    await listen();
    await passPause(id);
    await send(id);
    expect(await view(id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    const sentNow = received().map((name) => name.replace(/^[A-Z]+\./, ""));
    expect(sentNow.sort()).toEqual(
      uids.filter((uid) => !first.some((row) => row.sopInstanceUid === uid)).sort(),
    );
  });

  it("is taken over when its worker dies, by one of two", async () => {
    await listen();
    const { id } = await startTransfer(context, studyInstanceUid, { peerId: await peer() });
    await db.transfer.update({
      where: { id },
      data: {
        state: "ACTIVE",
        leaseId: "00000000-0000-7000-8000-000000000000",
        leasedUntil: new Date(Date.now() + 60_000),
      },
    });
    await send(id);
    expect(received()).toHaveLength(0);
    await db.transfer.update({ where: { id }, data: { stateAt: new Date(0), leasedUntil: new Date(0) } });
    await resumeDueTransfers();
    const jobs = await db.$queryRaw<{ data: { transferId: string } }[]>`
      SELECT data FROM pgboss.job WHERE name = 'send-transfer' AND data->>'transferId' = ${id}`;
    expect(jobs).toHaveLength(2);
    await Promise.all([send(id), send(id)]);
    expect(await view(id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    const instances = await db.transferInstance.findMany({ where: { transferId: id } });
    expect(instances.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it("stops when it is cancelled, and goes on from there when asked", async () => {
    await listen();
    const { id } = await startTransfer(context, studyInstanceUid, { peerId: await peer() });
    await cancelTransfer(context, id);
    await send(id);
    expect(await view(id)).toMatchObject({ state: "CANCELLED", counts: { PENDING: COUNT } });
    await expect(cancelTransfer(context, id)).rejects.toMatchObject({ code: "transfer_over" });
    await retryTransfer(context, id);
    await send(id);
    expect(await view(id)).toMatchObject({ state: "DONE" });
  });

  it("puts local values in the place of foreign ones on the way, and leaves the archive as it is", async () => {
    await listen();
    const reconciliation = {
      patientIdentifier: "777",
      issuerOfPatientId: "ZUID",
      name: "Jansen^Anna",
      birthDate: "1970-01-31",
      accessionNumber: "Z1",
    };
    const peerId = await peer();
    await expect(
      startTransfer(context, studyInstanceUid, {
        peerId,
        reconciliation: { ...reconciliation, birthDate: "1999-01-01" },
      }),
    ).rejects.toMatchObject({
      code: "differences_not_confirmed",
      extensions: { differences: ["birthDate"] },
    });
    const { id } = await startTransfer(context, studyInstanceUid, { peerId, reconciliation });
    await send(id);
    expect(await view(id)).toMatchObject({ state: "DONE", isReconciled: true });
    const [file = ""] = received();
    const { output } = await dcmtk("dcmdump", path.join(folder, file));
    expect(output).toMatch(/PatientID\b/);
    expect(output).toMatch(/\(0010,0020\) LO \[777\]/);
    expect(output).toMatch(/\(0400,0565\) CS \[COERCE/);
    expect(await db.patient.findFirst({ where: { organizationId } })).toMatchObject({
      patientIdentifier: "P1",
    });
    expect(scan(new Uint8Array(fs.readFileSync(path.join(folder, file)))).pixelData).toBeDefined();
  });

  it("fails for good when the peer is removed", async () => {
    const peerId = await peer();
    const { id } = await startTransfer(context, studyInstanceUid, { peerId });
    await removePeer(systemContext("test"), { peerId });
    await send(id);
    expect(await view(id)).toMatchObject({
      state: "FAILED",
      errorCode: "peer_removed",
      peer: { name: expect.stringContaining("PACS") },
    });
  });

  it("refuses a second transfer of the same study to the same peer", async () => {
    const peerId = await peer();
    await startTransfer(context, studyInstanceUid, { peerId });
    await expect(startTransfer(context, studyInstanceUid, { peerId })).rejects.toMatchObject({
      code: "transfer_running",
    });
  });
});

it("knows no peer, study or transfer of another organisation", async () => {
  const other = await userContext(await makeOrganization(), ["DESK"]);
  const peerId = await peer();
  await expect(startTransfer(other, studyInstanceUid, { peerId })).rejects.toMatchObject({ status: 404 });
  const { id } = await startTransfer(context, studyInstanceUid, { peerId });
  await expect(retryTransfer(other, id)).rejects.toMatchObject({ status: 404 });
  await expect(cancelTransfer(other, id)).rejects.toMatchObject({ status: 404 });
  expect((await listTransfers(other, {})).items).toEqual([]);
  const reader = await userContext(organizationId, ["MDO_COORDINATOR"]);
  await expect(startTransfer(reader, studyInstanceUid, { peerId })).rejects.toMatchObject({ status: 403 });
});
