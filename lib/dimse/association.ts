import type { Socket } from "node:net";
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION_NAME } from "@/lib/dicom";
import { type CommandSet, encodeCommandSet, parseCommandSet } from "./command-set";
import { type AcceptedContext, negotiate } from "./negotiate";
import {
  type AssociateRequest,
  abort,
  associateAccept,
  associateReject,
  dataPdu,
  PduType,
  type PresentationDataValue,
  ProtocolError,
  parseAssociateRequest,
  presentationDataValues,
  type Rejection,
  releaseResponse,
} from "./pdu";
import { type Pdu, readPdus } from "./pdu-reader";

/** What we announce: fewer, larger PDUs than the usual 16 KiB. */
const MAXIMUM_LENGTH = 131_072;
const MAXIMUM_COMMAND = 65_536;

/** One DIMSE message as it comes in. `dataSet` must be read to its end before the next message comes. */
export interface IncomingMessage {
  command: CommandSet;
  context: AcceptedContext;
  dataSet: AsyncIterable<Uint8Array>;
  respond(response: CommandSet): Promise<void>;
}

export interface AssociationHandlers<Peer> {
  /** Decides whether this peer may associate. */
  admit(request: AssociateRequest): Promise<{ peer: Peer } | { rejection: Rejection }>;
  handle(message: IncomingMessage, peer: Peer): Promise<void>;
}

/**
 * Serves one association to its end (PS3.8 9.2, acceptor's side). Messages are handled one after the other and
 * PDUs are pulled only as they are needed, so a slow disk slows the sender down instead of filling memory.
 * @throws ProtocolError when the peer breaks the protocol, after an A-ABORT
 */
export async function serveAssociation<Peer>(
  socket: Socket,
  handlers: AssociationHandlers<Peer>,
): Promise<void> {
  const pdus = readPdus(socket, MAXIMUM_LENGTH);
  try {
    const request = await readRequest(pdus);
    if (!request) return;
    const admission = await handlers.admit(request);
    if ("rejection" in admission) {
      socket.end(associateReject(admission.rejection));
      return;
    }
    const { answers, accepted } = negotiate(request.contexts);
    await write(
      socket,
      associateAccept(request, answers, {
        maximumLength: MAXIMUM_LENGTH,
        implementationClassUid: IMPLEMENTATION_CLASS_UID,
        implementationVersionName: IMPLEMENTATION_VERSION_NAME,
      }),
    );
    await serveMessages(socket, new ValueReader(socket, pdus), accepted, request.maximumLength, (message) =>
      handlers.handle(message, admission.peer),
    );
  } catch (error) {
    if (error instanceof ProtocolError && !socket.destroyed) socket.end(abort(2));
    else socket.destroy();
    throw error;
  }
}

async function readRequest(pdus: AsyncGenerator<Pdu>): Promise<AssociateRequest | undefined> {
  const first = await pdus.next();
  if (first.done) return undefined;
  if (first.value.type !== PduType.associateRequest)
    throw new ProtocolError("an association request was expected");
  return parseAssociateRequest(first.value.body);
}

async function serveMessages(
  socket: Socket,
  values: ValueReader,
  accepted: Map<number, AcceptedContext>,
  peerMaximum: number,
  handle: (message: IncomingMessage) => Promise<void>,
): Promise<void> {
  for (;;) {
    const first = await values.next();
    if (!first) return;
    const context = accepted.get(first.contextId);
    if (!context) throw new ProtocolError("data came on a presentation context that was not accepted");
    const command = parseCommandSet(await readCommand(values, first));
    const dataSet = command.hasDataSet ? readDataSet(values, first.contextId) : noDataSet();
    await handle({
      command,
      context,
      dataSet,
      respond: (response) => write(socket, inPdus(first.contextId, encodeCommandSet(response), peerMaximum)),
    });
    // A handler that gave up early leaves data behind: the next message begins after it.
    for await (const _ of dataSet);
  }
}

async function readCommand(values: ValueReader, first: PresentationDataValue): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for (let value: PresentationDataValue | undefined = first; ; value = await values.next()) {
    if (!value?.isCommand || value.contextId !== first.contextId)
      throw new ProtocolError("a command fragment was expected");
    parts.push(value.data);
    length += value.data.length;
    if (length > MAXIMUM_COMMAND) throw new ProtocolError("command set is too long");
    if (value.isLast) return Buffer.concat(parts);
  }
}

async function* readDataSet(values: ValueReader, contextId: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const value = await values.next();
    if (!value) throw new ProtocolError("the connection ended in the middle of a data set");
    if (value.isCommand || value.contextId !== contextId)
      throw new ProtocolError("a data set fragment was expected");
    yield value.data;
    if (value.isLast) return;
  }
}

async function* noDataSet(): AsyncGenerator<Uint8Array> {}

/** The presentation data values of an association, across PDU borders; ends with release, abort or close. */
class ValueReader {
  private current: Iterator<PresentationDataValue> | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly pdus: AsyncGenerator<Pdu>,
  ) {}

  async next(): Promise<PresentationDataValue | undefined> {
    for (;;) {
      const value = this.current?.next();
      if (value && !value.done) return value.value;
      const pdu = await this.pdus.next();
      if (pdu.done || pdu.value.type === PduType.abort) return undefined;
      if (pdu.value.type === PduType.releaseRequest) {
        this.socket.end(releaseResponse());
        return undefined;
      }
      if (pdu.value.type !== PduType.data)
        throw new ProtocolError(`unexpected PDU of type ${pdu.value.type}`);
      this.current = presentationDataValues(pdu.value.body);
    }
  }
}

/** A command as PDUs no longer than the peer takes; nearly always one. */
function inPdus(contextId: number, command: Buffer, peerMaximum: number): Buffer {
  const room = peerMaximum === 0 ? command.length : Math.max(peerMaximum - 6, 1);
  const pdus: Buffer[] = [];
  for (let at = 0; at < command.length; at += room)
    pdus.push(dataPdu(contextId, true, at + room >= command.length, command.subarray(at, at + room)));
  return Buffer.concat(pdus);
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.write(bytes, (error) => (error ? reject(error) : resolve())),
  );
}
