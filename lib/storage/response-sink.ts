import type { Writable } from "node:stream";
import { giveBuffer, takeBuffer } from "./buffer-pool";
import type { ByteRange, StoredObject } from "./storage";

/**
 * Sends stored bytes to a slow or fast reader: two buffers are reused for the whole answer, one is read into
 * while the other one is on its way. Everything rejects once the reader has gone.
 */
export class ResponseSink {
  private readonly buffers = [takeBuffer(), takeBuffer()] as const;
  private readonly busy: [Promise<void>, Promise<void>] = [Promise.resolve(), Promise.resolve()];
  private next: 0 | 1 = 0;
  private readonly closed: Promise<never>;

  constructor(private readonly target: Writable) {
    this.closed = new Promise((_, reject) => {
      const gone = () => reject(new ReaderGoneError());
      if (target.destroyed) gone();
      target.once("close", gone);
    });
    this.closed.catch(() => {});
  }

  /** Small bytes such as headers; the chunk is not to be changed afterwards. */
  async write(chunk: Uint8Array | string): Promise<void> {
    if (chunk.length > 0) await this.push(chunk);
  }

  async copy(object: StoredObject, { offset, length }: ByteRange): Promise<void> {
    for (let done = 0; done < length; ) {
      const turn = this.next;
      this.next = turn === 0 ? 1 : 0;
      await this.busy[turn];
      const buffer = this.buffers[turn];
      const piece = buffer.subarray(0, Math.min(buffer.length, length - done));
      const count = await object.readInto(piece, offset + done);
      if (count === 0) throw new Error(`a stored object ends before byte ${offset + length}`);
      this.busy[turn] = this.push(piece.subarray(0, count));
      // Awaited at this buffer's next turn; until then a failure must not count as unhandled.
      this.busy[turn].catch(() => {});
      done += count;
    }
  }

  /** Resolves when everything has been handed to the connection; then the answer is ended. */
  async finish(): Promise<void> {
    await Promise.all(this.busy);
    for (const buffer of this.buffers) giveBuffer(buffer);
    const ended = new Promise<void>((resolve) => this.target.end(resolve));
    await Promise.race([ended, this.closed]).catch((error: unknown) => {
      if (!this.target.writableFinished) throw error;
    });
  }

  private push(chunk: Uint8Array | string): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.target.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    return Promise.race([written, this.closed]);
  }
}

/** The client went away in the middle of an answer: nobody is left to tell. */
export class ReaderGoneError extends Error {
  override readonly name = "ReaderGoneError";
  constructor() {
    super("the reader went away");
  }
}
