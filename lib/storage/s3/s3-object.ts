import type { StoredObject } from "../storage";
import type { Bucket } from "./client";
import { readRange } from "./read-range";

const WINDOW_BYTES = 8 * 1024 * 1024;

/** Bytes that were asked for ahead, because the reader goes straight on. */
interface Window {
  chunks: AsyncGenerator<Uint8Array>;
  /** What the last chunk still holds. */
  rest: Uint8Array;
  at: number;
  end: number;
}

/**
 * An object of S3, opened for ranged reads. A read that goes on where the last one ended opens a window of 8 MiB,
 * so that a whole study costs a request per window and not one per read.
 */
export class S3Object implements StoredObject {
  private window: Window | undefined;
  private isBusy = false;
  private lastEnd = -1;

  constructor(
    private readonly bucket: Bucket,
    private readonly key: string,
    readonly size: number,
  ) {}

  async readInto(buffer: Uint8Array, offset: number): Promise<number> {
    const wanted = Math.max(0, Math.min(buffer.length, this.size - offset));
    if (wanted === 0) return 0;
    const target = buffer.subarray(0, wanted);
    // Reads may overlap; the window serves one at a time.
    if (this.isBusy) return this.fill(target, offset);
    this.isBusy = true;
    try {
      if (this.window?.at !== offset || this.window.end < offset + wanted) await this.move(offset, wanted);
      this.lastEnd = offset + wanted;
      return this.window ? await this.fromWindow(this.window, target) : await this.fill(target, offset);
    } finally {
      this.isBusy = false;
    }
  }

  async close(): Promise<void> {
    const { window } = this;
    this.window = undefined;
    await window?.chunks.return(undefined).catch(() => {});
  }

  private async move(offset: number, wanted: number): Promise<void> {
    await this.close();
    const end = Math.min(this.size, offset + WINDOW_BYTES);
    if (offset !== this.lastEnd || offset + wanted >= end) return;
    const chunks = readRange(this.bucket, this.key, { offset, length: end - offset });
    this.window = { chunks, rest: new Uint8Array(0), at: offset, end };
  }

  private async fromWindow(window: Window, target: Uint8Array): Promise<number> {
    let done = 0;
    while (done < target.length) {
      if (window.rest.length === 0) {
        const next = await window.chunks.next();
        if (next.done) break;
        window.rest = next.value;
      }
      const piece = window.rest.subarray(0, target.length - done);
      target.set(piece, done);
      window.rest = window.rest.subarray(piece.length);
      done += piece.length;
    }
    window.at += done;
    return done;
  }

  private async fill(target: Uint8Array, offset: number): Promise<number> {
    return fillFrom(readRange(this.bucket, this.key, { offset, length: target.length }), target);
  }
}

export async function fillFrom(chunks: AsyncIterable<Uint8Array>, target: Uint8Array): Promise<number> {
  let done = 0;
  for await (const chunk of chunks) {
    target.set(chunk.subarray(0, target.length - done), done);
    done += Math.min(chunk.length, target.length - done);
  }
  return done;
}
