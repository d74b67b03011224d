import { createHash, type Hash, webcrypto } from "node:crypto";

/** Less is hashed before another thread has begun. */
const WORTH_A_THREAD = 32 * 1024;

/**
 * SHA-256 of a data set that streams past. One that is held whole in a buffer is hashed by another thread once it is
 * complete, while the next file is being received.
 */
export class DataSetHash {
  private length = 0;
  private last: Uint8Array = new Uint8Array();
  private streaming: Hash | undefined;

  take(chunk: Uint8Array): void {
    this.length += chunk.length;
    this.last = chunk;
    this.streaming?.update(chunk);
  }

  /** From here on bytes are hashed as they come. @param before what was held before the chunk taken last */
  stream(before: Uint8Array): void {
    if (this.streaming) return;
    this.streaming = createHash("sha256");
    this.streaming.update(before.subarray(before.length - (this.length - this.last.length)));
    this.streaming.update(this.last);
  }

  /** @param held the whole file, unless it streams; it may be used again as soon as this returns */
  digest(held: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const dataSet = held.subarray(held.length - this.length);
    if (!this.streaming && dataSet.length >= WORTH_A_THREAD)
      return webcrypto.subtle
        .digest("SHA-256", dataSet as BufferSource)
        .then((digest) => new Uint8Array(digest));
    const hash = this.streaming ?? createHash("sha256").update(dataSet);
    return Promise.resolve(new Uint8Array(hash.digest()));
  }
}
