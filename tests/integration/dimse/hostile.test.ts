import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { type DimseServer, startDimse } from "@/lib/dimse";
import { CommandField, encodeCommandSet, parseCommandSet } from "@/lib/dimse/upper-layer/command-set";
import { PduType, pdu } from "@/lib/dimse/upper-layer/pdu";
import { associateRequest } from "@/lib/dimse/upper-layer/write-associate";
import { addPeer } from "@/lib/peers";
import { makeOrganization } from "../../support/ingest";
import { commandPdu, dataPdu, RawAssociation } from "../../support/raw-association";

const VERIFICATION = "1.2.840.10008.1.1";
const STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
const CT = "1.2.840.10008.5.1.4.1.1.2";
const IMPLICIT = "1.2.840.10008.1.2";
const MEGABYTE = 1 << 20;

let server: DimseServer;
beforeAll(async () => {
  server = await startDimse();
  const organizationId = await makeOrganization("noord");
  await addPeer(systemContext("test"), { organizationId, aeTitle: "LAB", host: "127.0.0.1", port: 104 });
});
afterAll(() => server.stop());

const open = () =>
  RawAssociation.open(server.port, "LAB", [
    { id: 1, abstractSyntax: VERIFICATION, transferSyntaxes: [IMPLICIT] },
    { id: 3, abstractSyntax: STUDY_ROOT_FIND, transferSyntaxes: [IMPLICIT] },
    { id: 5, abstractSyntax: CT, transferSyntaxes: [IMPLICIT] },
  ]);

const echo = (messageId: number) => ({
  commandField: CommandField.echoRequest,
  affectedSopClassUid: VERIFICATION,
  messageId,
  hasDataSet: false,
});
const find = {
  ...echo(1),
  commandField: CommandField.findRequest,
  affectedSopClassUid: STUDY_ROOT_FIND,
  hasDataSet: true,
};
const store = {
  ...find,
  commandField: CommandField.storeRequest,
  affectedSopClassUid: CT,
  affectedSopInstanceUid: "1.2.3",
};

async function answerOf(association: RawAssociation) {
  const body = await association.next(PduType.data);
  return body && parseCommandSet(body.subarray(6));
}

async function stillServes(): Promise<void> {
  const association = await open();
  association.send(commandPdu(echo(1)));
  expect(await answerOf(association)).toMatchObject({ status: 0 });
  association.end();
}

