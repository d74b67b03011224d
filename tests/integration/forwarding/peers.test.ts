import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Context, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { type DimseServer, startDimse } from "@/lib/dimse";
import type { Environment } from "@/lib/env";
import { listTransfers, runSend, startTransfer } from "@/lib/forwarding";
import { addPeer, changePeer, listPeers, openPeer, verifyPeer } from "@/lib/peers";
import { createToken } from "@/lib/users";
import { probePeer, sendProtocols } from "@/lib/worker/peer-protocols";
import { freePort } from "../../support/free-port";
import { ingest, makeInstance, makeOrganization } from "../../support/ingest";
import { hasOrthanc, type Orthanc, startOrthanc } from "../../support/orthanc";
import { hasSamples, samples } from "../../support/samples";
import { startSite } from "../../support/site";
import { organizationContext, userContext } from "../../support/user-context";

const COUNT = 30;
let organizationId: string;
let context: Context;
let studyInstanceUid: string;

beforeAll(async () => {
  organizationId = await makeOrganization();
  context = await userContext(organizationId, ["CARE_PROVIDER"]);
  studyInstanceUid = newUid();
  const series = newUid();
  await ingest(
    organizationId,
    ...Array.from({ length: COUNT }, (_, index) =>
      makeInstance({ StudyInstanceUID: studyInstanceUid, SeriesInstanceUID: series, InstanceNumber: index }),
    ),
  );
});

let number = 0;
const register = async (options: object) =>
  addPeer(systemContext("test"), { organizationId, aeTitle: `PEER${number++}`, ...options });

async function sendTo(peerId: string) {
  const { id } = await startTransfer(context, studyInstanceUid, { peerId });
  await runSend(id, sendProtocols);
  const found = (await listTransfers(context, { studyInstanceUid })).items.find((one) => one.id === id);
  if (!found) throw new Error("the transfer is not in the list");
  return found;
}

