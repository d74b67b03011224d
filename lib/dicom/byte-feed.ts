/**
 * Hands bytes that arrive in chunks of any size to a parser that wants whole headers and values. The parser's
 * `step` looks at the bytes from `at` on and either advances or says with `has` how many it waits for; chunks
 * are parsed in place, only what straddles two of them is copied.
 */
export class ByteFeed {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  at = 0;
  limit = 0;
  /** Bytes passed so far: the place of `at` in the stream. */
  offset: number;

  private need = 1;
  private pending: Uint8Array = new Uint8Array(512);
  private pendingLength = 0;
  private skipLeft = 0;
  private onSkipped: ((bytes: Uint8Array) => void) | undefined;
  private isStopped = false;

  constructor(
    private readonly step: () => boolean,
    offset = 0,
  ) {
    this.offset = offset;
  }

  /** Bytes of the value being skipped that have not come yet. */
  get missing(): number {
    return this.skipLeft;
  }

  /** Bytes that wait for more. */
  get rest(): Uint8Array {
    return this.pending.subarray(0, this.pendingLength);
  }

  /** Answers what is left of the chunk when the parser stopped, otherwise nothing. */
  write(chunk: Uint8Array): Uint8Array[] {
    let at = 0;
    while (at < chunk.length) {
      if (this.pendingLength === 0) {
        this.run(chunk, at, chunk.length);
        const left = chunk.subarray(this.at, this.limit);
        if (this.isStopped) return [left];
        if (left.length > 0) this.keep(left);
        return [];
      }
      const wanted = Math.min(this.need - this.pendingLength, chunk.length - at);
      this.keep(chunk.subarray(at, at + wanted));
      at += wanted;
      if (this.pendingLength < this.need) return [];
      const left = this.parseRest();
      if (left) return [left, chunk.subarray(at)];
    }
    return [];
  }

  /** Parses what waits, for the last time or because enough has come; answers what is left after a stop. */
  parseRest(): Uint8Array | undefined {
    this.run(this.pending, 0, this.pendingLength);
    if (this.isStopped) {
      this.pendingLength = 0;
      return this.pending.slice(this.at, this.limit);
    }
    this.pending.copyWithin(0, this.at, this.limit);
    this.pendingLength = this.limit - this.at;
    return undefined;
  }

  private run(bytes: Uint8Array, at: number, limit: number): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.at = at;
    this.limit = limit;
    while (!this.isStopped && (this.skipLeft > 0 ? this.skipSome() : this.step())) {}
  }

  private keep(bytes: Uint8Array): void {
    const length = this.pendingLength + bytes.length;
    if (length > this.pending.length) {
      const larger = new Uint8Array(Math.max(length, this.pending.length * 2));
      larger.set(this.pending.subarray(0, this.pendingLength));
      this.pending = larger;
    }
    this.pending.set(bytes, this.pendingLength);
    this.pendingLength = length;
  }

  private skipSome(): boolean {
    const count = Math.min(this.skipLeft, this.limit - this.at);
    if (count === 0) {
      this.need = 1;
      return false;
    }
    this.onSkipped?.(this.bytes.subarray(this.at, this.at + count));
    this.advance(count);
    this.skipLeft -= count;
    return true;
  }

  // ---- for the parser ---------------------------------------------------------------------------------

  /** Whether `count` bytes are there; if not, the step must give up and is called again when they are. */
  has(count: number): boolean {
    if (this.limit - this.at >= count) return true;
    this.need = count;
    return false;
  }

  get available(): number {
    return this.limit - this.at;
  }

  /** The byte `ahead` of the current one, which must be there. */
  byte(ahead: number): number {
    return this.bytes[this.at + ahead] as number;
  }

  advance(count: number): void {
    this.at += count;
    this.offset += count;
  }

  /** Passes over bytes, as many as come; `onBytes` sees them. */
  skip(count: number, onBytes?: (bytes: Uint8Array) => void): void {
    this.skipLeft = count;
    this.onSkipped = onBytes;
  }

  /** No more bytes are for this parser. */
  stop(): void {
    this.isStopped = true;
  }
}