describe("within an association", () => {
  const command = encodeCommandSet(echo(1));
  const lying = Buffer.from(command);
  lying.writeUInt32LE(0xfffffff0, 16);
  it.each<[string, Uint8Array[]]>([
    ["a data PDU without values", [pdu(PduType.data, Buffer.alloc(0))]],
    ["a value that is longer than its PDU", [dataPdu({ isCommand: true, data: command, length: 5000 })]],
    ["a value without room for its header", [dataPdu({ isCommand: true, length: 1 })]],
    ["a PDU that is longer than agreed", [pdu(PduType.data, Buffer.alloc(200_000))]],
    ["a PDU of an unknown type", [pdu(9, Buffer.alloc(4))]],
    [
      "a second association request",
      [associateRequest({ calledAeTitle: "BEELDBRUG", callingAeTitle: "LAB", contexts: [], roles: [] })],
    ],
    ["a context that was not proposed", [commandPdu(echo(1), 99)]],
    [
      "a command whose element lies about its length",
      [dataPdu({ isCommand: true, isLast: true, data: lying })],
    ],
    ["a command that is none", [dataPdu({ isCommand: true, isLast: true, data: Buffer.alloc(20, 0xff) })]],
    ["a data set without a command", [dataPdu({ isLast: true, data: Buffer.alloc(8) })]],
    ["a command inside a data set", [commandPdu(store, 5), commandPdu(echo(1), 5)]],
    [
      "a data set on another context than its command",
      [commandPdu(store, 5), dataPdu({ contextId: 1, data: Buffer.alloc(8) })],
    ],
    [
      "an answer that nobody asked for",
      [commandPdu({ commandField: 0x8001, messageIdBeingRespondedTo: 7, status: 0, hasDataSet: false })],
    ],
  ])("aborts on %s", async (_, bytes) => {
    const association = await open();
    for (const part of bytes) association.send(part);
    expect(await association.next(PduType.abort)).toBeDefined();
    await association.closed;
    await stillServes();
  });

  it("ends a command of endless empty fragments", async () => {
    const association = await open();
    const empty = Buffer.concat(Array.from({ length: 5000 }, () => dataPdu({ isCommand: true })));
    while (association.isOpen) {
      association.send(empty);
      await association.flushed();
    }
    await stillServes();
  });

  it("takes an identifier without end in bounded memory, and refuses it", async () => {
    const association = await open();
    association.send(commandPdu(find, 3));
    const part = dataPdu({ contextId: 3, data: Buffer.alloc(100_000) });
    const before = process.memoryUsage().rss;
    for (let sent = 0; sent < 200 * MEGABYTE; sent += part.length) {
      association.send(part);
      await association.flushed();
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE);
    association.send(dataPdu({ contextId: 3, isLast: true, data: Buffer.alloc(2) }));
    expect(await answerOf(association)).toMatchObject({ status: 0xc000 });
    association.send(commandPdu(echo(2)));
    expect(await answerOf(association)).toMatchObject({ status: 0, messageIdBeingRespondedTo: 2 });
    association.end();
  });

  it.each([
    ["noise", Buffer.alloc(64, 0xff)],
    ["nothing", Buffer.alloc(0)],
    [
      "sequences a thousand deep",
      Buffer.concat(
        Array.from({ length: 1000 }, () => Buffer.from("08004011fffffffffeff00e0ffffffff", "hex")),
      ),
    ],
    ["a value that lies about its length", Buffer.from("0800520000ffffff5354554459", "hex")],
  ])("refuses an identifier of %s and goes on", async (_, data) => {
    const association = await open();
    association.send(commandPdu(find, 3));
    association.send(dataPdu({ contextId: 3, isLast: true, data }));
    expect((await answerOf(association))?.status).toBeGreaterThanOrEqual(0xa900);
    association.send(commandPdu(echo(2)));
    expect(await answerOf(association)).toMatchObject({ status: 0 });
    association.end();
  });

  it("answers requests that didn't wait for each other, in their order", async () => {
    const association = await open();
    association.send(Buffer.concat([1, 2, 3].map((messageId) => commandPdu(echo(messageId)))));
    for (const messageIdBeingRespondedTo of [1, 2, 3])
      expect(await answerOf(association)).toMatchObject({ status: 0, messageIdBeingRespondedTo });
    association.send(
      commandPdu(
        { commandField: CommandField.cancelRequest, messageIdBeingRespondedTo: 77, hasDataSet: false },
        3,
      ),
    );
    association.send(commandPdu({ ...echo(4), commandField: 0x0777 }));
    expect(await answerOf(association)).toMatchObject({ status: 0x0211, messageIdBeingRespondedTo: 4 });
    association.end();
  });
});

describe("before an association", () => {
  let association: RawAssociation;
  beforeEach(async () => {
    association = await RawAssociation.connect(server.port);
  });
  const titles = { calledAeTitle: "BEELDBRUG", callingAeTitle: "LAB", roles: [] };
  const context = { abstractSyntax: VERIFICATION, transferSyntaxes: [IMPLICIT] };

  it.each([
    ["an even context id", associateRequest({ ...titles, contexts: [{ id: 2, ...context }] })],
    [
      "a context id twice",
      associateRequest({
        ...titles,
        contexts: [
          { id: 1, ...context },
          { id: 1, ...context },
        ],
      }),
    ],
    [
      "a version that is not known",
      Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 80, 0, 2]), Buffer.alloc(78)]),
    ],
    ["a request of 1 MB and more", Buffer.concat([Buffer.from([1, 0, 0, 0x20, 0, 0]), Buffer.alloc(100)])],
    ["a release", pdu(PduType.releaseRequest, Buffer.alloc(4))],
  ])("aborts on %s", async (_, bytes) => {
    association.send(bytes);
    expect(await association.next(PduType.abort)).toBeDefined();
    await stillServes();
  });

  it("stands a crowd that says nothing", async () => {
    const crowd = await Promise.all(Array.from({ length: 200 }, () => RawAssociation.connect(server.port)));
    await vi.waitFor(() => expect(crowd.filter((one) => one.isOpen).length).toBeLessThan(100), 10_000);
    for (const one of [...crowd, association]) one.end();
    await vi.waitFor(stillServes, 10_000);
  });
});