describe.skipIf(!hasOrthanc)("Orthanc", () => {
  let orthanc: Orthanc;
  let dimse: DimseServer;
  beforeAll(async () => {
    dimse = await startDimse();
    orthanc = await startOrthanc(dimse.port);
  }, 60_000);
  afterAll(async () => {
    await orthanc?.stop();
    await dimse?.stop();
  });

  const stored = () => orthanc.call<string[]>("GET", "/instances");
  const clear = async () => {
    for (const id of await orthanc.call<string[]>("GET", "/studies"))
      await orthanc.call("DELETE", `/studies/${id}`);
  };

  it("takes a study by C-STORE", async () => {
    const peer = await register({ host: "127.0.0.1", port: orthanc.port });
    expect(await verifyPeer(systemContext("test"), { peerId: peer.id }, probePeer)).toMatchObject({
      isReachable: true,
    });
    expect(await sendTo(peer.id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    expect(await stored()).toHaveLength(COUNT);
    await clear();
  });

  it("takes a study by STOW-RS, with its account", async () => {
    const stowUrl = `${orthanc.url}/dicom-web/`;
    const peer = await register({ stowUrl, stowUser: "beeld", stowPassword: "brug" });
    expect(peer).toMatchObject({ protocol: "DICOMWEB", host: "127.0.0.1" });
    expect(await verifyPeer(systemContext("test"), { peerId: peer.id }, probePeer)).toMatchObject({
      isReachable: true,
    });
    expect(await sendTo(peer.id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    expect(await stored()).toHaveLength(COUNT);
  });

  it("says who we are not", async () => {
    const peer = await register({
      stowUrl: `${orthanc.url}/dicom-web`,
      stowUser: "beeld",
      stowPassword: "x",
    });
    expect(await verifyPeer(systemContext("test"), { peerId: peer.id }, probePeer)).toMatchObject({
      isReachable: false,
      code: "not_authorized",
    });
    expect(await sendTo(peer.id)).toMatchObject({
      state: "WAITING",
      errorCode: "not_authorized",
      counts: { PENDING: COUNT },
    });
  });

  it("confirms what it keeps by storage commitment, on an association of its own", async () => {
    const { id: peerId } = await register({
      aeTitle: "ORTHANC",
      host: "127.0.0.1",
      port: orthanc.port,
      asksCommitment: true,
    });
    const { id } = await sendTo(peerId);
    await expect
      .poll(
        async () => (await listTransfers(context, { studyInstanceUid })).items.find((one) => one.id === id),
        {
          timeout: 15_000,
        },
      )
      .toMatchObject({ state: "DONE", counts: { SENT: 0, COMMITTED: COUNT, FAILED: 0 } });
  });

  it("is sent again what it lost before it confirmed", async () => {
    await clear();
    const { id: peerId } = await db.peer.findUniqueOrThrow({ where: { aeTitle: "ORTHANC" } });
    const { id } = await startTransfer(context, studyInstanceUid, { peerId });
    await runSend(id, {
      ...sendProtocols,
      DIMSE: {
        ...sendProtocols.DIMSE,
        requestCommitment: async (...question) => {
          const [lost] = await stored();
          await orthanc.call("DELETE", `/instances/${lost}`);
          return sendProtocols.DIMSE.requestCommitment?.(...question);
        },
      },
    });
    const find = () => db.transfer.findUniqueOrThrow({ where: { id } });
    await expect.poll(async () => (await find()).state, { timeout: 15_000 }).toMatch(/QUEUED|WAITING/);
    expect(await db.transferInstance.findMany({ where: { transferId: id, state: "PENDING" } })).toMatchObject(
      [{ status: 0x0112, errorCode: "not_committed" }],
    );
    await db.transfer.update({ where: { id }, data: { nextAttemptAt: null } });
    await runSend(id, sendProtocols);
    await expect.poll(async () => (await find()).state, { timeout: 15_000 }).toBe("DONE");
    expect(await stored()).toHaveLength(COUNT);
  });
});

describe("our own STOW-RS as a peer", () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.stop());

  it("takes a study with a bearer token, twice the same, and names what it refuses", async () => {
    const other = await makeOrganization();
    const { token } = await createToken(systemContext("test"), {
      owner: { organizationId: other },
      scopes: ["dicomweb"],
    });
    const peer = await register({ stowUrl: `${site.origin}/dicom-web`, stowBearer: token });
    expect(await sendTo(peer.id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    expect(await db.instance.count({ where: { organizationId: other } })).toBe(COUNT);
    expect(await sendTo(peer.id)).toMatchObject({ state: "DONE", counts: { SENT: COUNT } });
    const [row] = await db.instance.findMany({ where: { organizationId: other }, take: 1 });
    await db.instance.update({ where: { id: row?.id ?? "" }, data: { dataSetSha256: new Uint8Array(32) } });
    const partly = await sendTo(peer.id);
    expect(partly).toMatchObject({ state: "FAILED", counts: { SENT: COUNT - 1, FAILED: 1 } });
    expect(partly.failures).toMatchObject([{ code: "other_content", status: 0xc111 }]);
  });
});

describe("answers of other servers", () => {
  async function answering(status: number, body: string, run: (url: string) => Promise<void>) {
    const server = createServer((request, response) => {
      request.resume();
      request.on("end", () =>
        response.writeHead(status, { "content-type": "application/dicom+json" }).end(body),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/rs`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it.each([
    [503, "", { state: "WAITING", errorCode: "busy" }],
    [404, "<html>", { state: "WAITING", errorCode: "no_such_service" }],
    [302, "", { state: "WAITING", errorCode: "no_such_service" }],
    [200, "{}", { state: "WAITING", counts: { PENDING: COUNT } }],
    [200, "stored, believe me", { state: "DONE", counts: { SENT: COUNT } }],
    [500, "{}", { state: "WAITING", errorCode: "refused", counts: { PENDING: COUNT } }],
    [415, "", { state: "FAILED", counts: { FAILED: COUNT } }],
  ])("%d %s", async (status, body, expected) => {
    await answering(status, body, async (url) => {
      const peer = await register({ stowUrl: url });
      expect(await sendTo(peer.id)).toMatchObject(expected);
    });
  });
});

it.skipIf(!hasSamples)("decodes what a peer doesn't take compressed", async () => {
  const file = samples("transfer-syntax").find((name) => name.endsWith("MR_small_RLE.dcm")) ?? "";
  const [entry] = await ingest(organizationId, file);
  const taken: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("latin1");
    const isCompressed = body.includes("1.2.840.10008.1.2.5");
    const tag = isCompressed ? "00081198" : "00081199";
    if (!isCompressed) taken.push(body);
    const item = {
      "00081155": { vr: "UI", Value: [entry?.sopInstanceUid] },
      "00081197": { vr: "US", Value: [0xc122] },
    };
    response.writeHead(isCompressed ? 409 : 200, { "content-type": "application/dicom+json" });
    response.end(JSON.stringify({ [tag]: { vr: "SQ", Value: [item] } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const peer = await register({ stowUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const { id } = await startTransfer(context, entry?.studyInstanceUid ?? "", { peerId: peer.id });
  await runSend(id, sendProtocols);
  server.closeAllConnections();
  server.close();
  expect(await db.transfer.findUnique({ where: { id } })).toMatchObject({ state: "DONE" });
  expect(taken).toHaveLength(1);
});

describe("registering", () => {
  it("keeps the credential sealed and tells nobody", async () => {
    const peer = await register({ stowUrl: "http://127.0.0.1:1/dicom-web", stowBearer: "secret-token" });
    expect(JSON.stringify(await db.peer.findUnique({ where: { id: peer.id } }))).not.toContain(
      "secret-token",
    );
    const listed = await listPeers(systemContext("test"), { organizationId });
    expect(listed.find(({ id }) => id === peer.id)).toMatchObject({ hasCredential: true });
    expect(JSON.stringify(listed)).not.toContain("secret-token");
    expect((await openPeer(peer.id))?.authorization).toBe("Bearer secret-token");
  });

  it("calls no address of this machine, at no time", async () => {
    const early = await register({ host: "127.0.0.1", port: await freePort() });
    const settings = (globalThis as { beeldbrugEnvironment?: Environment })
      .beeldbrugEnvironment as Environment;
    settings.ALLOW_LOOPBACK_PEERS = false;
    try {
      for (const options of [
        { host: "localhost", port: 104 },
        { stowUrl: "http://localhost/dicom-web" },
        { stowUrl: "http://0x7f.1/" },
      ])
        await expect(register(options)).rejects.toMatchObject({ code: "address_not_allowed" });
      // One that has come to mean this machine since.
      expect(await verifyPeer(systemContext("test"), { peerId: early.id }, probePeer)).toMatchObject({
        isReachable: false,
        code: "address_not_allowed",
      });
      expect(await sendTo(early.id)).toMatchObject({ state: "WAITING", errorCode: "address_not_allowed" });
    } finally {
      settings.ALLOW_LOOPBACK_PEERS = true;
    }
  });

  it("refuses names, passwords and parameters in the address", async () => {
    for (const stowUrl of ["http://a:b@127.0.0.1/x", "http://127.0.0.1/x?y=1", "ftp://127.0.0.1/"])
      await expect(register({ stowUrl })).rejects.toThrow();
  });

  it("is for administrators", async () => {
    const peer = await register({ host: "127.0.0.1", port: 1 });
    await expect(verifyPeer(context, { peerId: peer.id }, probePeer)).rejects.toMatchObject({ status: 403 });
    const token = await organizationContext(organizationId);
    await expect(verifyPeer(token, { peerId: peer.id }, probePeer)).rejects.toMatchObject({ status: 403 });
  });
});

describe("a registered peer", () => {
  it("is changed as a whole; its secret stays with its address alone", async () => {
    const stowUrl = "http://192.0.2.20:8080/dicom-web";
    const { id: peerId, aeTitle } = await register({ stowUrl, stowUser: "pacs", stowPassword: "geheim" });
    const change = (changes: object) =>
      changePeer(systemContext("test"), { peerId, aeTitle, host: "192.0.2.20", port: 104, ...changes });
    const credentialOf = async () =>
      (await db.peer.findUniqueOrThrow({ where: { id: peerId } })).stowCredential;
    const before = await credentialOf();
    await change({ stowUrl, description: "Hoofdarchief" });
    expect(await credentialOf()).toBe(before);
    expect(await db.peer.findUniqueOrThrow({ where: { id: peerId } })).toMatchObject({
      description: "Hoofdarchief",
      protocol: "DICOMWEB",
    });
    await change({ stowUrl: "http://192.0.2.21:8080/dicom-web" });
    expect(await credentialOf()).toBeNull();
    await change({ usesTls: true });
    expect(await db.peer.findUniqueOrThrow({ where: { id: peerId } })).toMatchObject({
      protocol: "DIMSE",
      stowUrl: "",
      usesTls: true,
    });
    const other = await register({ host: "192.0.2.22", port: 104 });
    await expect(change({ aeTitle: other.aeTitle })).rejects.toMatchObject({ code: "ae_title_taken" });
    const rows = await db.auditEvent.findMany({ where: { objectId: peerId, action: "peer.changed" } });
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? "" : value))).not.toContain(
      "geheim",
    );
  });

  it("isn't changed from another organisation", async () => {
    const { id: peerId } = await register({ host: "192.0.2.23", port: 104 });
    const elsewhere = await userContext(await makeOrganization(), ["ADMINISTRATOR"]);
    await expect(
      changePeer(elsewhere, { peerId, aeTitle: "ELSEWHERE", host: "192.0.2.24", port: 104 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
