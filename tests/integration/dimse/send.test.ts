import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import {
  AssociationError,
  type OutgoingInstance,
  outgoingInstance,
  type StoreResult,
  storedDataSet,
  storeToPeer,
  verifyPeer,
} from "@/lib/dimse";
import { dcmtk, itWithDcmtk as it, type RunningProgram, startStorescp } from "../../support/dcmtk";
import { freePort } from "../../support/free-port";
import { dataSetOf, ingest, makeInstance, makeOrganization } from "../../support/ingest";
import { ctSeries } from "../../support/samples";

const JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70";
const EXPLICIT = "1.2.840.10008.1.2.1";
const IMPLICIT = "1.2.840.10008.1.2";

let organizationId: string;
beforeAll(async () => {
  organizationId = await makeOrganization("noord");
});

async function storedInstances(where: { studyInstanceUid?: string } = {}): Promise<OutgoingInstance[]> {
  const rows = await db.instance.findMany({ where: { organizationId, study: where } });
  return rows.map(outgoingInstance);
}

async function send(port: number, instances: OutgoingInstance[], signal?: AbortSignal) {
  const results = new Map<string, StoreResult>();
  const peer = { host: "127.0.0.1", port, aeTitle: "PEER" };
  await storeToPeer(peer, instances, (uid, result) => void results.set(uid, result), signal);
  return results;
}

/** An instance that exists only on the way out. */
function madeUp(sopClassUid: string, transferSyntaxUid: string, dataSet?: Uint8Array): OutgoingInstance {
  const sopInstanceUid = newUid();
  dataSet ??= dataSetOf(makeInstance({ SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid }));
  return {
    sopClassUid,
    sopInstanceUid,
    transferSyntaxUid,
    dataSetLength: dataSet.length,
    dataSet: async function* () {
      for (let at = 0; at < dataSet.length; at += 7) yield dataSet.subarray(at, at + 7);
    },
  };
}

