import type { Socket } from "node:net";
import { MAXIMUM_LENGTH } from "./associate";
import { AssociationError } from "./association-error";
import type { ByteSource } from "./byte-source";
import { CommandField, type CommandSet, isResponse } from "./command-set";
import { type Fragment, FragmentReader, type Incoming } from "./fragment-reader";
import { IncomingDataSet } from "./incoming-data-set";
import { BrokenMessageError, type DataSetToSend, MessageWriter } from "./message-writer";
import { abortByProvider, abortByUser, PduType, ProtocolError, releaseRequest, releaseResponse } from "./pdu";
import { PendingRequests } from "./pending-requests";
import { readCommand } from "./read-command";
import { sayLast } from "./say-last";

const RELEASE_MILLISECONDS = 10_000;

/** A presentation context that was accepted. */
export interface AcceptedContext {
  abstractSyntax: string;
  transferSyntax: string;
}

/** What the two sides agreed on. */
export interface Agreement {
  callingAeTitle: string;
  calledAeTitle: string;
  accepted: Map<number, AcceptedContext>;
  /** Contexts in whose SOP classes the peer offered to be SCP while it called. */
  roles: { sopClassUid: string; isScu: boolean; isScp: boolean }[];
  /** The longest P-DATA-TF body that the peer takes; 0 means no limit. */
  peerMaximum: number;
}

/** A request as it comes in. `dataSet` comes from the connection: read it or leave it, once. */
export interface IncomingRequest {
  command: CommandSet;
  contextId: number;
  context: AcceptedContext;
  dataSet: AsyncIterable<Uint8Array>;
  /** Aborted by a C-CANCEL of this request, and when the association ends. */
  signal: AbortSignal;
  /** Fields that every response has are filled in from the request. */
  respond(response: Partial<CommandSet> & { status: number }, dataSet?: Uint8Array): Promise<void>;
}

export type RequestHandler = (request: IncomingRequest, association: Association) => Promise<void>;

/**
 * An established association, either side's. `serve` reads what comes: responses go to whoever asked, requests to
 * the handler, one at a time; meanwhile a C-CANCEL is still heard. Data sets are pulled from the connection as
 * they are needed, so a slow disk slows the sender down instead of filling memory.
 */
export class Association {
  /** Awaited before a release is answered: what the peer sees ended has ended. */
  beforeRelease?: () => Promise<void>;
  private readonly writer: MessageWriter;
  private readonly reader: FragmentReader;
  private readonly pending = new PendingRequests();
  private readonly cancels = new Map<number, AbortController>();
  private readonly end = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** What went wrong here. */
  private failure: unknown;
  private isAbortedByPeer = false;
  /** A request was read and is being worked on. */
  private isWorking = false;

  constructor(
    private readonly socket: Socket,
    source: ByteSource,
    readonly agreement: Agreement,
  ) {
    this.reader = new FragmentReader(source, MAXIMUM_LENGTH);
    this.writer = new MessageWriter(socket, agreement.peerMaximum);
    socket.once("close", () => this.finish());
    // From here on, silence is the peer's only while it is the peer's turn.
    socket.removeAllListeners("timeout").on("timeout", () => this.noteSilence());
  }

  /** Aborted when the association is over, for whatever reason. */
  get ended(): AbortSignal {
    return this.end.signal;
  }

  /** Sends a request and answers the response to it. @throws AssociationError when the association ends first */
  async request(
    contextId: number,
    command: Omit<CommandSet, "messageId" | "hasDataSet">,
    dataSet?: DataSetToSend,
  ): Promise<CommandSet> {
    if (this.ended.aborted) throw this.lost();
    const { messageId, response } = this.pending.open();
    try {
      await this.writer.write(
        contextId,
        { ...command, messageId, hasDataSet: dataSet !== undefined },
        dataSet,
      );
      return await response;
    } catch (error) {
      if (error instanceof BrokenMessageError) this.abort();
      throw this.ended.aborted || this.socket.destroyed ? this.lost(error) : error;
    } finally {
      this.pending.close(messageId);
    }
  }

