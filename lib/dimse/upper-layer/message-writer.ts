import type { Socket } from "node:net";
import { type CommandSet, encodeCommandSet } from "./command-set";
import { dataHeader } from "./pdu";

/** A data set to send. A chunk is only read until the next one is asked for, so buffers may be reused. */
export interface DataSetToSend {
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Bytes of all chunks together, when known. */
  length?: number;
}

/** Longer fragments than this gain nothing, whatever the peer would take. */
const LONGEST = 1 << 20;

/**
 * Writes whole messages (PS3.8 annex E): fragments no longer than the peer takes, each of even length. What is at
 * hand together (a command and the beginning of its data set, all fragments of a chunk) leaves in one write.
 */
export class MessageWriter {
  private last: Promise<void> = Promise.resolve();
  private readonly room: number;

  constructor(
    private readonly socket: Socket,
    /** The longest P-DATA-TF body that the peer takes; 0 means no limit. */
    peerMaximum: number,
  ) {
    const limit = peerMaximum === 0 ? LONGEST : Math.min(peerMaximum, LONGEST);
    this.room = Math.max((limit - 6) & ~1, 2);
  }

  /** Messages leave one after the other, never interleaved. Resolves when everything was handed to the system. */
  write(contextId: number, command: CommandSet, dataSet?: DataSetToSend): Promise<void> {
    const turn = this.last.then(() => this.send(contextId, command, dataSet));
    this.last = turn.catch(() => {});
    return turn;
  }

  private async send(contextId: number, command: CommandSet, dataSet?: DataSetToSend): Promise<void> {
    const head = this.fragments(contextId, true, encodeCommandSet(command), true);
    if (!dataSet) return this.flush(head);
    // The head waits for the first bytes: when those can't be read, nothing was sent.
    let waiting = head;
    try {
      for await (const { data, isLast } of evenPieces(dataSet)) {
        await this.flush([...waiting, ...this.fragments(contextId, false, data, isLast)]);
        waiting = [];
      }
    } catch (error) {
      if (waiting.length > 0) throw error;
      throw new BrokenMessageError(error);
    }
  }

  private fragments(contextId: number, isCommand: boolean, data: Uint8Array, isLast: boolean): Uint8Array[] {
    const all: Uint8Array[] = [];
    let at = 0;
    do {
      const part = data.subarray(at, at + this.room);
      at += part.length;
      all.push(dataHeader(contextId, isCommand, isLast && at === data.length, part.length), part);
    } while (at < data.length);
    return all;
  }

  private flush(parts: Uint8Array[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.cork();
      parts.forEach((part, index) => {
        if (index < parts.length - 1) this.socket.write(part);
        else this.socket.write(part, (error) => (error ? reject(error) : resolve()));
      });
      this.socket.uncork();
    });
  }
}

/** A message broke off after its beginning had been sent: the association is of no more use. */
export class BrokenMessageError extends Error {
  override readonly name = "BrokenMessageError";
  constructor(cause: unknown) {
    super("a message broke off while it was being sent", { cause });
  }
}

/** The chunks cut to even lengths; the last one is known as such, if need be by holding a few bytes back. */
async function* evenPieces({
  bytes,
  length,
}: DataSetToSend): AsyncGenerator<{ data: Uint8Array; isLast: boolean }> {
  let held: Uint8Array = new Uint8Array(0);
  let seen = 0;
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    seen += chunk.length;
    if (length !== undefined && seen > length) throw new Error("a data set is longer than was said");
    const data = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const isLast = seen === length;
    const odd = data.length % 2;
    const keep = isLast ? 0 : length === undefined ? 2 - odd : odd;
    held = Uint8Array.from(data.subarray(data.length - keep));
    if (data.length > keep) yield { data: data.subarray(0, data.length - keep), isLast };
  }
  if (length !== undefined && seen < length) throw new Error("a data set is shorter than was said");
  if (!length) yield { data: held, isLast: true };
}
