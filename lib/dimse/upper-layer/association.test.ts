import net from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandPdu, dataPdu, RawAssociation } from "../../../tests/support/raw-association";
import { acceptAssociation } from "./accept-association";
import type { RequestHandler } from "./association";
import { CommandField, parseCommandSet } from "./command-set";
import { PduType } from "./pdu";

const CT = "1.2.840.10008.5.1.4.1.1.2";
const IDLE = 300;
const MEGABYTE = 1 << 20;

let server: net.Server;
let association: RawAssociation;
let handle: RequestHandler;
let outcome: Promise<unknown>;

beforeEach(async () => {
  const ended = Promise.withResolvers<unknown>();
  outcome = ended.promise;
  server = net.createServer({ noDelay: true }, async (socket) => {
    socket.on("error", () => {});
    socket.setTimeout(IDLE);
    const accepted = await acceptAssociation(socket, async () => undefined);
    await accepted?.serve((request, own) => handle(request, own)).then(ended.resolve, ended.resolve);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const context = { id: 1, abstractSyntax: CT, transferSyntaxes: ["1.2.840.10008.1.2"] };
  association = await RawAssociation.open((server.address() as net.AddressInfo).port, "LAB", [context]);
});
afterEach(() => {
  association.end();
  server.close();
});

const store = (messageId: number) => ({
  ...{ commandField: CommandField.storeRequest, affectedSopClassUid: CT, messageId, hasDataSet: true },
});
const answer = async () => parseCommandSet(((await association.next(PduType.data)) as Buffer).subarray(6));

it("reads no further than somebody takes", async () => {
  const readOn = Promise.withResolvers<void>();
  let received = 0;
  handle = async ({ dataSet, respond }) => {
    await readOn.promise;
    for await (const chunk of dataSet) received += chunk.length;
    await respond({ status: 0 });
  };
  association.send(commandPdu(store(1)));
  const part = dataPdu({ data: Buffer.alloc(100_000) });
  let sent = 0;
  const isStalled = async () =>
    (await Promise.race([association.flushed(), delay(150, "stalled")])) === "stalled";
  while (sent < 100 * MEGABYTE) {
    association.send(part);
    sent += 100_000;
    if (await isStalled()) break;
  }
  // What the system's own buffers hold, and little more.
  expect(sent).toBeLessThan(20 * MEGABYTE);
  readOn.resolve();
  association.send(dataPdu({ isLast: true, data: Buffer.alloc(2) }));
  expect(await answer()).toMatchObject({ status: 0 });
  expect(received).toBe(sent + 2);
});

it("goes on after a handler that gave up in the middle of a data set", async () => {
  handle = async ({ dataSet, respond, command }) => {
    for await (const _ of dataSet) break;
    await respond({ status: command.messageId ?? 0 });
  };
  for (const messageId of [1, 2]) {
    association.send(commandPdu(store(messageId)));
    for (const isLast of [false, false, true])
      association.send(dataPdu({ isLast, data: Buffer.alloc(50_000) }));
    expect(await answer()).toMatchObject({ status: messageId });
  }
});

it("hears a cancellation while it works", async () => {
  handle = async ({ respond, signal }) => {
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    await respond({ status: 0xfe00 });
  };
  const find = { ...store(7), hasDataSet: false };
  association.send(commandPdu(find));
  association.send(
    commandPdu({ commandField: CommandField.cancelRequest, messageIdBeingRespondedTo: 7, hasDataSet: false }),
  );
  expect(await answer()).toMatchObject({ status: 0xfe00, messageIdBeingRespondedTo: 7 });
});

describe("silence", () => {
  it("is no reason to hang up while we work", async () => {
    handle = async ({ respond }) => {
      await delay(3 * IDLE);
      await respond({ status: 0 });
    };
    association.send(commandPdu({ ...store(1), hasDataSet: false }));
    expect(await answer()).toMatchObject({ status: 0 });
  });

  it("of a peer whose turn it is ends the association", async () => {
    handle = async () => {};
    await association.closed;
    expect(await outcome).toBeUndefined();
  });

  it("of a peer that was asked something ends the request", async () => {
    let failure: unknown;
    handle = async (_, own) => {
      failure = await own.request(1, { commandField: CommandField.storeRequest }).catch((error) => error);
    };
    association.send(commandPdu({ ...store(1), hasDataSet: false }));
    await association.closed;
    await outcome;
    expect(failure).toMatchObject({ name: "AssociationError", code: "LOST" });
  });
});

it("sends what a handler threw as an abort", async () => {
  handle = async () => {
    throw new Error("out of order");
  };
  association.send(commandPdu({ ...store(1), hasDataSet: false }));
  expect(await association.next(PduType.abort)).toBeDefined();
  association.end();
  expect(await outcome).toMatchObject({ message: "out of order" });
});