  /**
   * Reads until the association ends.
   * @throws ProtocolError when the peer breaks the protocol, after an A-ABORT; what the handler threw
   */
  async serve(handle: RequestHandler): Promise<void> {
    try {
      for (let next = await this.reader.next(); next; next = await this.reader.next())
        if (!(await this.take(next, handle))) break;
      if (this.failure) throw this.failure;
    } catch (error) {
      this.failure ??= error;
      if (this.failure instanceof ProtocolError) sayLast(this.socket, abortByProvider(2));
      else this.socket.destroy();
      throw this.failure;
    } finally {
      this.finish();
      await this.running;
    }
  }

  /** Ends in order: everything that was sent has been answered. */
  async release(): Promise<void> {
    if (this.ended.aborted) return;
    const timer = setTimeout(() => this.socket.destroy(), RELEASE_MILLISECONDS);
    const isOver = new Promise<void>((resolve) => this.ended.addEventListener("abort", () => resolve()));
    this.socket.write(releaseRequest());
    await isOver;
    clearTimeout(timer);
    this.socket.end();
  }

  abort(): void {
    sayLast(this.socket, abortByUser());
    this.finish();
  }

  /** Answers whether the association goes on. */
  private async take(incoming: Incoming, handle: RequestHandler): Promise<boolean> {
    if (incoming.kind === "fragment") {
      await this.takeMessage(incoming, handle);
      return true;
    }
    switch (incoming.type) {
      case PduType.abort:
        this.isAbortedByPeer = true;
        this.socket.destroy();
        return false;
      case PduType.releaseRequest:
        await this.running;
        await this.beforeRelease?.();
        sayLast(this.socket, releaseResponse());
        return false;
      case PduType.releaseResponse:
        return false;
      default:
        throw new ProtocolError(`unexpected PDU of type ${incoming.type}`);
    }
  }

  private async takeMessage(first: Fragment, handle: RequestHandler): Promise<void> {
    const { contextId } = first;
    const context = this.agreement.accepted.get(contextId);
    if (!context) throw new ProtocolError("data came on a presentation context that was not accepted");
    const command = await readCommand(this.reader, first);
    const dataSet = new IncomingDataSet(this.reader, contextId, !command.hasDataSet);
    if (isResponse(command)) {
      if (!this.pending.settle(command)) throw new ProtocolError("a response came to what was not asked");
      return dataSet.drain();
    }
    if (command.commandField === CommandField.cancelRequest) {
      this.cancels.get(command.messageIdBeingRespondedTo ?? 0)?.abort();
      return;
    }
    // One operation at a time: another request waits here, and its sender with it.
    await this.running;
    if (this.failure) throw this.failure;
    await this.start({ command, contextId, context, dataSet }, handle);
  }

  private async start(
    message: Pick<IncomingRequest, "command" | "contextId" | "context"> & { dataSet: IncomingDataSet },
    handle: RequestHandler,
  ): Promise<void> {
    const { command, contextId, dataSet } = message;
    const cancel = new AbortController();
    const messageId = command.messageId ?? 0;
    this.cancels.set(messageId, cancel);
    const request: IncomingRequest = {
      ...message,
      signal: cancel.signal,
      respond: (response, answer) =>
        this.writer.write(
          contextId,
          {
            commandField: command.commandField | 0x8000,
            affectedSopClassUid: command.affectedSopClassUid ?? command.requestedSopClassUid,
            messageIdBeingRespondedTo: messageId,
            ...response,
            hasDataSet: answer !== undefined,
          },
          answer && { bytes: [answer], length: answer.length },
        ),
    };
    this.running = handle(request, this)
      .catch((error: unknown) => {
        this.failure ??= error;
        this.abort();
      })
      .finally(() => {
        this.cancels.delete(messageId);
        this.isWorking = false;
      });
    await Promise.race([this.running, dataSet.read]);
    // A handler that gave up early leaves data behind: the next message begins after it.
    await dataSet.drain();
    if (this.cancels.has(messageId)) this.isWorking = true;
  }

  private noteSilence(): void {
    const isPeersTurn = !this.isWorking || this.pending.size > 0 || this.socket.writableLength > 0;
    if (isPeersTurn) this.socket.destroy();
    else this.socket.setTimeout(this.socket.timeout ?? 0);
  }

  private finish(): void {
    this.end.abort();
    for (const cancel of this.cancels.values()) cancel.abort();
    this.pending.fail(this.lost());
  }

  private lost(cause: unknown = this.failure): AssociationError {
    if (this.isAbortedByPeer) return new AssociationError("ABORTED", "the peer aborted the association");
    return new AssociationError("LOST", "the association ended before the answer came", { cause });
  }
}
