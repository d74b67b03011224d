import net from "node:net";
import type { ProposedContext } from "@/lib/dimse/upper-layer/associate";
import { type CommandSet, encodeCommandSet } from "@/lib/dimse/upper-layer/command-set";
import { PduType, pdu } from "@/lib/dimse/upper-layer/pdu";
import { associateRequest } from "@/lib/dimse/upper-layer/write-associate";

/** A peer that can say anything, whatever the protocol wants. */
export class RawAssociation {
  private received = Buffer.alloc(0);
  readonly closed: Promise<void>;

  private constructor(private readonly socket: net.Socket) {
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
    });
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
  }

  static async connect(port: number): Promise<RawAssociation> {
    const socket = net.connect(port, "127.0.0.1");
    const association = new RawAssociation(socket);
    await new Promise((resolve) => socket.once("connect", resolve));
    return association;
  }

  /** Connected and, unless what is proposed is wrong, accepted. */
  static async open(
    port: number,
    callingAeTitle: string,
    contexts: ProposedContext[],
  ): Promise<RawAssociation> {
    const association = await RawAssociation.connect(port);
    association.send(associateRequest({ calledAeTitle: "BEELDBRUG", callingAeTitle, contexts, roles: [] }));
    await association.next(PduType.associateAccept);
    return association;
  }

  send(bytes: Uint8Array): boolean {
    return this.socket.write(bytes);
  }

  /** Waits until what was written has gone to the system. */
  async flushed(): Promise<void> {
    if (this.socket.writableNeedDrain)
      await Promise.race([new Promise((resolve) => this.socket.once("drain", resolve)), this.closed]);
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  /** The body of the next PDU of that type; undefined when the connection ends before. */
  async next(type: number): Promise<Buffer | undefined> {
    for (;;) {
      while (this.received.length >= 6) {
        const length = this.received.readUInt32BE(2);
        if (this.received.length < 6 + length) break;
        const [found, body] = [this.received.readUInt8(0), this.received.subarray(6, 6 + length)];
        this.received = this.received.subarray(6 + length);
        if (found === type) return body;
      }
      if (!this.isOpen) return undefined;
      await Promise.race([new Promise((resolve) => this.socket.once("data", resolve)), this.closed]);
    }
  }

  end(): void {
    this.socket.destroy();
  }
}

export interface RawValue {
  contextId?: number;
  isCommand?: boolean;
  isLast?: boolean;
  data?: Uint8Array;
  /** Said instead of the length that it has. */
  length?: number;
}

export function dataPdu(...values: RawValue[]): Buffer {
  return pdu(PduType.data, Buffer.concat(values.map(encodeValue)));
}

function encodeValue({
  contextId = 1,
  isCommand = false,
  isLast = false,
  data = Buffer.alloc(0),
  length,
}: RawValue) {
  const header = Buffer.alloc(6);
  header.writeUInt32BE(length ?? data.length + 2, 0);
  header.writeUInt8(contextId, 4);
  header.writeUInt8((isCommand ? 1 : 0) | (isLast ? 2 : 0), 5);
  return Buffer.concat([header, data]);
}

export const commandPdu = (command: CommandSet, contextId = 1): Buffer =>
  dataPdu({ contextId, isCommand: true, isLast: true, data: encodeCommandSet(command) });