describe("to a peer that takes everything", () => {
  let peer: RunningProgram;
  beforeAll(async () => {
    peer = await startStorescp("+xa", "+B");
  });
  afterAll(() => peer.stop());

  it("is verified by C-ECHO", async () => {
    await verifyPeer({ host: "127.0.0.1", port: peer.port, aeTitle: "PEER" });
  });

  it("sends data sets byte for byte in their transfer syntax", async () => {
    const study = newUid();
    const big = makeInstance({ StudyInstanceUID: study, TextValue: "x".repeat(300_001) });
    await ingest(organizationId, big, makeInstance({ StudyInstanceUID: study }));
    const instances = await storedInstances({ studyInstanceUid: study });
    const results = await send(peer.port, instances);
    expect([...results.values()].map(({ status }) => status)).toEqual([0, 0]);
    for (const instance of instances) {
      const [name = ""] = fs
        .readdirSync(peer.folder)
        .filter((file) => file.endsWith(instance.sopInstanceUid));
      const received = fs.readFileSync(path.join(peer.folder, name));
      const parts: Uint8Array[] = [];
      for await (const chunk of instance.dataSet()) parts.push(Uint8Array.from(chunk));
      const sent = Buffer.concat(parts);
      expect(received.subarray(received.length - sent.length).equals(sent)).toBe(true);
    }
  });

  it("needs several associations for more than 128 presentation contexts", async () => {
    const instances = Array.from({ length: 150 }, (_, index) =>
      madeUp(`1.2.840.10008.5.1.4.1.1.9999.${index}`, EXPLICIT),
    );
    const results = await send(peer.port, instances);
    expect(results.size).toBe(150);
    expect(peer.output().match(/Association Release/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("says which instance can't be read and goes on with the others", async () => {
    const [good] = (await storedInstances()) as [OutgoingInstance];
    const bad = {
      ...good,
      sopInstanceUid: newUid(),
      dataSet: () => storedDataSet({ ...GONE, dataSetOffset: 0 }),
    };
    const results = await send(peer.port, [bad, good]);
    expect(results.get(bad.sopInstanceUid)).toMatchObject({ status: 0x0110 });
    expect(results.get(good.sopInstanceUid)).toMatchObject({ status: 0 });
  });

  it("stops when it is told to", async () => {
    const instances = await storedInstances();
    await expect(send(peer.port, instances, AbortSignal.abort(new Error("enough")))).rejects.toThrow(
      "enough",
    );
  });
});
const GONE = { objectKey: "2026/01/01/gone", offset: 0, length: 10 };

describe("to a peer that takes implicit VR only", () => {
  let peer: RunningProgram;
  beforeAll(async () => {
    peer = await startStorescp("+xi");
  });
  afterAll(() => peer.stop());

  it("sends the implicit form, which reads the same", async () => {
    const study = newUid();
    await ingest(
      organizationId,
      makeInstance({
        StudyInstanceUID: study,
        ReferencedStudySequence: [{ ReferencedSOPClassUID: "1.2.3", ReferencedSOPInstanceUID: "1.2.4" }, {}],
        RequestAttributesSequence: [],
      }),
    );
    const [instance] = await storedInstances({ studyInstanceUid: study });
    const results = await send(peer.port, [instance as OutgoingInstance]);
    expect([...results.values()]).toEqual([{ status: 0, comment: undefined }]);
    const [name = ""] = fs.readdirSync(peer.folder);
    const { output } = await dcmtk("dcmdump", "+L", path.join(peer.folder, name));
    expect(output).toContain("LittleEndianImplicit");
    expect(output).toContain("[Jansen^Anna]");
    expect(output).toContain("[1.2.4]");
    expect(output).toMatch(/PixelData/);
  });

  it("sends the uncompressed form of what is compressed, when there is one", async () => {
    const [original = ""] = await ctSeries();
    const file = path.join(process.env.DATA_DIR ?? "", "lossless.dcm");
    await dcmtk("dcmcjpeg", "+e1", original, file);
    const [entry] = await ingest(organizationId, file);
    const [instance] = await storedInstances({ studyInstanceUid: entry?.studyInstanceUid });
    const stranger = madeUp("1.2.840.10008.5.1.4.1.1.2", JPEG_LOSSLESS);
    const results = await send(peer.port, [stranger, instance as OutgoingInstance]);
    expect(results.get(stranger.sopInstanceUid)).toMatchObject({ status: 0x0122 });
    expect(results.get(entry?.sopInstanceUid ?? "")).toEqual({ status: 0, comment: undefined });
    const name = fs.readdirSync(peer.folder).find((one) => one.endsWith(entry?.sopInstanceUid ?? "?")) ?? "";
    expect(pixelsOf(path.join(peer.folder, name)).equals(pixelsOf(original))).toBe(true);
  });
});

/** The values of native pixels at a file's end. */
function pixelsOf(file: string): Buffer {
  const bytes = fs.readFileSync(file);
  return bytes.subarray(bytes.length - 512 * 512 * 2);
}

describe("to a peer that fails", () => {
  it("says that nobody listens", async () => {
    const peer = { host: "127.0.0.1", port: await freePort(), aeTitle: "PEER" };
    await expect(verifyPeer(peer)).rejects.toMatchObject({ code: "UNREACHABLE" });
  });

  it("says why it was rejected", async () => {
    const peer = await startStorescp("--refuse");
    const error = await send(peer.port, [madeUp("1.2.3", IMPLICIT, new Uint8Array(8))]).catch(
      (reason) => reason,
    );
    await peer.stop();
    expect(error).toBeInstanceOf(AssociationError);
    expect(error).toMatchObject({ code: "REJECTED", message: expect.stringContaining("rejected") });
  });

  it.each(["--abort-during", "--abort-after"])("notices an abort (%s)", async (option) => {
    await ingest(organizationId, makeInstance());
    const peer = await startStorescp(option);
    const outcome = await send(peer.port, await storedInstances()).catch((reason) => reason);
    await peer.stop();
    expect(outcome).toMatchObject({ name: "AssociationError" });
  });

  it.each([
    ["noise", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["a PDU of 4 GB", Buffer.from([2, 0, 0xff, 0xff, 0xff, 0xff])],
    [
      "an answer that lies about its lengths",
      Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 10]), Buffer.alloc(10)]),
    ],
    ["nothing", undefined],
  ])("survives %s", async (_, bytes) => {
    const server = net.createServer((socket) => {
      socket.on("error", () => {});
      if (bytes) socket.write(bytes);
      else socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    await expect(verifyPeer({ host: "127.0.0.1", port, aeTitle: "PEER" })).rejects.toThrow();
    server.close();
  });
});
