import type { Socket } from "node:net";

/** Bytes that may wait here before the connection isn't read any more. */
const HIGH_WATER = 256 * 1024;

/**
 * The bytes of a connection, pulled: the chunks are handed on as they came, without joining or copying them, and
 * while nobody takes any the socket isn't read, so that the sender has to wait.
 */
export class ByteSource {
  private readonly chunks: Buffer[] = [];
  private available = 0;
  private isEnded = false;
  private wake: (() => void) | undefined;

  constructor(private readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.chunks.push(chunk);
      this.available += chunk.length;
      if (this.available >= HIGH_WATER) socket.pause();
      this.wake?.();
    });
    const end = () => {
      this.isEnded = true;
      this.wake?.();
    };
    socket.once("end", end).once("close", end).once("error", end);
  }

  /** Some bytes, at most `most`; undefined when the peer has closed. */
  async take(most: number): Promise<Buffer | undefined> {
    while (this.chunks.length === 0) {
      if (this.isEnded) return undefined;
      await this.more();
    }
    return this.shift(most);
  }

  /** Exactly `count` bytes in one piece, for what is short; undefined when the peer closed before. */
  async exactly(count: number): Promise<Buffer | undefined> {
    while (this.available < count) {
      if (this.isEnded) return undefined;
      await this.more();
    }
    if (count === 0) return Buffer.alloc(0);
    const first = this.shift(count);
    if (first.length === count) return first;
    const whole = Buffer.allocUnsafe(count);
    for (let at = first.copy(whole); at < count; ) at += this.shift(count - at).copy(whole, at);
    return whole;
  }

  private shift(most: number): Buffer {
    const chunk = this.chunks[0] as Buffer;
    const taken = chunk.length > most ? chunk.subarray(0, most) : chunk;
    if (taken === chunk) this.chunks.shift();
    else this.chunks[0] = chunk.subarray(most);
    this.available -= taken.length;
    return taken;
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = undefined;
        resolve();
      };
      // A PDU longer than what may wait has to be read all the same.
      if (this.socket.isPaused()) this.socket.resume();
    });
  }
}
