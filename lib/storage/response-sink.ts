import type { Writable } from "node:stream";
import { BUFFER_BYTES, giveBuffer, takeBuffer } from "./buffer-pool";
import type { ByteRange, StoredObject } from "./storage";

/** Less room than this at the end of a buffer isn't worth a reading of its own. */
const LEAST_READ = 128 * 1024;

/**
 * Sends stored bytes to a slow or fast reader: two buffers are reused for the whole answer, one is filled while the
 * other one is on its way. Small pieces between stored bytes share their buffer, so that what is written is large.
 * Everything rejects once the reader has gone.
 */
export class ResponseSink {
  private readonly buffers = [takeBuffer(), takeBuffer()] as const;
  private readonly busy: [Promise<void>, Promise<void>] = [Promise.resolve(), Promise.resolve()];
  private turn: 0 | 1 = 0;
  private filled = 0;
  private readonly closed: Promise<never>;

  constructor(private readonly target: Writable) {
    this.closed = new Promise((_, reject) => {
      const gone = () => reject(new ReaderGoneError());
      if (target.destroyed) gone();
      target.once("close", gone);
    });
    this.closed.catch(() => {});
  }

  /** The chunk may be reused once this has resolved. */
  async write(chunk: Uint8Array | string): Promise<void> {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    for (let done = 0; done < bytes.length; ) {
      if (this.filled === BUFFER_BYTES) await this.flush();
      const piece = bytes.subarray(done, done + BUFFER_BYTES - this.filled);
      this.buffers[this.turn].set(piece, this.filled);
      this.filled += piece.length;
      done += piece.length;
    }
  }

  async copy(object: StoredObject, { offset, length }: ByteRange): Promise<void> {
    for (let done = 0; done < length; ) {
      const left = length - done;
      if (BUFFER_BYTES - this.filled < Math.min(LEAST_READ, left)) await this.flush();
      const end = Math.min(BUFFER_BYTES, this.filled + left);
      const count = await object.readInto(this.buffers[this.turn].subarray(this.filled, end), offset + done);
      if (count === 0) throw new Error(`a stored object ends before byte ${offset + length}`);
      this.filled += count;
      done += count;
    }
  }

  /** Resolves when everything has been handed to the connection; then the answer is ended. */
  async finish(): Promise<void> {
    await this.flush();
    await Promise.all(this.busy);
    for (const buffer of this.buffers) giveBuffer(buffer);
    const ended = new Promise<void>((resolve) => this.target.end(resolve));
    await Promise.race([ended, this.closed]).catch((error: unknown) => {
      if (!this.target.writableFinished) throw error;
    });
  }

  /** Sends what has been filled and goes on with the other buffer as soon as that one is free. */
  private async flush(): Promise<void> {
    if (this.filled > 0) {
      const { turn } = this;
      this.busy[turn] = this.push(this.buffers[turn].subarray(0, this.filled));
      // Awaited at this buffer's next turn; until then a failure must not count as unhandled.
      this.busy[turn].catch(() => {});
      this.turn = turn === 0 ? 1 : 0;
      this.filled = 0;
    }
    await this.busy[this.turn];
  }

  private push(chunk: Uint8Array): Promise<void> {
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
